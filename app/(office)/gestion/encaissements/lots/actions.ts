"use server";
/** Closing a period: its receipts enter a numbered lot for the treasury. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { closeLot } from "@/lib/treasury/commands";
import { periodSchema } from "@/lib/treasury/schema";
import { queryOf } from "../period";

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
  then: async ({ lotId }, period) => ({ redirect: `/gestion/encaissements/lots?${queryOf(period)}&lot=${lotId}` }),
});
