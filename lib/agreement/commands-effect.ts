/**
 * What a decision does, in one move from the request: a suspension lifted, a late booking made, an absence noted as justified, a payment plan proposed.
 * The effect and the decision are written together or not at all; the request names the effect, and each event of the effect names the request.
 */

import type { OfficeScope } from "@/lib/access/gate";
import { liftSuspension } from "@/lib/accreditation/commands-rights";
import { markSheet } from "@/lib/attendance/commands";
import { markOf, type SheetRefusal } from "@/lib/attendance/rules";
import { type NewBooking, writeBookings } from "@/lib/booking/commands-order";
import { movePlaces, type Places } from "@/lib/booking/commands-places";
import { readFacts } from "@/lib/booking/queries-facts";
import { verdictOf } from "@/lib/booking/rules-grid";
import { whyText } from "@/lib/booking/rules-price";
import { type Decision, decide, lockedRequest } from "@/lib/casework/commands-office";
import { readAbout } from "@/lib/casework/queries";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { lackingCertificate } from "@/lib/casework/queries-settings";
import { type PlanRefusal, proposePlan } from "@/lib/dunning/commands-plan";
import type { NewPlan } from "@/lib/dunning/schema";
import { record, recordAll } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { mayApply, type RequestKind } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { EffectInput } from "./schema";

type Common = "decided" | "nothing";

/** The request under its lock, of the kind that has this effect; and the context whose events name it. */
async function caused(context: Context, id: string, { scope, kind }: { scope: OfficeScope; kind: RequestKind }) {
  const request = await lockedRequest(context, id, scope);
  if (request.kind !== kind) throw new NotFound();
  return { request, by: { ...context, cause: { kind: "family-request" as const, id } } };
}

async function turnDown<Reason extends string>(
  context: Context,
  { id, reference, kind }: OfficeRequest,
  reason: Reason,
): Promise<Refused<Reason>> {
  const object = { kind: "family-request", id };
  const body = { reference, requestKind: kind, asked: "effect", reason };
  await record(context, { type: "request.refused", subject: null, object, body });
  return refused(reason);
}

const accepted = (text: string, kind: string, id: string): Decision => ({
  outcome: "accepted",
  text,
  effect: { kind, id },
});

export async function liftAppealed(
  context: Context,
  { requestId, motive }: EffectInput,
  scope: OfficeScope,
): Promise<Outcome<object, Common>> {
  const { request, by } = await caused(context, requestId, { scope, kind: "suspension" });
  if (!mayApply(request)) return turnDown(context, request, "decided");
  const lifted = request.accountId ? await liftSuspension(by, request.accountId) : null;
  if (!request.accountId || !lifted?.ok) return turnDown(context, request, "nothing");
  await decide(context, request, accepted(motive, "suspension", request.accountId));
  return done();
}

export async function planRequest(
  context: Context,
  { requestId, ...plan }: NewPlan & { requestId: string },
  scope: OfficeScope,
): Promise<Outcome<{ planId: string }, PlanRefusal | "decided">> {
  const { request, by } = await caused(context, requestId, { scope, kind: "payment-plan" });
  if (!mayApply(request)) return turnDown(context, request, "decided");
  const own = { id: plan.payerId, households: { some: { householdId: request.householdId } } };
  if ((await context.tx.payer.count({ where: own })) === 0) throw new NotFound();
  const proposed = await proposePlan(by, plan);
  if (!proposed.ok) return proposed;
  await decide(context, request, { ...accepted(plan.reason, "plan", proposed.planId), silent: true });
  return proposed;
}

type BookingReason = Common | "past" | "full" | "impossible";

/** Every day that was asked for, past its limit or not, at the price that holds now; if one cannot be had, none is. */
export async function acceptBooking(
  context: Context,
  { requestId, motive }: EffectInput,
  scope: OfficeScope,
): Promise<Outcome<object, BookingReason>> {
  const { request, by } = await caused(context, requestId, { scope, kind: "late-booking" });
  if (!mayApply(request)) return turnDown(context, request, "decided");
  const { days } = readAbout(request.about);
  if (days.length === 0) return turnDown(context, request, "nothing");
  if (days.some((day) => day < context.today)) return turnDown(context, request, "past");
  const cells = await cellsOf(context, request);
  if (!cells) return turnDown(context, request, "impossible");
  if (!(await takePlaces(context, cells))) return turnDown(context, request, "full");
  const order = { id: newId(), reference: newReference("VAL"), householdId: request.householdId };
  const deltaCents = sum(cells.map(({ price }) => price.cents));
  const { tx, now, actor, channel } = context;
  await tx.bookingOrder.create({
    data: { ...order, accountId: actor?.accountId ?? null, channel, deltaCents, createdAt: now },
  });
  await writeBookings(context, cells, order);
  await recordAll(
    by,
    cells.map((cell) => bookedEvent(cell, order)),
  );
  await decide(context, request, accepted(motive, "booking", order.id));
  return done();
}

/** The days as they stand now, with their price; null when something else than the limit stands in the way of one. */
async function cellsOf(context: Context, { childId, householdId, about }: OfficeRequest): Promise<NewBooking[] | null> {
  const { days: asked, activityId } = readAbout(about);
  const [first, last] = [asked[0], asked.at(-1)];
  if (!childId || !activityId || !first || !last) return null;
  const facts = await readFacts(context.tx, {
    ...{ own: [householdId], childIds: [childId], period: { from: first, to: last }, activityIds: [activityId] },
    channel: "counter",
  });
  const [child, activity] = [facts.children.find(({ id }) => id === childId), facts.activities.get(activityId)];
  const days = facts.days.filter((day) => day.activityId === activityId && asked.includes(day.day));
  if (!child || !activity || days.length !== asked.length) return null;
  const cells = days.flatMap((day): NewBooking[] => {
    const verdict = verdictOf(facts, child, day, context.moment);
    const { refusal, price, householdId: home } = verdict;
    const isOverridden = refusal === null || refusal === "too-late" || refusal === "unpaid";
    if (!isOverridden || !price || home !== householdId) return [];
    return [{ id: newId(), child, day, activity, verdict, price, householdId }];
  });
  return cells.length === asked.length ? cells : null;
}

/** All places or none; with the places held, nobody else can have booked the child meanwhile. */
async function takePlaces({ tx }: Context, cells: readonly NewBooking[]): Promise<boolean> {
  const take: Places = new Map(cells.map(({ day }) => [day.id, 1]));
  const had = await movePlaces(tx, { take, give: new Map() });
  const ids = [...take.keys()];
  const where = { childId: cells[0]?.child.id ?? "", activityDayId: { in: ids }, state: "booked" as const };
  const isAll = ids.every((id) => had.get(id) === 1) && (await tx.booking.count({ where })) === 0;
  if (!isAll) await movePlaces(tx, { take: new Map(), give: had });
  return isAll;
}

function bookedEvent(
  { id, child, day, activity, price, verdict, householdId }: NewBooking,
  order: { id: string; reference: string },
) {
  const place = { childId: child.id, activityId: activity.id, activity: activity.nameFr, activityDayId: day.id };
  const named = { order: order.reference, orderId: order.id };
  return {
    type: "booking.created" as const,
    subject: { kind: "household" as const, id: householdId },
    object: { kind: "booking", id },
    body: { ...named, ...place, day: day.day, cents: price.cents, timing: verdict.timing, why: whyText(price) },
  };
}

/** Each booked day of the absence, on the sheets of the scope that are still open; an invoiced day is corrected by a credit note, not here. */
export async function justifyAbsence(
  context: Context,
  { requestId, motive }: EffectInput,
  scope: OfficeScope,
): Promise<Outcome<object, Common | SheetRefusal | "no-certificate">> {
  const { request, by } = await caused(context, requestId, { scope, kind: "absence" });
  if (!mayApply(request)) return turnDown(context, request, "decided");
  if (await lackingCertificate(context.tx, request, context.today)) return turnDown(context, request, "no-certificate");
  const { childId } = request;
  const booked = childId ? await bookedDays(context, request, childId) : [];
  const [first] = booked;
  if (!childId || !first) return turnDown(context, request, "nothing");
  const closed = booked.find(({ activityDay }) => activityDay.attendanceLockedAt !== null);
  if (closed) return turnDown(context, request, "locked");
  if (booked.some(({ activityDay }) => activityDay.day > toColumn(context.today)))
    return turnDown(context, request, "not-yet");
  for (const { activityDayId } of booked) {
    const marked = await context.tx.attendance.findFirst({
      where: { activityDayId, childId },
      select: { status: true, departedAt: true },
    });
    const was = marked ? markOf(marked.status) : null;
    const row = { mark: "absent_justified" as const, departed: null, was, wasDeparted: marked?.departedAt ?? null };
    const outcome = await markSheet(by, { activityDayId, children: { [childId]: row } }, scope);
    // Its day was held and read just before: what changed since is tried again from the start.
    if (!outcome.ok) throw new Error(`A sheet was ${outcome.reason} between two looks`);
  }
  await decide(context, request, accepted(motive, "attendance", first.activityDayId));
  return done();
}

async function bookedDays({ tx }: Context, { about, householdId }: OfficeRequest, childId: string) {
  const { days, activityId } = readAbout(about);
  const activityDay = { day: { in: days.map(toColumn) }, ...(activityId && { activityId }) };
  return tx.booking.findMany({
    where: { childId, householdId, state: "booked", activityDay },
    orderBy: { activityDayId: "asc" },
    select: { activityDayId: true, activityDay: { select: { day: true, attendanceLockedAt: true } } },
  });
}
