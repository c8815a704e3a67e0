/**
 * What the office does with a request: a step, a message, an internal note, more time, a decision, its reopening; and who takes it in charge.
 * The row is held and read again within the scope: of two agents at once the second finds it changed, and what is elsewhere does not exist.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { acceptChange, refuseChange } from "@/lib/request/commands-decide";
import {
  afterStep,
  effectKinds,
  isDataRight,
  isOutcome,
  type RequestOutcome,
  type RequestState,
  type RequestStep,
} from "@/lib/request/rules";
import { dueAfterWait, prolonged } from "@/lib/request/rules-deadline";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { reopened } from "./commands";
import { addEntry, dayOf, endChange } from "./commands-open";
import { tellFamily } from "./queries-mail";
import { mayHandle, type OfficeRequest, officeRequest } from "./queries-office";
import { handlingOf, lackingCertificate } from "./queries-settings";
import { subjectOf } from "./rules";
import type { DecideInput, MessageInput, WriteInput } from "./schema";
import type { MailedStep } from "./schema-settings";

export type StepRefusal = "past-step";
type Stepped = Outcome<object, StepRefusal>;
type Ask<Input> = { requestId: string } & Input;

/** Read under a lock; a request outside the scope is as absent as one that does not exist. */
export async function lockedRequest(context: Context, id: string, scope: OfficeScope): Promise<OfficeRequest> {
  await context.tx.$queryRaw`SELECT id FROM family_request WHERE id = ${id} FOR UPDATE`;
  const request = await officeRequest(context.tx, scope, id);
  if (!request) throw new NotFound();
  return request;
}

/** Received and read, taken up, or closed before its time; the family is told where the settings say so. */
export async function takeStep(
  context: Context,
  { requestId, step }: Ask<{ step: "acknowledge" | "study" | "close" }>,
  scope: OfficeScope,
): Promise<Stepped> {
  const request = await lockedRequest(context, requestId, scope);
  const state = afterStep(request.state, step, "office");
  if (!state) return turnDown(context, request, step);
  await moveTo(context, request, state);
  await withdrawOpenProposal(context, request);
  const entryId = await addEntry(context, requestId, { kind: "step", side: "office", text: null, state });
  await recordOf(context, request, { type: "request.changed", body: { entryId, step: state } });
  await tellFamily(context, request, { step: state as MailedStep, dueOn: request.dueOn });
  return done();
}

/** A word to the family. When it asks for an answer, the office's time stops until it comes. */
export async function writeToFamily(
  context: Context,
  { requestId, text, waits, templateId }: MessageInput,
  scope: OfficeScope,
): Promise<Stepped> {
  const request = await lockedRequest(context, requestId, scope);
  const step = waits ? "ask" : "study";
  const asked = afterStep(request.state, step, "office");
  const state = asked ?? (request.state === "in_study" || request.state === "waiting_family" ? request.state : null);
  if (!state || (waits && !asked && request.state !== "waiting_family")) return turnDown(context, request, step);
  if (request.state === "proposal") return turnDown(context, request, step);
  if (state !== request.state) await moveTo(context, request, state);
  const entryId = await addEntry(context, requestId, { kind: "message", side: "office", text, state, templateId });
  await recordOf(context, request, { type: "request.changed", body: { entryId, text, step: state, templateId } });
  await tellFamily(context, request, { step: waits ? "waiting_family" : "message", text });
  return done();
}

/** Read by the office only, in every state: never on a family's page, in its mails or among its data's reasons. */
export async function noteRequest(
  context: Context,
  { requestId, text }: WriteInput,
  scope: OfficeScope,
): Promise<Outcome<object, never>> {
  const request = await lockedRequest(context, requestId, scope);
  const entryId = await addEntry(context, requestId, { kind: "note", side: "office", text, state: null });
  const { reference, kind } = request;
  const object = { kind: "family-request", id: requestId };
  const body = { reference, requestKind: kind, entryId, text };
  await record(context, { type: "request.noted", subject: null, object, body });
  return done();
}

export async function decideRequest(
  context: Context,
  input: DecideInput,
  scope: OfficeScope,
): Promise<Outcome<object, StepRefusal | "needs-effect" | "no-certificate">> {
  const request = await lockedRequest(context, input.requestId, scope);
  // A change of record is decided by making it or not: it has its own two buttons.
  if (request.kind === "change" || !afterStep(request.state, "decide", "office"))
    return turnDown(context, request, "decide");
  if (input.outcome === "accepted" && effectKinds.includes(request.kind)) {
    await recordRefused(context, request, { asked: "decide", reason: "needs-effect", state: request.state });
    return refused("needs-effect");
  }
  if (input.outcome === "partly" && (await lackingCertificate(context.tx, request, context.today))) {
    await recordRefused(context, request, { asked: "decide", reason: "no-certificate", state: request.state });
    return refused("no-certificate");
  }
  await decide(context, request, { outcome: input.outcome, text: input.motive });
  return done();
}

export type Decision = {
  outcome: RequestOutcome;
  text: string;
  /** What the decision did, where it did something: found again from the request, and the request from it. */
  effect?: { kind: string; id: string };
  /** Where another mail of its own tells it. */
  silent?: boolean;
};

/** The end of a request, with its motive and its effect. The caller holds the row and has asked whether it may be decided. */
export async function decide(
  context: Context,
  request: OfficeRequest,
  { outcome: asked, text, effect, silent }: Decision,
): Promise<void> {
  // What was granted before keeps its day and its extent: only the effect is new.
  const outcome = isOutcome(request.outcome) ? request.outcome : asked;
  await context.tx.familyRequest.update({
    where: { id: request.id },
    data: {
      ...{ state: "decided", decidedAt: request.decidedAt ?? context.now, outcome, waitingSince: null },
      ...(effect && { effectKind: effect.kind, effectId: effect.id }),
    },
  });
  await withdrawOpenProposal(context, request);
  const entryId = await addEntry(context, request.id, { kind: "step", side: "office", text, state: "decided" });
  const made = effect ? { effectKind: effect.kind, effectId: effect.id } : {};
  await recordOf(context, request, { type: "request.answered", body: { entryId, outcome, motive: text, ...made } });
  if (!silent) await tellFamily(context, request, { step: "decided", text });
}

/** A text that waits for a signature is no longer to be signed once the request went on without it. */
async function withdrawOpenProposal({ tx, now }: Context, { id }: OfficeRequest): Promise<void> {
  await tx.requestProposal.updateMany({
    where: { requestId: id, state: "open" },
    data: { state: "withdrawn", answeredAt: now },
  });
}

/** A data right that is complex: two months more, once, told with its reason before the month is over (GDPR art. 12(3)). */
export async function extendRequest(
  context: Context,
  { requestId, motive }: Ask<{ motive: string }>,
  scope: OfficeScope,
): Promise<Outcome<object, "not-extendable">> {
  const { tx, today } = context;
  const request = await lockedRequest(context, requestId, scope);
  const { kind, dueOn, extended, state, receivedAt } = request;
  const { place } = await handlingOf(tx, today);
  const possible = dueOn && isDataRight(kind) && !extended && afterStep(state, "decide", "office");
  const until = possible ? prolonged({ receivedOn: dayOf(receivedAt), dueOn }, { today, place }) : null;
  if (!until) {
    await recordRefused(context, request, { asked: "extend", reason: "not-extendable" });
    return refused("not-extendable");
  }
  await tx.familyRequest.update({
    where: { id: requestId },
    data: { dueOn: toColumn(until), extended: true, reminded: 0 },
  });
  const entryId = await addEntry(context, requestId, { kind: "message", side: "office", text: motive, state: null });
  await recordOf(context, request, { type: "request.changed", body: { entryId, text: motive, dueOn: until } });
  await tellFamily(context, request, { step: "message", text: motive });
  return done();
}

export async function reopenForFamily(
  context: Context,
  { requestId, text }: WriteInput,
  scope: OfficeScope,
): Promise<Stepped> {
  const request = await lockedRequest(context, requestId, scope);
  // A record that was changed stays changed: what is wrong with it is asked anew.
  if (request.kind === "change" || !afterStep(request.state, "reopen", "office"))
    return turnDown(context, request, "reopen");
  await reopened(context, requestId, request.kind);
  const entryId = await addEntry(context, requestId, { kind: "message", side: "office", text, state: "reopened" });
  await recordOf(context, request, { type: "request.changed", body: { entryId, text, step: "reopened" } });
  await tellFamily(context, request, { step: "reopened", text });
  return done();
}

/** To oneself, a colleague who may read it, a team, or nobody. Families never read who. */
export async function assignRequest(
  context: Context,
  { requestId, holder }: Ask<{ holder: string }>,
  scope: OfficeScope,
): Promise<Outcome<object, "cannot-see">> {
  const { tx, today } = context;
  const request = await lockedRequest(context, requestId, scope);
  const [kind, id = null] = holder === "me" ? ["person", scope.accountId] : holder.split(":");
  const after = { assignedToId: kind === "person" ? id : null, teamId: kind === "team" ? id : null };
  if (after.teamId) {
    const { teams } = await handlingOf(tx, today);
    if (!teams.some((team) => team.id === after.teamId)) throw new NotFound();
  }
  if (after.assignedToId && !(await mayHandle(tx, { accountId: after.assignedToId, requestId }, today))) {
    await recordRefused(context, request, { asked: "assign", reason: "cannot-see", holder: after.assignedToId });
    return refused("cannot-see");
  }
  await tx.familyRequest.update({ where: { id: requestId }, data: after });
  const { assignedToId, teamId, reference } = request;
  await record(context, {
    type: "request.assigned",
    subject: null,
    object: { kind: "family-request", id: requestId },
    body: { reference, requestKind: request.kind, before: { assignedToId, teamId }, after },
  });
  return done();
}

/** Waiting begins and ends with the state; what went by while the family was waited for is given back. */
export async function moveTo(context: Context, request: OfficeRequest, state: RequestState): Promise<void> {
  const { tx, today, now } = context;
  const { kind, dueOn, waitingSince } = request;
  const { place } = await handlingOf(tx, today);
  const back = waitingSince && dueOn ? dueAfterWait(kind, { dueOn, waitingSince, today }, place) : null;
  await tx.familyRequest.update({
    where: { id: request.id },
    data: {
      state,
      waitingSince: state === "waiting_family" ? toColumn(today) : null,
      ...(back && { dueOn: toColumn(back), reminded: 0 }),
      ...(state === "closed" && { closedAt: now }),
    },
  });
}

type Said = Record<string, string | null | undefined>;

async function recordOf(
  context: Context,
  request: OfficeRequest,
  { type, body }: { type: "request.changed" | "request.answered"; body: Said },
): Promise<void> {
  const { id, reference, kind, childId } = request;
  const object = { kind: "family-request", id };
  const told = { reference, requestKind: kind, childId, ...body };
  await record(context, { type, subject: subjectOf(request), object, body: told });
}

/** It stands as it was, and the office's journal says who tried. */
async function turnDown(context: Context, request: OfficeRequest, step: RequestStep): Promise<Refused<StepRefusal>> {
  await recordRefused(context, request, { asked: step, reason: "past-step", state: request.state });
  return refused("past-step");
}

async function recordRefused(context: Context, { id, reference, kind }: OfficeRequest, body: Said): Promise<void> {
  const object = { kind: "family-request", id };
  await record(context, {
    type: "request.refused",
    subject: null,
    object,
    body: { reference, requestKind: kind, ...body },
  });
}

/** Makes the change of record that was asked for, or refuses it: lib/request applies it and writes the journal. */
export async function acceptAskedChange(context: Context, wish: { requestId: string }, scope: OfficeScope) {
  const outcome = await acceptChange(context, wish, scope);
  if (outcome.ok) await endChange(context, wish.requestId, { outcome: "accepted", motive: null });
  return outcome;
}

export async function refuseAskedChange(context: Context, wish: Ask<{ motive: string }>, scope: OfficeScope) {
  const outcome = await refuseChange(context, wish, scope);
  if (outcome.ok) await endChange(context, wish.requestId, { outcome: "refused", motive: wish.motive });
  return outcome;
}
