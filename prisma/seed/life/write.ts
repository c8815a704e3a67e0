/** Writes enrolments, open days, orders, bookings and attendance. */

import { toColumn } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { OpenDay } from "../commune/opening";
import { at, insertAll } from "../rows";
import type { Attended } from "./attendance";
import type { Order } from "./bookings";
import type { ActorOf } from "./traces";

export async function writeOpenDays(tx: Tx, days: readonly OpenDay[]): Promise<void> {
  await insertAll(days, (rows) =>
    tx.activityDay.createMany({ data: rows.map((row) => ({ ...row, day: toColumn(row.day) })) }),
  );
}

export async function writeOrders(tx: Tx, orders: readonly Order[], actorOf: ActorOf): Promise<void> {
  await insertAll(orders, (rows) =>
    tx.bookingOrder.createMany({
      data: rows.map(({ id, reference, home, placedAt, booked, cancelled }) => ({
        id,
        reference,
        householdId: home.id,
        accountId: actorOf({ home }).accountId,
        channel: home.accountId ? ("portal" as const) : ("counter" as const),
        deltaCents: sum([...booked.map(({ price }) => price.cents), ...cancelled.map(({ price }) => -price.cents)]),
        createdAt: placedAt,
      })),
    }),
  );
  const bookings = orders.flatMap(({ booked }) => booked);
  await insertAll(bookings, (rows) =>
    tx.booking.createMany({
      data: rows.map(({ id, home, place, open, price, orderId, bookedAt, cancelled }) => ({
        id,
        childId: place.kid.id,
        activityDayId: open.id,
        householdId: home.id,
        orderId,
        state: cancelled ? ("cancelled" as const) : ("booked" as const),
        priceCents: price.cents,
        bookedAt,
        bookedById: actorOf({ home }).accountId,
        cancelOrderId: cancelled?.orderId ?? null,
        cancelledAt: cancelled?.at ?? null,
        cancelledById: cancelled ? actorOf({ home }).accountId : null,
      })),
    }),
  );
}

export async function writeAttendance(
  tx: Tx,
  list: readonly Attended[],
  keeperOf: (one: Attended) => Actor,
): Promise<void> {
  await insertAll(list, (rows) =>
    tx.attendance.createMany({
      data: rows.map((one) => ({
        id: one.id,
        childId: one.place.kid.id,
        activityDayId: one.open.id,
        bookingId: one.booking?.id ?? null,
        status: one.status,
        arrivedAt: one.arrivedAt,
        departedAt: one.departedAt,
        recordedAt: at(one.open.day, "18:40"),
        recordedById: keeperOf(one).accountId,
      })),
    }),
  );
}
