"use server";
/** Paying an invoice, or an instalment of a plan, online: the attempt is written, PayFiP is called once that is committed, and the browser leaves for its page. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import { startInstalment } from "@/lib/online/commands-instalment";
import { openPayment, startPayment } from "@/lib/online/commands-start";
import type { StartRefusal } from "@/lib/payment/rules-start";
import { instalmentSchema, startPaymentSchema } from "@/lib/payment/schema";
import { familyAction } from "@/lib/server/action";
import { requestNow } from "@/lib/server/clock";

const words = () => getTranslations("payment.refusals");

const refusals: Record<StartRefusal, (facts: { minimum?: unknown }) => Promise<string>> = {
  "at-bank": async () => (await words())("at-bank"),
  "handed-over": async () => (await words())("handed-over"),
  "nothing-due": async () => (await words())("nothing-due"),
  closed: async () => (await words())("closed"),
  "too-small": async ({ minimum }) =>
    (await words())("too-small", { minimum: wordAmount(await getLocale(), Number(minimum)) }),
  "too-big": async () => (await words())("too-big"),
  email: async () => (await words())("email"),
};

export const pay = familyAction({
  permission: "payment.start",
  input: startPaymentSchema,
  run: startPayment,
  refusals,
  then: async ({ attemptId }, { invoiceId }) => {
    const opened = await openPayment(attemptId, await requestNow());
    return { redirect: opened.ok ? opened.url : `/paiements/nouveau?facture=${invoiceId}&echec=oui` };
  },
});

export const payInstalment = familyAction({
  permission: "payment.start",
  input: instalmentSchema,
  run: startInstalment,
  refusals: { ...refusals, "plan-over": async () => (await words())("plan-over") },
  then: async ({ attemptId, invoiceId }) => {
    const opened = await openPayment(attemptId, await requestNow());
    return { redirect: opened.ok ? opened.url : `/paiements/nouveau?facture=${invoiceId}&echec=oui` };
  },
});
