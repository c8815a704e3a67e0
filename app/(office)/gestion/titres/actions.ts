"use server";
/** Handing invoices over to the comptable, completing a debtor, taking a claim back. */
import { getTranslations } from "next-intl/server";
import { returnClaim } from "@/lib/claim/commands-answer";
import { completeDebtor } from "@/lib/claim/commands-debtor";
import { handOverShown } from "@/lib/claim/commands-turn";
import { debtorSchema, handOverSchema, returnSchema } from "@/lib/claim/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("claim.refusals");
const PAGE = "/gestion/titres";

export const handOverInvoices = officeAction({
  permission: "claim.hand-over",
  input: handOverSchema,
  run: handOverShown,
  refusals: {
    "no-regie": async () => (await words())("no-regie"),
    settings: async () => (await words())("settings"),
    kept: async () => (await words())("kept"),
    findings: async ({ count }) => (await words())("findings", { count: Number(count) }),
    "number-used": async () => (await words())("number-used"),
    "debt-number": async () => (await words())("debt-number"),
    totals: async () => (await words())("totals"),
    "under-way": async () => (await words())("under-way"),
  },
  then: async ({ lotId, pieces }, { regieId }) => ({
    redirect: lotId ? `${PAGE}?regie=${regieId}&lot=${lotId}&transmises=${pieces}` : `${PAGE}?regie=${regieId}`,
  }),
});

export const completePayer = officeAction({
  permission: "claim.hand-over",
  input: debtorSchema,
  run: completeDebtor,
  refusals: {},
  then: async () => ({ redirect: `${PAGE}?complete=oui` }),
});

export const takeBack = officeAction({
  permission: "claim.hand-over",
  input: returnSchema,
  run: returnClaim,
  refusals: {
    impossible: async () => (await words())("impossible"),
    "too-much": async () => (await words())("impossible"),
  },
  then: async ({ lotId }) => ({ redirect: `${PAGE}/${lotId}?reprise=oui` }),
});
