/**
 * The office's answer to a contested line: a message, a refusal with its motive, or the credit note that takes it back. A decision ends the request:
 * of two agents at once, the second finds it decided.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { type IssuedNote, issueCreditNote, type NoteRefusal } from "@/lib/credit/commands";
import type { CreditNoteInput } from "@/lib/credit/schema";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { addEntry } from "./commands";
import { type OfficeContest, officeContest } from "./queries";
import { tellAsker } from "./queries-mail";
import { CONTEST, type ContestOutcome, isOpen } from "./rules";
import type { MessageInput, RefuseInput } from "./schema";

export type ContestRefusal = "decided";
type Answered = Outcome<object, ContestRefusal>;

/** A question or word to the family; the request stays open, in study. */
export async function writeToFamily(
  context: Context,
  { requestId, text }: MessageInput,
  scope: OfficeScope,
): Promise<Answered> {
  const contest = await lockedContest(context, requestId, scope);
  if (!isOpen(contest.step)) return turnDown(context, contest);
  const entryId = newId();
  await context.tx.familyRequest.update({ where: { id: requestId }, data: { state: "in_study" } });
  await addEntry(context, { id: requestId, entryId }, { kind: "message", side: "office", text, state: "in_study" });
  await recordOf(context, contest, { type: "request.changed", body: { entryId, text, step: "in_study" } });
  await tellAsker(context, contest, { name: "contestAnswered", text });
  return done();
}

export async function refuseContest(
  context: Context,
  { requestId, motive }: RefuseInput,
  scope: OfficeScope,
): Promise<Answered> {
  const contest = await lockedContest(context, requestId, scope);
  if (!isOpen(contest.step)) return turnDown(context, contest);
  await decide(context, contest, { outcome: "refused", text: motive });
  await tellAsker(context, contest, { name: "contestRefused", text: motive });
  return done();
}

/** Issues the credit note that answers the request, of the contested invoice and no other: both or neither. */
export async function creditContest(
  context: Context,
  { requestId, ...note }: CreditNoteInput & { requestId: string },
  scope: OfficeScope,
): Promise<Outcome<IssuedNote, NoteRefusal | ContestRefusal>> {
  const contest = await lockedContest(context, requestId, scope);
  if (contest.about.invoiceId !== note.invoiceId) throw new NotFound();
  if (!isOpen(contest.step)) return turnDown(context, contest);
  const issued = await issueCreditNote(context, note);
  if (!issued.ok) return issued;
  await decide(context, contest, { outcome: "accepted", text: note.reason, creditNoteId: issued.creditNoteId });
  await tellAsker(context, contest, { name: "contestAccepted", text: note.reason });
  return issued;
}

async function lockedContest(context: Context, id: string, scope: OfficeScope): Promise<OfficeContest> {
  await context.tx.$queryRaw`SELECT id FROM family_request WHERE id = ${id} FOR UPDATE`;
  const contest = await officeContest(context.tx, scope, id);
  if (!contest) throw new NotFound();
  return contest;
}

type Decision = { outcome: ContestOutcome; text: string; creditNoteId?: string };

async function decide(context: Context, contest: OfficeContest, { outcome, text, creditNoteId }: Decision) {
  const effect = creditNoteId ? { effectKind: "credit-note", effectId: creditNoteId } : {};
  await context.tx.familyRequest.update({
    where: { id: contest.id },
    data: { state: "decided", decidedAt: context.now, outcome, ...effect },
  });
  const entryId = newId();
  await addEntry(context, { id: contest.id, entryId }, { kind: "step", side: "office", text, state: "decided" });
  const body = { entryId, outcome, motive: text, creditNoteId };
  await recordOf(context, contest, { type: "request.answered", body });
}

type Told = { type: "request.changed" | "request.answered"; body: Record<string, string | undefined> };

async function recordOf(context: Context, { id, householdId, about }: OfficeContest, { type, body }: Told) {
  await record(context, {
    type,
    subject: { kind: "household", id: householdId },
    object: { kind: "family-request", id },
    body: { requestKind: CONTEST, reference: about.reference, invoiceId: about.invoiceId, ...body },
  });
}

/** It stands as it was decided, and the office's journal says who tried. */
async function turnDown(context: Context, { id, about }: OfficeContest): Promise<Refused<ContestRefusal>> {
  const body = { requestKind: CONTEST, reference: about.reference, invoiceId: about.invoiceId, reason: "decided" };
  await record(context, { type: "request.refused", subject: null, object: { kind: "family-request", id }, body });
  return refused("decided");
}
