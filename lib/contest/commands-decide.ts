/**
 * A contested line is taken back by a credit note of the contested invoice and no other: the note and the decision, both or neither. Any other answer
 * is that of all requests (lib/casework). A decision ends the request: of two agents at once, the second finds it decided.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { decide, lockedRequest } from "@/lib/casework/commands-office";
import { type IssuedNote, issueCreditNote, type NoteRefusal } from "@/lib/credit/commands";
import type { CreditNoteInput } from "@/lib/credit/schema";
import { record } from "@/lib/evidence/record";
import { type Outcome, refused } from "@/lib/kernel/outcome";
import { mayApply } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { tellAsker } from "./queries-mail";
import { CONTEST } from "./rules";
import { aboutSchema } from "./schema";

export async function creditContest(
  context: Context,
  { requestId, ...note }: CreditNoteInput & { requestId: string },
  scope: OfficeScope,
): Promise<Outcome<IssuedNote, NoteRefusal | "decided">> {
  const request = await lockedRequest(context, requestId, scope);
  const about = aboutSchema.safeParse(request.about).data;
  if (request.kind !== CONTEST || about?.invoiceId !== note.invoiceId) throw new NotFound();
  if (!mayApply(request)) {
    const body = { requestKind: CONTEST, reference: request.reference, invoiceId: note.invoiceId, reason: "decided" };
    const object = { kind: "family-request", id: requestId };
    await record(context, { type: "request.refused", subject: null, object, body });
    return refused("decided");
  }
  const by = { ...context, cause: { kind: "family-request" as const, id: requestId } };
  const issued = await issueCreditNote(by, note);
  if (!issued.ok) return issued;
  const effect = { kind: "credit-note", id: issued.creditNoteId };
  await decide(context, request, { outcome: "accepted", text: note.reason, effect, silent: true });
  const { accountId, householdId } = request;
  await tellAsker(
    context,
    { id: requestId, accountId, householdId, about },
    { name: "contestAccepted", text: note.reason },
  );
  return issued;
}
