/** What a family reads of its bookings besides the grid: the limits of a day, an order and its lines, the calendar feed. */

import type { FamilyScope } from "@/lib/access/gate";
import { type CivilDate, type CivilDateTime, fromColumn, monthOf, parisOf } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";
import { limitsOn } from "./rules";

export type ActivityNames = { nameFr: string; nameEn: string };

export type DayLimits = ActivityNames & {
  id: string;
  activityId: string;
  day: CivilDate;
  startsAt: string;
  endsAt: string;
  siteName: string;
  isOpen: boolean;
  closesAt: CivilDateTime;
  cancelClosesAt: CivilDateTime;
  /** What an event says of the day. */
  words: { activityId: string; activity: string; day: CivilDate };
};

/** Days with their activity and until when they can be booked and cancelled, in two statements. */
export async function readDayLimits(tx: Tx, dayIds: readonly string[]): Promise<Map<string, DayLimits>> {
  const [rows, history] = await Promise.all([
    tx.activityDay.findMany({
      where: { id: { in: [...dayIds] } },
      include: { activity: { include: { site: { select: { name: true } } } } },
    }),
    rulesHistory(tx),
  ]);
  return new Map(
    rows.map((row) => {
      const { nameFr, nameEn, startsAt, endsAt, site, ruleCode } = row.activity;
      const day = fromColumn(row.day);
      const limits: DayLimits = {
        id: row.id,
        activityId: row.activityId,
        day,
        ...{ nameFr, nameEn, startsAt, endsAt, siteName: site.name },
        isOpen: row.activity.isOpen && row.closedFr === null,
        ...limitsOn(rulesOn(history, day)?.file ?? null, { ruleCode, day, startsAt }),
        words: { activityId: row.activityId, activity: nameFr, day },
      };
      return [row.id, limits];
    }),
  );
}

/** Days of one child in one activity at one price: « Cantine ajoutée, lundi 7 et mardi 8, 2 × 2,80 € ». */
export type OrderLine = ActivityNames & {
  change: "added" | "removed";
  childId: string;
  firstName: string;
  days: CivilDate[];
  unitCents: Cents;
  /** Negative when removed. */
  cents: Cents;
};

/** A wish that was refused, as kept in the order. */
export type RefusedWish = {
  wish: "book" | "cancel";
  childId: string;
  activityDayId: string;
  reason: string;
  closesAt: CivilDateTime;
};

export type Order = {
  id: string;
  reference: string;
  moment: CivilDateTime;
  deltaCents: Cents;
  lines: OrderLine[];
  refused: (RefusedWish & { firstName: string; limits: DayLimits })[];
  /** Until when what was added may be cancelled, by activity, from the first day on. */
  limits: (ActivityNames & { day: CivilDate; cancelClosesAt: CivilDateTime })[];
};

/** One order of the person's households; null when it is not theirs or does not exist. */
export async function orderOf(tx: Tx, scope: FamilyScope, reference: string): Promise<Order | null> {
  const own = { in: [...scope.householdIds] };
  const order = await tx.bookingOrder.findFirst({ where: { reference, householdId: own } });
  if (!order) return null;
  const rows = await tx.booking.findMany({
    where: { householdId: own, OR: [{ orderId: order.id }, { cancelOrderId: order.id }] },
    include: { child: { select: { firstName: true } }, activityDay: { include: { activity: true } } },
    orderBy: [{ activityDay: { day: "asc" } }, { id: "asc" }],
  });
  const wishes = (order.refused ?? []) as RefusedWish[];
  const added = rows.filter((row) => row.orderId === order.id);
  const limits = await readDayLimits(tx, [
    ...added.map((row) => row.activityDayId),
    ...wishes.map((wish) => wish.activityDayId),
  ]);
  const names = await tx.child.findMany({
    where: { id: { in: wishes.map((wish) => wish.childId) }, households: { some: { householdId: own } } },
    select: { id: true, firstName: true },
  });
  return {
    id: order.id,
    reference: order.reference,
    moment: parisOf(order.createdAt).moment,
    deltaCents: order.deltaCents,
    lines: linesOf(
      rows.map(({ childId, child, priceCents, activityDay, orderId }) => ({
        ...{ childId, priceCents, firstName: child.firstName, day: fromColumn(activityDay.day) },
        ...{ nameFr: activityDay.activity.nameFr, nameEn: activityDay.activity.nameEn },
        change: orderId === order.id ? "added" : "removed",
      })),
    ),
    refused: wishes.flatMap((wish) => {
      const [limit, child] = [limits.get(wish.activityDayId), names.find((one) => one.id === wish.childId)];
      return limit && child ? [{ ...wish, firstName: child.firstName, limits: limit }] : [];
    }),
    limits: firstLimits(added.flatMap((row) => limits.get(row.activityDayId) ?? [])),
  };
}

export type OrderRow = ActivityNames & {
  change: OrderLine["change"];
  childId: string;
  firstName: string;
  priceCents: Cents;
  day: CivilDate;
};

/** By child, activity, price and month: the days of one line are days of one month. */
export function linesOf(rows: readonly OrderRow[]): OrderLine[] {
  const lines = new Map<string, OrderLine>();
  for (const { day, priceCents, ...row } of rows) {
    const key = [row.childId, row.change, row.nameFr, priceCents, monthOf(day)].join("|");
    const cents = row.change === "added" ? priceCents : -priceCents;
    const line = lines.get(key);
    if (line && !line.days.includes(day)) line.days.push(day);
    if (line) line.cents = sum([line.cents, cents]);
    else lines.set(key, { ...row, days: [day], unitCents: priceCents, cents });
  }
  return [...lines.values()].sort((a, b) => (a.childId === b.childId ? 0 : a.childId < b.childId ? -1 : 1));
}

function firstLimits(limits: readonly DayLimits[]): Order["limits"] {
  const first = new Map<string, Order["limits"][number]>();
  for (const { nameFr, nameEn, day, cancelClosesAt } of [...limits].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (!first.has(nameFr)) first.set(nameFr, { nameFr, nameEn, day, cancelClosesAt });
  }
  return [...first.values()];
}
