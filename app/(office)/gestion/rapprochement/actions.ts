"use server";
/** What a régisseur does about a payment that is not clear: ask PayFiP again, or decide with a reason. */
import { getTranslations } from "next-intl/server";
import { settle } from "@/lib/online/commands-settle";
import { officeAction } from "@/lib/server/action";
import { requestNow } from "@/lib/server/clock";
import { decidePayment, wishToAsk } from "@/lib/treasury/commands-decide";
import { askSchema, decisionSchema } from "@/lib/treasury/schema";

const words = () => getTranslations("treasury.refusals");

export const askNow = officeAction({
  permission: "receipt.record",
  input: askSchema,
  run: wishToAsk,
  refusals: { "nothing-to-learn": async () => (await words())("nothing-to-learn") },
  then: async ({ attemptId }) => {
    const state = await settle(attemptId, await requestNow());
    return { redirect: `/gestion/rapprochement?demande=${state ?? "unknown"}` };
  },
});

export const decide = officeAction({
  permission: "receipt.record",
  input: decisionSchema,
  run: decidePayment,
  refusals: {
    "not-open": async () => (await words())("not-open"),
    test: async () => (await words())("test"),
    "too-much": async () => (await words())("too-much-plain"),
    "no-amount": async () => (await words())("no-amount"),
  },
  then: async () => ({ redirect: "/gestion/rapprochement?decide=oui" }),
});
