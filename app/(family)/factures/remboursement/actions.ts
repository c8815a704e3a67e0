"use server";
/** A family asks for its own credit back. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Facts } from "@/lib/kernel/outcome";
import { requestRefund } from "@/lib/refund/commands";
import type { RequestRefusal } from "@/lib/refund/rules";
import { refundRequestSchema } from "@/lib/refund/schema";
import { familyAction } from "@/lib/server/action";

const because = (reason: RequestRefusal) => async (facts: Facts) => {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("refund.refusals")]);
  return t(reason, { most: wordAmount(locale, Number(facts.most ?? 0)) });
};

/** The command looks the credit up within the family's scope; a receipt is the portal's to choose. */
export const askBack = familyAction({
  permission: "refund.ask",
  input: refundRequestSchema.omit({ receiptId: true }),
  run: (context, wish, scope) => requestRefund(context, wish, scope),
  refusals: {
    "no-credit": because("no-credit"),
    "above-credit": because("above-credit"),
    "not-refundable": because("not-refundable"),
    "above-receipts": because("above-receipts"),
  },
  then: async () => ({ redirect: "/factures/remboursement?envoyee=oui" }),
});
