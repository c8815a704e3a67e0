/**
 * A family answers, withdraws and comes back to a decision; a change of record that it asks for follows the same steps under its own id.
 * Each write leaves one event; what cannot be done is refused and traced too.
 */
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { attachDocuments } from "@/lib/document/commands";
import { areJoinable } from "@/lib/document/queries-giver";
import { record } from "@/lib/evidence/record";
import { fromColumn, instantOf, toColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { type Brought, type RequestRefusal, requestChange, withdrawChange } from "@/lib/request/commands";
import { afterStep, isOpenState, MOST_MESSAGES_A_DAY, type RequestKind } from "@/lib/request/rules";
import { dueAfterWait, dueOf } from "@/lib/request/rules-deadline";
import type { ChangeWish } from "@/lib/request/schema";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { refuseFiling, refusePaper } from "./commands-file";
import { addEntry, endChange, openRequest } from "./commands-open";
import { type OwnRequest, ownWorkRequest } from "./queries";
import { tellFamily } from "./queries-mail";
import { inNameOf } from "./queries-office";
import { handlingOf } from "./queries-settings";
import { subjectOf } from "./rules";
import type { BroughtInput, JoinInput, WriteInput } from "./schema";

/** More to say while it is open; where the office was waiting, its time runs again. */
export async function writeToOffice(
  context: Context,
  { requestId, text }: WriteInput,
  scope: FamilyScope,
): Promise<Outcome<object, "ended" | "too-many">> {
  const request = await ownLocked(context, requestId, scope);
  if (!isOpenState(request.state)) return refuseEnded(context, request, "ended");
  if (await hasWrittenEnough(context, scope.accountId)) return refuseEnded(context, request, "too-many");
  const answered = afterStep(request.state, "answer", "family");
  const entryId = await addEntry(context, requestId, { kind: "message", side: "family", text, state: answered });
  if (answered) await resume(context, requestId);
  await recordStep(context, request, { entryId, text, step: answered });
  return done();
}

/** Counted over all requests of the person, whose row is held: of two messages sent at once the second counts the first. */
async function hasWrittenEnough({ tx, today }: Context, authorId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${authorId} FOR UPDATE`;
  const where = { authorId, side: "family", kind: "message", at: { gte: instantOf(`${today}T00:00`) } };
  return (await tx.familyRequestEntry.count({ where })) >= MOST_MESSAGES_A_DAY;
}

/** Back in study, with the working days that went by given back. */
async function resume({ tx, today }: Context, requestId: string): Promise<void> {
  const { kind, dueOn, waitingSince } = await tx.familyRequest.findUniqueOrThrow({ where: { id: requestId } });
  const { place } = await handlingOf(tx, today);
  const dates = dueOn && waitingSince && { dueOn: fromColumn(dueOn), waitingSince: fromColumn(waitingSince), today };
  const due = dates ? { dueOn: toColumn(dueAfterWait(kind as RequestKind, dates, place)) } : {};
  await tx.familyRequest.update({
    where: { id: requestId },
    data: { state: "in_study", waitingSince: null, reminded: 0, ...due },
  });
}

export async function withdrawRequest(
  context: Context,
  { requestId }: { requestId: string },
  scope: FamilyScope,
): Promise<Outcome<object, "ended">> {
  const request = await ownLocked(context, requestId, scope);
  // A change of record has a row of its own to withdraw.
  if (request.kind === "change" || !afterStep(request.state, "withdraw", "family"))
    return refuseEnded(context, request);
  const { now } = context;
  await context.tx.familyRequest.update({
    where: { id: requestId },
    data: { state: "closed", closedAt: now, decidedAt: now, outcome: "withdrawn", waitingSince: null },
  });
  const entryId = await addEntry(context, requestId, { kind: "step", side: "family", text: null, state: "closed" });
  await recordStep(context, request, { entryId, step: "closed", outcome: "withdrawn" });
  return done();
}

/** The family does not agree with the decision, and says why: it is studied again, within a new delay. */
export async function reopenRequest(
  context: Context,
  { requestId, text }: WriteInput,
  scope: FamilyScope,
): Promise<Outcome<object, "ended">> {
  const request = await ownLocked(context, requestId, scope);
  if (request.kind === "change" || !request.mayReopen) return refuseEnded(context, request);
  await reopened(context, requestId, request.kind);
  const entryId = await addEntry(context, requestId, { kind: "message", side: "family", text, state: "reopened" });
  await recordStep(context, request, { entryId, text, step: "reopened" });
  await tellFamily(context, request, { step: "reopened" });
  return done();
}

/** What a request loses when it is opened again: its end and the name of what was done, which its history keeps; and its time starts anew. */
export async function reopened(context: Context, requestId: string, kind: RequestKind): Promise<void> {
  const { tx, today } = context;
  const dueOn = toColumn(dueOf(kind, today, await handlingOf(tx, today)));
  await tx.familyRequest.update({
    where: { id: requestId },
    data: {
      ...{ state: "reopened", decidedAt: null, closedAt: null, outcome: null, dueOn, reminded: 0 },
      ...{ effectKind: null, effectId: null },
    },
  });
}

async function ownLocked(context: Context, id: string, scope: FamilyScope): Promise<OwnRequest> {
  await context.tx.$queryRaw`SELECT id FROM family_request WHERE id = ${id} FOR UPDATE`;
  const request = await ownWorkRequest(context.tx, scope, id);
  if (!request) throw new NotFound();
  return request;
}

async function recordStep(context: Context, request: OwnRequest, body: Record<string, string | null>) {
  const { id, reference, kind, childId } = request;
  const object = { kind: "family-request", id };
  const told = { reference, requestKind: kind, childId, ...body };
  await record(context, { type: "request.changed", subject: subjectOf(request), object, body: told });
}

async function refuseEnded<Reason extends "ended" | "too-many" | "not-joinable" = "ended">(
  context: Context,
  { id, reference, kind }: OwnRequest,
  reason = "ended" as Reason,
): Promise<Refused<Reason>> {
  const object = { kind: "family-request", id };
  const body = { reference, requestKind: kind, reason };
  await record(context, { type: "request.refused", subject: null, object, body });
  return refused(reason);
}

/** What the office decides about the record: lib/request writes the change and its journal line, here it takes its place among the requests. */
export async function askChange(
  context: Context,
  wish: ChangeWish,
  scope: FamilyScope,
): Promise<Outcome<{ reference: string; requestId: string }, RequestRefusal | "too-many">> {
  const { householdIds, accountId: asker } = scope;
  const tooMany = await refuseFiling(context, asker, { kind: "change", householdId: householdIds[0] ?? "" });
  if (tooMany) {
    const object = { kind: "account", id: asker };
    const body = { requestKind: "change", reason: "too-many" };
    await record(context, { type: "request.refused", subject: null, object, body });
    return refused("too-many");
  }
  return followedChange(context, wish, scope);
}

/** A letter or a call that an agent writes down in the name of an adult of the household: what that adult could ask, and nothing else. */
export async function enterChange(
  context: Context,
  { wish, brought }: { wish: ChangeWish; brought: BroughtInput },
  office: OfficeScope,
): Promise<Outcome<{ reference: string; requestId: string }, RequestRefusal | "past" | "future">> {
  const { channel, receivedOn, householdId } = brought;
  const scope = await inNameOf(context.tx, brought, context.today);
  if (!scope) throw new NotFound();
  const fault = refusePaper(context, receivedOn);
  if (fault) {
    const object = { kind: "household", id: householdId };
    const body = { requestKind: "change", reason: fault };
    await record(context, { type: "request.refused", subject: null, object, body });
    return refused(fault);
  }
  return followedChange(context, { ...wish, brought: { channel, receivedOn, by: office.accountId } }, scope);
}

async function followedChange(
  context: Context,
  wish: ChangeWish & { brought?: Brought },
  scope: FamilyScope,
): Promise<Outcome<{ reference: string; requestId: string }, RequestRefusal>> {
  const outcome = await requestChange(context, wish, scope);
  if (!outcome.ok) return outcome;
  const { channel, receivedOn } = wish.brought ?? {};
  const how = channel && receivedOn ? { channel, receivedOn } : {};
  const { requestId, reference } = outcome;
  const change = await context.tx.changeRequest.findUniqueOrThrow({ where: { id: requestId } });
  const { householdId, childId, accountId, comment } = change;
  const object = { kind: "change-request", id: requestId };
  const request = { id: requestId, reference, kind: "change" as const, householdId, childId, accountId, object };
  await openRequest(context, { ...request, ...how }, { words: comment, event: null });
  return outcome;
}

export async function withdrawAskedChange(context: Context, wish: { requestId: string }, scope: FamilyScope) {
  const outcome = await withdrawChange(context, wish, scope);
  if (outcome.ok) await endChange(context, wish.requestId, { outcome: "withdrawn", motive: null });
  return outcome;
}

/** What the person handed in already goes along; one event says what. New documents join as they are handed in (lib/document). */
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
