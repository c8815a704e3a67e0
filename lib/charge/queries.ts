/**
 * The facts of a régie's month, in a fixed number of statements whatever the number of families: days booked or attended, prices,
 * households, custody, what is charged already. The caller has the right to bill.
 */
import { Prisma } from "@/lib/generated/prisma/client";
import { addressesOf, custodyOf, quotientsOf, sharesOf } from "@/lib/household/queries-facts";
import { type CivilDate, fromColumn, monthOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { TariffVersion } from "@/lib/tariff/rules";
import { tariffRuleSchema } from "@/lib/tariff/schema";
import { type AttendanceStatus, type BillingFacts, type Day, dayKey, type HouseholdFacts } from "./rules";

export type Asked = {
  regieId: string;
  commune: string;
  /** Both days included, within one month. */
  period: { from: CivilDate; to: CivilDate };
};

export async function readBillingFacts(tx: Tx, asked: Asked): Promise<BillingFacts> {
  const days = await readDays(tx, asked);
  const unbooked = unique(days.filter((day) => !day.booking).map((day) => day.childId));
  const homes = await custodyOf(tx, unbooked);
  const householdIds = unique([
    ...days.flatMap((day) => day.booking?.householdId ?? []),
    ...[...homes.values()].flatMap((home) => home.residences.map((residence) => residence.householdId)),
  ]);
  const [tariffs, households, charged] = await Promise.all([
    readTariffs(tx, unique(days.map((day) => day.activityId))),
    readHouseholds(tx, householdIds),
    readCharged(tx, asked),
  ]);
  return { commune: asked.commune, days, tariffs, households, homes, charged };
}

export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

type DayRow = {
  activityDayId: string;
  activityId: string;
  day: CivilDate;
  childId: string;
  bookingId: string | null;
  householdId: string | null;
  priceCents: number | null;
  attendanceId: string | null;
  status: AttendanceStatus | null;
};

/** Days that were closed after all are charged to nobody. */
async function readDays(tx: Tx, { regieId, period }: Asked): Promise<Day[]> {
  const open = Prisma.sql`activity_day d JOIN activity v ON v.id = d.activity_id AND v.regie_id = ${regieId}`;
  const within = Prisma.sql`d.day BETWEEN ${period.from} AND ${period.to} AND d.closed_fr IS NULL`;
  const rows = await tx.$queryRaw<DayRow[]>`
    SELECT d.id AS activityDayId, d.activity_id AS activityId, DATE_FORMAT(d.day, '%Y-%m-%d') AS day,
      b.child_id AS childId, b.id AS bookingId, b.household_id AS householdId, b.price_cents AS priceCents,
      a.id AS attendanceId, a.status AS status
    FROM ${open} JOIN booking b ON b.activity_day_id = d.id AND b.state = 'booked'
      LEFT JOIN attendance a ON a.activity_day_id = d.id AND a.child_id = b.child_id
    WHERE ${within}
    UNION ALL
    SELECT d.id, d.activity_id, DATE_FORMAT(d.day, '%Y-%m-%d'), a.child_id, NULL, NULL, NULL, a.id, a.status
    FROM ${open} JOIN attendance a ON a.activity_day_id = d.id AND a.status IN ('present', 'unbooked_present')
      LEFT JOIN booking b ON b.activity_day_id = d.id AND b.child_id = a.child_id AND b.state = 'booked'
    WHERE ${within} AND b.id IS NULL
    ORDER BY day, activityId, childId`;
  return rows.map(dayOf);
}

function dayOf({ bookingId, householdId, priceCents, attendanceId, status, ...row }: DayRow): Day {
  return {
    ...row,
    booking: bookingId && householdId ? { id: bookingId, householdId, priceCents: priceCents ?? 0 } : null,
    attendance: attendanceId && status ? { id: attendanceId, status } : null,
  };
}

async function readTariffs(tx: Tx, activityIds: string[]): Promise<Map<string, TariffVersion[]>> {
  const rows = await tx.tariffVersion.findMany({
    where: { activityId: { in: activityIds } },
    orderBy: { since: "asc" },
  });
  const versions = new Map<string, TariffVersion[]>();
  for (const { id, activityId, label, rule, since, until } of rows) {
    const list = versions.get(activityId) ?? [];
    list.push({
      id,
      label,
      rule: tariffRuleSchema.parse(rule),
      since: fromColumn(since),
      until: until && fromColumn(until),
    });
    versions.set(activityId, list);
  }
  return versions;
}

async function readHouseholds(tx: Tx, ids: string[]): Promise<Map<string, HouseholdFacts>> {
  const [quotients, addresses, shares] = await Promise.all([
    quotientsOf(tx, ids),
    addressesOf(tx, ids),
    sharesOf(tx, ids),
  ]);
  const facts = new Map<string, HouseholdFacts>(ids.map((id) => [id, { quotients: [], addresses: [], shares: [] }]));
  for (const row of quotients) facts.get(row.householdId)?.quotients.push(row);
  for (const row of addresses) facts.get(row.householdId)?.addresses.push(row);
  for (const row of shares) facts.get(row.householdId)?.shares.push(row);
  return facts;
}

/** Days that an issued invoice charges. Those of drafts and those carried forward within the month are judged again. */
async function readCharged(tx: Tx, { regieId, period }: Asked): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ childId: string; activityDayId: string }[]>`
    SELECT c.child_id AS childId, c.activity_day_id AS activityDayId
    FROM charge c JOIN invoice i ON i.id = c.invoice_id AND i.state = 'issued'
    WHERE c.regie_id = ${regieId} AND c.month = ${monthOf(period.from)} AND c.activity_day_id IS NOT NULL`;
  return new Set(rows.map((row) => dayKey(row.childId, row.activityDayId)));
}
