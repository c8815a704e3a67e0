"use server";
/** Paying an invoice online: the attempt is written, PayFiP is called once that is committed, and the browser leaves for its page. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import { openPayment, startPayment } from "@/lib/online/commands-start";
import { startPaymentSchema } from "@/lib/payment/schema";
import { familyAction } from "@/lib/server/action";
import { requestNow } from "@/lib/server/clock";

const words = () => getTranslations("payment.refusals");

export const pay = familyAction({
  permission: "payment.start",
  input: startPaymentSchema,
  run: startPayment,
  refusals: {
    "at-bank": async () => (await words())("at-bank"),
    "handed-over": async () => (await words())("handed-over"),
    "nothing-due": async () => (await words())("nothing-due"),
    closed: async () => (await words())("closed"),
    "too-small": async ({ minimum }) =>
      (await words())("too-small", { minimum: wordAmount(await getLocale(), Number(minimum)) }),
    "too-big": async () => (await words())("too-big"),
    email: async () => (await words())("email"),
  },
  then: async ({ attemptId }, { invoiceId }) => {
    const opened = await openPayment(attemptId, await requestNow());
    return { redirect: opened.ok ? opened.url : `/paiements/nouveau?facture=${invoiceId}&echec=oui` };
  },
});
