"use server";
/** Money at the counter: taken, and taken back. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Facts } from "@/lib/kernel/outcome";
import { officeAction } from "@/lib/server/action";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import { reverseByHand } from "@/lib/till/commands-reverse";
import type { CounterRefusal, ReversalRefusal } from "@/lib/till/rules";
import { counterPaymentSchema, reversalSchema } from "@/lib/till/schema";
import { type RejectRefusal, rejectOnline } from "@/lib/treasury/commands-decide";

const because = (reason: CounterRefusal) => async (facts: Facts) => {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.refusals")]);
  const amount = (name: string) => wordAmount(locale, Number(facts[name] ?? 0));
  return t(reason, { due: amount("due"), given: amount("given") });
};

export const takePayment = officeAction({
  permission: "receipt.record",
  input: counterPaymentSchema,
  run: takeCounterPayment,
  refusals: {
    handed: because("handed"),
    "nothing-due": because("nothing-due"),
    "not-accepted": because("not-accepted"),
    future: because("future"),
    "before-invoice": because("before-invoice"),
    "too-much": because("too-much"),
    surplus: because("surplus"),
    "no-change": because("no-change"),
  },
  then: async ({ receiptId }) => ({ redirect: `/gestion/encaissements/recus/${receiptId}?nouveau=oui` }),
});

const notBack = (reason: ReversalRefusal | RejectRefusal) => async () =>
  (await getTranslations("till.reversal.refusals"))(reason);

export const takeBack = officeAction({
  permission: "receipt.record",
  input: reversalSchema,
  run: reverseByHand,
  refusals: {
    already: notBack("already"),
    "not-counter": notBack("not-counter"),
    locked: notBack("locked"),
    remitted: notBack("remitted"),
    "not-cheque": notBack("not-cheque"),
    "not-deposited": notBack("not-deposited"),
    refunded: notBack("refunded"),
    "credit-used": notBack("credit-used"),
  },
  then: async ({ receiptId }) => ({ redirect: `/gestion/encaissements/recus/${receiptId}?annule=oui` }),
});

export const reject = officeAction({
  permission: "receipt.record",
  input: reversalSchema,
  run: rejectOnline,
  refusals: { already: notBack("already"), "not-debit": notBack("not-debit") },
  then: async ({ receiptId }) => ({ redirect: `/gestion/encaissements/recus/${receiptId}?annule=oui` }),
});
