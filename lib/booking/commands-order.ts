/** What an order leaves behind: its bookings, its cancellations, its own row with the refused wishes, one event each, and the receipt. */
import { type Event, recordAll } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDateTime, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import type { Places } from "./commands-places";
import { linesOf, type RefusedWish } from "./queries";
import { receiptMail } from "./queries-mail";
import type { ActivityFacts, ChildFacts, DayFacts, Verdict } from "./rules-grid";
import { onceKeyOf, onceSpanOf, type Price, whyText } from "./rules-price";

/** A cell that was asked for, with all that is known of it. */
export type Cell = { child: ChildFacts; day: DayFacts; activity: ActivityFacts; verdict: Verdict };
export type NewBooking = Cell & { id: string; householdId: string; price: Price };
export type Cancelled = Cell & { id: string; householdId: string; cents: number };
export type Refusal = Cell & { wish: RefusedWish["wish"]; reason: string; closesAt: CivilDateTime };
export type Order = { id: string; reference: string; householdId: string };

export function countByDay(cells: readonly Pick<Cell, "day">[]): Places {
  const counts = new Map<string, number>();
  for (const { day } of cells) counts.set(day.id, (counts.get(day.id) ?? 0) + 1);
  return counts;
}

/**
 * Locks bookings about to be cancelled and says which are still booked. Only later, once their days are locked too, may they be
 * changed: the foreign key makes that change wait for the day, and two families would wait for each other.
 */
export async function lockBookings<Row extends { id: string }>({ tx }: Context, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id).sort();
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM booking WHERE id IN (${Prisma.join(ids)}) AND state = 'booked' ORDER BY id FOR UPDATE`;
  return rows.filter((row) => locked.some((one) => one.id === row.id));
}

/**
 * A price that several days share, as a flat month's, stands on one of their bookings and on no other, so that an order counts it once.
 * `added` are not written yet; the price of a cancelled booking goes on to a day that stays. Gives both with what they cost now.
 */
export async function shareOnce(context: Context, { added, removed }: Moved): Promise<Moved> {
  const keyOf = ({ child, day, verdict }: Cell) =>
    verdict.price && onceKeyOf(verdict.price, { childId: child.id, day: day.day });
  const [coming, going] = [groupBy(added, keyOf), groupBy(removed, keyOf)];
  const costs = new Map<string, number>();
  for (const key of new Set([...coming.keys(), ...going.keys()])) {
    if (key === null) continue;
    const own = { added: coming.get(key) ?? [], removed: going.get(key) ?? [] };
    for (const [id, cents] of await costsUnder(context, own)) costs.set(id, cents);
  }
  const freed = removed.filter(({ id, cents }) => cents > 0 && costs.get(id) === 0).map(({ id }) => id);
  if (freed.length > 0) await context.tx.booking.updateMany({ where: { id: { in: freed } }, data: { priceCents: 0 } });
  return {
    added: added.map((one) => ({ ...one, price: { ...one.price, cents: costs.get(one.id) ?? one.price.cents } })),
    removed: removed.map((one) => ({ ...one, cents: costs.get(one.id) ?? one.cents })),
  };
}

/** Of the bookings under one shared price: nothing while another day stays booked under it, else one of those that come and one of those that go. */
async function costsUnder(context: Context, { added, removed }: Moved): Promise<Map<string, number>> {
  const all = [...added, ...removed];
  const costs = new Map(all.map(({ id }) => [id, 0]));
  const [one] = all;
  const staying = one ? await besideOf(context, one, [...costs.keys()]) : [];
  const [heir] = staying;
  const [carrier] = [...removed].sort((a, b) => b.cents - a.cents);
  if (!heir) {
    const [first] = [...added].sort((a, b) => (a.day.day < b.day.day ? -1 : 1));
    if (first) costs.set(first.id, first.price.cents);
    if (carrier) costs.set(carrier.id, carrier.cents);
  } else if (carrier && staying.every(({ priceCents }) => priceCents === 0)) {
    await context.tx.booking.update({ where: { id: heir.id }, data: { priceCents: carrier.cents } });
  }
  return costs;
}

/** The other days still booked under the same price, the first of them first. Only weeks and months are looked through. */
async function besideOf({ tx }: Context, { child, day, activity, householdId, verdict }: Shared, not: string[]) {
  const span = verdict.price && onceSpanOf(verdict.price, day.day);
  if (!span) return [];
  const isOfChild = verdict.price?.lines.every(({ childId }) => childId !== null);
  return tx.booking.findMany({
    where: {
      ...{ state: "booked", id: { notIn: not }, householdId, ...(isOfChild && { childId: child.id }) },
      activityDay: { activityId: activity.id, day: { gte: toColumn(span.from), lte: toColumn(span.to) } },
    },
    orderBy: [{ activityDay: { day: "asc" } }, { id: "asc" }],
    select: { id: true, priceCents: true },
  });
}

type Moved = Pick<Result, "added" | "removed">;
type Shared = NewBooking | Cancelled;

export async function cancelBookings({ tx, now, actor }: Context, rows: readonly { id: string }[], orderId: string) {
  if (rows.length === 0) return;
  await tx.booking.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { state: "cancelled", cancelOrderId: orderId, cancelledAt: now, cancelledById: actor?.accountId ?? null },
  });
}

export async function writeBookings({ tx, now, actor }: Context, cells: readonly NewBooking[], order: Order) {
  if (cells.length === 0) return;
  await tx.booking.createMany({
    data: cells.map(({ id, child, day, householdId, price, verdict }) => ({
      id,
      childId: child.id,
      activityDayId: day.id,
      householdId,
      orderId: order.id,
      state: "booked" as const,
      timing: verdict.timing,
      priceCents: price.cents,
      bookedAt: now,
      bookedById: actor?.accountId ?? null,
    })),
  });
  const waited = cells.flatMap(({ verdict }) => verdict.waiting?.id ?? []);
  if (waited.length === 0) return;
  const where = { id: { in: waited }, state: "waiting" as const };
  await tx.waitingEntry.updateMany({ where, data: { state: "accepted", closedAt: now } });
}

type Result = { added: NewBooking[]; removed: Cancelled[]; refusals: Refusal[] };

export async function writeOrder(context: Context, order: Order, { added, removed, refusals }: Result) {
  const deltaCents = sum([...added.map((one) => one.price.cents), ...removed.map((one) => -one.cents)]);
  const wishes = refusals.map(({ wish, child, day, reason, closesAt }): RefusedWish => {
    return { wish, childId: child.id, activityDayId: day.id, reason, closesAt };
  });
  const { tx, now, actor, channel } = context;
  const base = { ...order, accountId: actor?.accountId ?? null, channel, deltaCents, createdAt: now };
  await tx.bookingOrder.create({ data: wishes.length > 0 ? { ...base, refused: wishes } : base });
  await recordAll(context, [
    ...added.map((one) => createdEvent(one, order)),
    ...removed.map((one) => cancelledEvent(one, order)),
  ]);
  if (!actor || added.length + removed.length === 0) return;
  const lines = linesOf([
    ...added.map((one) => ({ ...rowOf(one), change: "added" as const, priceCents: one.price.cents })),
    ...removed.map((one) => ({ ...rowOf(one), change: "removed" as const, priceCents: one.cents })),
  ]);
  const receipt = { ...order, accountId: actor.accountId, moment: context.moment, lines, deltaCents };
  await sendLater(context, await receiptMail(tx, receipt));
}

function rowOf({ child, day, activity }: Cell) {
  return {
    childId: child.id,
    firstName: child.firstName,
    nameFr: activity.nameFr,
    nameEn: activity.nameEn,
    day: day.day,
  };
}

/** What every event about a cell says. */
function words({ child, day, activity }: Cell, order: Order) {
  return {
    order: order.reference,
    orderId: order.id,
    childId: child.id,
    activityId: activity.id,
    activity: activity.nameFr,
    activityDayId: day.id,
    day: day.day,
  };
}

function createdEvent(cell: NewBooking, order: Order): Event {
  return {
    type: "booking.created",
    subject: { kind: "household", id: cell.householdId },
    object: { kind: "booking", id: cell.id },
    body: {
      ...words(cell, order),
      cents: cell.price.cents,
      timing: cell.verdict.timing,
      why: whyText(cell.price),
    },
  };
}

function cancelledEvent(cell: Cancelled, order: Order): Event {
  return {
    type: "booking.cancelled",
    subject: { kind: "household", id: cell.householdId },
    object: { kind: "booking", id: cell.id },
    body: { ...words(cell, order), cents: cell.cents },
  };
}

export function refusedEvent(cell: Refusal, order: Order): Event {
  return {
    type: "booking.refused",
    subject: { kind: "household", id: order.householdId },
    object: { kind: "activity-day", id: cell.day.id },
    body: { ...words(cell, order), wish: cell.wish, reason: cell.reason, closesAt: cell.closesAt },
  };
}
