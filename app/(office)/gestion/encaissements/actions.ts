"use server";
/** The régie's writes: money at the counter, lots. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import { officeAction } from "@/lib/server/action";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import { closeLot } from "@/lib/treasury/commands";
import { periodSchema } from "@/lib/treasury/schema";
import { queryOf } from "./period";

const words = () => getTranslations("treasury.refusals");

export const closePeriod = officeAction({
  permission: "treasury.export",
  input: periodSchema,
  run: closeLot,
  refusals: {
    "no-regie": async () => (await words())("no-regie"),
    empty: async () => (await words())("empty"),
    "books-differ": async () => (await words())("books-differ"),
  },
  then: async ({ lotId }, period) => ({ redirect: `/gestion/encaissements?${queryOf(period)}&lot=${lotId}` }),
});

export const takePayment = officeAction({
  permission: "receipt.record",
  input: counterPaymentSchema,
  run: takeCounterPayment,
  refusals: {
    "nothing-due": async () => (await words())("nothing-due"),
    "too-much": async ({ due }) => (await words())("too-much", { due: wordAmount(await getLocale(), Number(due)) }),
    future: async () => (await words())("future"),
    "before-invoice": async () => (await words())("before-invoice"),
  },
  then: async ({ receiptId }) => ({ redirect: `/gestion/encaissements/recus/${receiptId}?nouveau=oui` }),
});
