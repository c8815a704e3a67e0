/** A family adds to an open request what it handed in already; one event says what. New documents join it as they are handed in (lib/document). */
import type { FamilyScope } from "@/lib/access/gate";
import { attachDocuments } from "@/lib/document/commands";
import { areJoinable } from "@/lib/document/queries-join";
import { record } from "@/lib/evidence/record";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { isOpenState } from "@/lib/request/rules";
import type { Context } from "@/lib/server/context";
import { ownLocked, refuseEnded } from "./commands";
import { subjectOf } from "./rules";
import type { JoinInput } from "./schema";

export async function joinDocuments(
  context: Context,
  { requestId, documentIds }: JoinInput,
  scope: FamilyScope,
): Promise<Outcome<object, "ended" | "not-joinable">> {
  const request = await ownLocked(context, requestId, scope);
  if (!isOpenState(request.state)) return refuseEnded(context, request, "ended");
  const { id, reference, kind, householdId, childId, isPrivate } = request;
  const about = { householdId, childId, isPrivate, documentIds };
  if (!(await areJoinable(context.tx, scope, about))) return refuseEnded(context, request, "not-joinable");
  await attachDocuments(context, { ...about, requestId }, scope);
  const kinds = await context.tx.document.findMany({
    where: { id: { in: documentIds } },
    select: { kind: { select: { nameFr: true } } },
  });
  await record(context, {
    type: "request.joined",
    subject: subjectOf(request),
    object: { kind: "family-request", id },
    body: {
      ...{ reference, requestKind: kind, childId, documentIds },
      document: kinds.map((one) => one.kind.nameFr).join(", "),
    },
  });
  return done();
}
