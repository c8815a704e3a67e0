/** A letter about a request: kept word by word as it left, with the version of the model it began from, and announced by mail. */
import type { OfficeScope } from "@/lib/access/gate";
import { lockedRequest } from "@/lib/casework/commands-office";
import { addEntry } from "@/lib/casework/commands-open";
import { tellFamily } from "@/lib/casework/queries-mail";
import { subjectOf } from "@/lib/casework/rules";
import { record } from "@/lib/evidence/record";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { LetterInput } from "./schema";

/** In every state: a letter may also follow a decision. */
export async function sendLetter(
  context: Context,
  { requestId, title, text, templateId }: LetterInput,
  scope: OfficeScope,
): Promise<Outcome<{ entryId: string }, never>> {
  const request = await lockedRequest(context, requestId, scope);
  if (templateId && (await context.tx.letterTemplate.count({ where: { id: templateId } })) === 0) throw new NotFound();
  const entry = { kind: "letter", side: "office", title, text, templateId, state: null } as const;
  const entryId = await addEntry(context, requestId, entry);
  const { reference, kind, childId } = request;
  await record(context, {
    type: "request.changed",
    subject: subjectOf(request),
    object: { kind: "family-request", id: requestId },
    body: { reference, requestKind: kind, childId, entryId, title, text, templateId },
  });
  await tellFamily(context, request, { step: "letter" });
  return done({ entryId });
}
