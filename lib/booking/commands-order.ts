/** What an order leaves behind: its bookings, its cancellations, its own row with the refused wishes, one event each, and the receipt. */
import { type Event, recordAll } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import type { CivilDateTime } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import type { Places } from "./commands-places";
import { linesOf, type RefusedWish } from "./queries";
import { receiptMail } from "./queries-mail";
import type { ActivityFacts, ChildFacts, DayFacts, Verdict } from "./rules-grid";
import { type Price, whyText } from "./rules-price";

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
