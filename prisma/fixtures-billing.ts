/** Builders for what is billed: payers, prices, bookings, marks. As in fixtures.ts, they write no journal. */

import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import { NOW, SINCE } from "./fixtures";

type PayerGiven = { householdId: string; guardianId?: string; childId?: string; sharePercent?: number; name?: string };

export async function aPayer(tx: Tx, given: PayerGiven) {
  const { householdId, guardianId = null, childId = null, sharePercent = 100, name = "Camille Durand" } = given;
  const kind = guardianId ? "guardian" : "organisation";
  const payer = await tx.payer.create({ data: { id: newId(), kind, guardianId, name, createdAt: NOW } });
  await tx.householdPayer.create({
    data: { id: newId(), householdId, payerId: payer.id, childId, sharePercent, since: toColumn(SINCE) },
  });
  return payer;
}

export function aTariff(tx: Tx, activityId: string, given: { cents?: number; unbookedCents?: number } = {}) {
  const { cents = 200, unbookedCents = 300 } = given;
  return tx.tariffVersion.create({
    data: {
      id: newId(),
      activityId,
      label: "2026-2027",
      since: toColumn(SINCE),
      rule: { kind: "fixed", cents, unbookedCents },
      createdAt: NOW,
    },
  });
}

type BookingGiven = { childId: string; activityDayId: string; householdId: string; priceCents?: number };

export async function aBooking(tx: Tx, given: BookingGiven) {
  const { householdId, priceCents = 200 } = given;
  const order = {
    id: newId(),
    reference: newReference("VAL"),
    householdId,
    channel: "portal" as const,
    deltaCents: priceCents,
  };
  await tx.bookingOrder.create({ data: { ...order, createdAt: NOW } });
  return tx.booking.create({
    data: { id: newId(), ...given, priceCents, orderId: order.id, state: "booked", bookedAt: NOW },
  });
}

type Mark = "present" | "absent" | "absent_justified" | "unbooked_present";

export function aMark(tx: Tx, given: { childId: string; activityDayId: string; bookingId?: string }, status: Mark) {
  return tx.attendance.create({ data: { id: newId(), ...given, status, recordedAt: NOW } });
}

export function aSetting(tx: Tx, section: string, value: Record<string, string | number>) {
  return tx.setting.upsert({ where: { section }, create: { section, value, updatedAt: NOW }, update: { value } });
}

/** Days of the activity from a list, each with its row. */
export async function daysOf(tx: Tx, activityId: string, days: readonly CivilDate[]) {
  const rows = days.map((day) => ({ id: newId(), activityId, day: toColumn(day), capacity: 100 }));
  await tx.activityDay.createMany({ data: rows });
  return rows.map((row, index) => ({ id: row.id, day: days[index] ?? "" }));
}
