"use server";
/** What the head decides on an issued invoice: a credit note, with a new invoice or not, or giving its debt up. */
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { creditContest } from "@/lib/contest/commands-decide";
import { issueCreditNote, type NoteRefusal } from "@/lib/credit/commands";
import { writeOff as giveUp } from "@/lib/credit/commands-write-off";
import { creditNoteSchema, writeOffSchema } from "@/lib/credit/schema";
import { numberOf } from "@/lib/invoice/rules";
import { giveUpRecovery } from "@/lib/refund/commands-recover";
import { recoveryGivenUpSchema } from "@/lib/refund/schema";
import { officeAction } from "@/lib/server/action";

const note = (reason: NoteRefusal) => async () => (await getTranslations("credit.note.refusals"))(reason);
type WriteOffReason = "nothing-due" | "too-much" | "future" | "before-invoice";
const debt = (reason: WriteOffReason) => async () => (await getTranslations("credit.writeOff.refusals"))(reason);

/** `requestId`: the contested line that it answers. */
export const credit = officeAction({
  permission: "billing.run",
  input: creditNoteSchema.extend({ requestId: z.uuid("generic").optional() }),
  run: (context, { requestId, ...note }, scope) =>
    requestId ? creditContest(context, { ...note, requestId }, scope) : issueCreditNote(context, note),
  refusals: {
    decided: async () => (await getTranslations("contest.page"))("decided"),
    nothing: note("nothing"),
    "too-much": note("too-much"),
    "whole-only": note("whole-only"),
    handed: note("handed"),
    "written-off": note("written-off"),
    "with-treasury": note("with-treasury"),
    changed: note("changed"),
  },
  then: async (issued, { invoiceId, requestId }) => ({
    redirect: requestId
      ? `/gestion/demandes/${requestId}`
      : `/gestion/facturation/factures/${invoiceId}?avoir=${numberOf(issued) ?? ""}`,
  }),
});

export const writeOff = officeAction({
  permission: "debt.write-off",
  input: writeOffSchema,
  run: giveUp,
  refusals: {
    "nothing-due": debt("nothing-due"),
    "too-much": debt("too-much"),
    future: debt("future"),
    "before-invoice": debt("before-invoice"),
  },
  then: async (_done, { invoiceId }) => ({ redirect: `/gestion/facturation/factures/${invoiceId}?abandon=oui` }),
});

const recovery = (reason: "already-closed" | "not-to-recover" | "future" | "before-bounce") => async () =>
  (await getTranslations("control.refusals"))(reason);

/** A refund of money that the bank took back: the family does not have to return it. */
export const giveUpRefund = officeAction({
  permission: "debt.write-off",
  input: recoveryGivenUpSchema,
  run: giveUpRecovery,
  refusals: {
    "already-closed": recovery("already-closed"),
    "not-to-recover": recovery("not-to-recover"),
    future: debt("future"),
    "before-day": recovery("before-bounce"),
  },
  then: async ({ invoiceId }) => ({ redirect: `/gestion/facturation/factures/${invoiceId}?abandon=oui` }),
});
