"use server";
/** The steps of a refund at the desk: asked for, granted by another person, paid, refused, come back. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Facts } from "@/lib/kernel/outcome";
import { requestRefund } from "@/lib/refund/commands";
import { orderRefund, refuseRefund } from "@/lib/refund/commands-decide";
import { failRefund, payRefund } from "@/lib/refund/commands-settle";
import type { OrderRefusal, PayRefusal, RequestRefusal } from "@/lib/refund/rules";
import { refundEndSchema, refundOrderSchema, refundPaidSchema, refundRequestSchema } from "@/lib/refund/schema";
import { officeAction } from "@/lib/server/action";

const because = (reason: RequestRefusal | OrderRefusal | PayRefusal) => async (facts: Facts) => {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("refund.refusals")]);
  return t(reason, { most: wordAmount(locale, Number(facts.most ?? 0)) });
};
const back = async () => ({ redirect: "/gestion/encaissements/remboursements?fait=oui" });

export const ask = officeAction({
  permission: "refund.decide",
  input: refundRequestSchema,
  run: (context, wish) => requestRefund(context, wish, null),
  refusals: {
    "no-credit": because("no-credit"),
    "above-credit": because("above-credit"),
    "not-refundable": because("not-refundable"),
    "above-receipts": because("above-receipts"),
  },
  then: back,
});

export const order = officeAction({
  permission: "refund.decide",
  input: refundOrderSchema,
  run: orderRefund,
  refusals: {
    "not-open": because("not-open"),
    "same-person": because("same-person"),
    "no-credit": because("no-credit"),
    reversed: because("reversed"),
  },
  then: back,
});

export const refuse = officeAction({
  permission: "refund.decide",
  input: refundEndSchema,
  run: refuseRefund,
  refusals: { "not-open": because("not-open") },
  then: back,
});

export const pay = officeAction({
  permission: "refund.pay",
  input: refundPaidSchema,
  run: payRefund,
  refusals: {
    "not-open": because("not-open"),
    reversed: because("reversed"),
    future: because("future"),
    "before-order": because("before-order"),
    "no-cash": because("no-cash"),
  },
  then: back,
});

export const fail = officeAction({
  permission: "refund.pay",
  input: refundEndSchema,
  run: failRefund,
  refusals: { "not-open": because("not-open") },
  then: back,
});
