/**
 * What the office does to one day: close it with a reason, open it again, change its places. Families booked on a closed day are told,
 * their booking is cancelled free of charge, and each leaves its event. A day is never made smaller than what is taken.
 */

import { cancelBookings } from "@/lib/booking/commands-order";
import { movePlaces, offerPlaces } from "@/lib/booking/commands-places";
import { type DayLimits, readDayLimits } from "@/lib/booking/queries";
import { dayMails } from "@/lib/booking/queries-mail";
import type { ChangePlaces, CloseDay, ReopenDay } from "@/lib/booking/schema";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";

async function dayOf({ tx }: Context, { activityId, activityDayId: id }: ReopenDay) {
  const [row, limits] = await Promise.all([tx.activityDay.findUnique({ where: { id } }), readDayLimits(tx, [id])]);
  const words = limits.get(id);
  if (!row || !words || row.activityId !== activityId) throw new NotFound();
  return { row, limits: words };
}

function changed(context: Context, limits: DayLimits, body: Event["body"]): Promise<string> {
  const object = { kind: "activity-day", id: limits.id };
  return record(context, { type: "activity.day-changed", subject: null, object, body: { ...limits.words, ...body } });
}

/** What the office could not do to a day leaves its line too, which no family reads. */
async function turnedDown<Reason extends string>(
  context: Context,
  limits: DayLimits,
  { change, reason }: { change: "closed" | "opened" | "capacity"; reason: Reason },
) {
  const object = { kind: "activity-day", id: limits.id };
  const body = { ...limits.words, change, reason };
  await record(context, { type: "activity.day-refused", subject: null, object, body });
  return refused(reason);
}

export async function closeDay(
  context: Context,
  { activityId, activityDayId, reasonFr, reasonEn }: CloseDay,
): Promise<Outcome<{ cancelled: number }, "already-closed" | "past">> {
  const { row, limits } = await dayOf(context, { activityId, activityDayId });
  if (row.closedFr !== null) return turnedDown(context, limits, { change: "closed", reason: "already-closed" });
  if (limits.day < context.today) return turnedDown(context, limits, { change: "closed", reason: "past" });
  // The day first: from here on nobody books it, those who just did are read below, and a second closing finds it closed.
  const { count } = await context.tx.activityDay.updateMany({
    where: { id: activityDayId, closedFr: null },
    data: { closedFr: reasonFr, closedEn: reasonEn },
  });
  if (count === 0) return turnedDown(context, limits, { change: "closed", reason: "already-closed" });
  const removed = await context.tx.booking.findMany({ where: { activityDayId, state: "booked" } });
  await changed(context, limits, { change: "closed", reasonFr, reasonEn, cancelled: removed.length });
  await giveUpQueue(context, limits);
  await movePlaces(context.tx, { take: new Map(), give: new Map([[activityDayId, removed.length]]) });
  for (const [householdId, rows] of byHousehold(removed)) {
    await cancelFor(context, { householdId, rows, limits, reason: { fr: reasonFr, en: reasonEn } });
  }
  return done({ cancelled: removed.length });
}

type BookingRow = { id: string; childId: string; householdId: string; priceCents: number };

function byHousehold(rows: readonly BookingRow[]): Map<string, BookingRow[]> {
  const groups = new Map<string, BookingRow[]>();
  for (const row of rows) groups.set(row.householdId, [...(groups.get(row.householdId) ?? []), row]);
  return groups;
}

type Closing = { householdId: string; rows: BookingRow[]; limits: DayLimits; reason: { fr: string; en: string } };

async function cancelFor(context: Context, { householdId, rows, limits, reason }: Closing): Promise<void> {
  const { tx, now, actor, today } = context;
  const order = { id: newId(), reference: newReference("VAL"), householdId };
  await cancelBookings(context, rows, order.id);
  const deltaCents = -rows.reduce((sum, row) => sum + row.priceCents, 0);
  const by = { accountId: actor?.accountId ?? null, channel: context.channel };
  await tx.bookingOrder.create({ data: { ...order, ...by, deltaCents, createdAt: now } });
  await recordAll(
    context,
    rows.map((row) => ({
      type: "booking.cancelled",
      subject: { kind: "household", id: householdId },
      object: { kind: "booking", id: row.id },
      body: {
        ...limits.words,
        order: order.reference,
        orderId: order.id,
        childId: row.childId,
        activityDayId: limits.id,
        cents: row.priceCents,
        reason: reason.fr,
        byOffice: true,
      },
    })),
  );
  for (const { childId } of rows) {
    const news = { mail: "dayClosed" as const, householdId, childId, today, activity: limits, reason };
    for (const mail of await dayMails(tx, news)) await sendLater(context, mail);
  }
}

/** A closed day has no queue: places held for an offer are given back, and those who wait are told by their journal. */
export async function giveUpQueue(context: Context, limits: DayLimits): Promise<void> {
  const { tx, now } = context;
  const where = { activityDayId: limits.id, state: { in: ["waiting" as const, "offered" as const] } };
  const entries = await tx.waitingEntry.findMany({ where });
  if (entries.length === 0) return;
  await tx.waitingEntry.updateMany({ where, data: { state: "expired", closedAt: now } });
  const held = entries.filter((entry) => entry.state === "offered").length;
  if (held > 0) await movePlaces(tx, { take: new Map(), give: new Map([[limits.id, held]]) });
  await recordAll(
    context,
    entries.map((entry) => ({
      type: "waiting.expired",
      subject: { kind: "household", id: entry.householdId },
      object: { kind: "waiting-entry", id: entry.id },
      body: { childId: entry.childId, activityDayId: limits.id, ...limits.words },
    })),
  );
}

/** What was cancelled stays cancelled: families book again if they wish. */
export async function reopenDay(
  context: Context,
  { activityId, activityDayId }: ReopenDay,
): Promise<Outcome<object, "not-closed" | "past">> {
  const { row, limits } = await dayOf(context, { activityId, activityDayId });
  if (row.closedFr === null) return turnedDown(context, limits, { change: "opened", reason: "not-closed" });
  if (limits.day < context.today) return turnedDown(context, limits, { change: "opened", reason: "past" });
  await context.tx.activityDay.update({ where: { id: activityDayId }, data: { closedFr: null, closedEn: null } });
  await changed(context, limits, { change: "opened", before: row.closedFr });
  return done();
}

/** One conditional update, so that a booking of the same second cannot slip below; new places go to the queue first. */
export async function changePlaces(
  context: Context,
  { activityId, activityDayId, capacity }: ChangePlaces,
): Promise<Outcome<object, "below-taken" | "same">> {
  const { row, limits } = await dayOf(context, { activityId, activityDayId });
  if (row.capacity === capacity) return turnedDown(context, limits, { change: "capacity", reason: "same" });
  const { tx } = context;
  const moved = await tx.$executeRaw`UPDATE activity_day SET capacity = ${capacity}
    WHERE id = ${activityDayId} AND taken <= ${capacity}`;
  if (moved === 0) return turnedDown(context, limits, { change: "capacity", reason: "below-taken" });
  await changed(context, limits, { change: "capacity", before: row.capacity, after: capacity });
  const more = await tx.waitingEntry.count({ where: { activityDayId, state: "waiting" } });
  if (more === 0 || capacity < row.capacity) return done();
  const had = await movePlaces(tx, { take: new Map([[activityDayId, Math.min(more, capacity)]]), give: new Map() });
  const give = await offerPlaces(context, had);
  await movePlaces(tx, { take: new Map(), give });
  return done();
}
