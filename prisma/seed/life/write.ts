/** Writes open days, orders, bookings and attendance. */
import { sum } from "@/lib/kernel/money";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { OpenDay } from "../commune/opening";
import { at, instantText, pour } from "../rows";
import type { Attended } from "./attendance";
import type { Order } from "./bookings";
import type { ActorOf } from "./traces";

const OPEN_DAYS = {
  table: "activity_day",
  columns: {
    id: "CHAR(36)",
    activity_id: "CHAR(36)",
    day: "DATE",
    capacity: "INT",
    taken: "INT",
    closed_fr: "VARCHAR(250)",
    closed_en: "VARCHAR(250)",
  },
} as const;

export async function writeOpenDays(tx: Tx, days: readonly OpenDay[]): Promise<void> {
  const rows = days.map(({ id, activityId, day, capacity, taken, closedFr, closedEn }) => {
    return { id, activity_id: activityId, day, capacity, taken, closed_fr: closedFr, closed_en: closedEn };
  });
  await pour(tx, OPEN_DAYS, rows);
}

const BOOKINGS = {
  table: "booking",
  columns: {
    id: "CHAR(36)",
    child_id: "CHAR(36)",
    activity_day_id: "CHAR(36)",
    household_id: "CHAR(36)",
    order_id: "CHAR(36)",
    state: "VARCHAR(250)",
    price_cents: "INT",
    booked_at: "DATETIME(3)",
    booked_by_id: "CHAR(36)",
    cancel_order_id: "CHAR(36)",
    cancelled_at: "DATETIME(3)",
    cancelled_by_id: "CHAR(36)",
  },
} as const;

export async function writeOrders(tx: Tx, orders: readonly Order[], actorOf: ActorOf): Promise<void> {
  await tx.bookingOrder.createMany({
    data: orders.map(({ id, reference, home, placedAt, booked, cancelled }) => ({
      id,
      reference,
      householdId: home.id,
      accountId: actorOf({ home }).accountId,
      channel: home.accountId ? "portal" : "counter",
      deltaCents: sum([...booked.map(({ price }) => price.cents), ...cancelled.map(({ price }) => -price.cents)]),
      createdAt: placedAt,
    })),
  });
  const bookings = orders.flatMap(({ booked }) => booked);
  const rows = bookings.map(({ id, home, place, open, price, orderId, bookedAt, cancelled }) => ({
    id,
    child_id: place.kid.id,
    activity_day_id: open.id,
    household_id: home.id,
    order_id: orderId,
    state: cancelled ? "cancelled" : "booked",
    price_cents: price.cents,
    booked_at: instantText(bookedAt),
    booked_by_id: actorOf({ home }).accountId,
    cancel_order_id: cancelled?.orderId ?? null,
    cancelled_at: cancelled && instantText(cancelled.at),
    cancelled_by_id: cancelled && actorOf({ home }).accountId,
  }));
  await pour(tx, BOOKINGS, rows);
}

const ATTENDANCE = {
  table: "attendance",
  columns: {
    id: "CHAR(36)",
    child_id: "CHAR(36)",
    activity_day_id: "CHAR(36)",
    booking_id: "CHAR(36)",
    status: "VARCHAR(250)",
    arrived_at: "VARCHAR(250)",
    departed_at: "VARCHAR(250)",
    recorded_at: "DATETIME(3)",
    recorded_by_id: "CHAR(36)",
  },
} as const;

export async function writeAttendance(
  tx: Tx,
  list: readonly Attended[],
  keeperOf: (one: Attended) => Actor,
): Promise<void> {
  const rows = list.map((one) => ({
    id: one.id,
    child_id: one.place.kid.id,
    activity_day_id: one.open.id,
    booking_id: one.booking?.id ?? null,
    status: one.status,
    arrived_at: one.arrivedAt,
    departed_at: one.departedAt,
    recorded_at: instantText(at(one.open.day, "18:40")),
    recorded_by_id: keeperOf(one).accountId,
  }));
  await pour(tx, ATTENDANCE, rows);
}
