/**
 * The facts of a régie's month, in a fixed number of statements whatever the number of families: days booked or attended, the rules,
 * households, custody, what is billed already. The caller has the right to bill.
 */
import { Prisma } from "@/lib/generated/prisma/client";
import { custodyOf, sharesOf } from "@/lib/household/queries-facts";
import {
  addDays,
  addMonths,
  type CivilDate,
  type CivilMonth,
  type CivilTime,
  firstDayOf,
  monthOf,
} from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { pricingFilesOf } from "@/lib/profile/queries";
import { rulesHistory } from "@/lib/rulebook/queries";
import type { RulesHistory } from "@/lib/rulebook/rules-history";
import { absenceChargeSchema } from "@/lib/rulebook/schema-absences";
import type { Tx } from "@/lib/server/db";
import { longCounters } from "./rules-counters";
import type { AttendanceStatus, BillingFacts, Day, HouseholdFacts, IssuedCharge } from "./schema";

export type Asked = {
  regieId: string;
  commune: string;
  /** Both days included, within one month. */
  period: { from: CivilDate; to: CivilDate };
};

export async function readBillingFacts(tx: Tx, asked: Asked): Promise<BillingFacts> {
  const [days, rules] = await Promise.all([readDays(tx, asked), rulesHistory(tx)]);
  const earlier = await readEarlier(tx, asked, rules);
  const unbooked = unique([...days, ...earlier].filter((day) => !day.booking).map((day) => day.childId));
  const homes = await custodyOf(tx, unbooked);
  const householdIds = unique([
    ...days.flatMap((day) => day.booking?.householdId ?? []),
    ...[...homes.values()].flatMap((home) => home.residences.map((residence) => residence.householdId)),
  ]);
  const [households, issued] = await Promise.all([readHouseholds(tx, householdIds), readIssued(tx, asked)]);
  return { commune: asked.commune, period: asked.period, rules, days, earlier, households, homes, issued };
}

export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

type DayRow = {
  activityDayId: string;
  activityId: string;
  ruleCode: string;
  startsAt: CivilTime;
  endsAt: CivilTime;
  day: CivilDate;
  childId: string;
  /** « regular|2026-08-21 »: how the child comes, and the day the enrolment was asked for. */
  enrolled: string | null;
  bookingId: string | null;
  householdId: string | null;
  priceCents: number | null;
  timing: "in_time" | "late" | "none" | null;
  attendanceId: string | null;
  status: AttendanceStatus | null;
  arrivedAt: CivilTime | null;
  departedAt: CivilTime | null;
  absenceCharge: string | null;
};

/** Days that were closed after all are charged to nobody. */
async function readDays(tx: Tx, { regieId, period }: Asked): Promise<Day[]> {
  const open = Prisma.sql`activity_day d JOIN activity v ON v.id = d.activity_id AND v.regie_id = ${regieId}`;
  const within = Prisma.sql`d.day BETWEEN ${period.from} AND ${period.to} AND d.closed_fr IS NULL`;
  const what = Prisma.sql`d.id AS activityDayId, d.activity_id AS activityId, v.rule_code AS ruleCode, v.starts_at AS startsAt,
    v.ends_at AS endsAt, DATE_FORMAT(d.day, '%Y-%m-%d') AS day`;
  const marked = Prisma.sql`a.id AS attendanceId, a.status AS status, a.arrived_at AS arrivedAt, a.departed_at AS departedAt,
    a.absence_charge AS absenceCharge`;
  const enrolled = (
    child: Prisma.Sql,
  ) => Prisma.sql`(SELECT CONCAT(COALESCE(e.regularity, ''), '|', DATE_FORMAT(e.requested_at, '%Y-%m-%d'))
    FROM enrolment e WHERE e.child_id = ${child}
    AND e.activity_id = d.activity_id AND e.state IN ('accepted', 'ended') AND e.since <= d.day
    AND (e.until IS NULL OR d.day <= e.until) ORDER BY e.since DESC LIMIT 1) AS enrolled`;
  const rows = await tx.$queryRaw<DayRow[]>`
    SELECT ${what}, b.child_id AS childId, ${enrolled(Prisma.sql`b.child_id`)}, b.id AS bookingId,
      b.household_id AS householdId, b.price_cents AS priceCents, b.timing AS timing, ${marked}
    FROM ${open} JOIN booking b ON b.activity_day_id = d.id AND b.state = 'booked'
      LEFT JOIN attendance a ON a.activity_day_id = d.id AND a.child_id = b.child_id
    WHERE ${within}
    UNION ALL
    SELECT ${what}, a.child_id, ${enrolled(Prisma.sql`a.child_id`)}, NULL, NULL, NULL, NULL, ${marked}
    FROM ${open} JOIN attendance a ON a.activity_day_id = d.id AND a.status IN ('present', 'unbooked_present')
      LEFT JOIN booking b ON b.activity_day_id = d.id AND b.child_id = a.child_id AND b.state = 'booked'
    WHERE ${within} AND b.id IS NULL
    ORDER BY day, activityId, childId`;
  return rows.map(dayOf);
}

const MONTHS_BACK = 12;

/** The twelve months before, only when a rule in force counts by the week, the term or the year. */
async function readEarlier(tx: Tx, asked: Asked, rules: RulesHistory): Promise<Day[]> {
  const { from, to } = asked.period;
  const inForce = rules.filter(({ since }, index) => since <= to && (rules[index + 1]?.since ?? LAST) > from);
  if (inForce.every(({ file }) => longCounters(file).size === 0)) return [];
  const first = firstDayOf(addMonths(monthOf(from), -MONTHS_BACK));
  return readDays(tx, { ...asked, period: { from: first, to: addDays(firstDayOf(monthOf(from)), -1) } });
}

const LAST: CivilDate = "9999-12-31";

function dayOf(row: DayRow): Day {
  const {
    bookingId,
    householdId,
    priceCents,
    timing,
    attendanceId,
    status,
    arrivedAt,
    departedAt,
    absenceCharge,
    enrolled,
    ...day
  } = row;
  const [regularity, enrolledOn] = (enrolled ?? "").split("|");
  const charge = absenceCharge === null ? null : absenceChargeSchema.parse(JSON.parse(absenceCharge));
  return {
    ...day,
    regularity: regularity || null,
    enrolledOn: enrolledOn || null,
    booking:
      bookingId && householdId
        ? { id: bookingId, householdId, priceCents: priceCents ?? 0, timing: timing ?? "in_time" }
        : null,
    attendance:
      attendanceId && status ? { id: attendanceId, status, arrivedAt, departedAt, absenceCharge: charge } : null,
  };
}

async function readHouseholds(tx: Tx, ids: string[]): Promise<Map<string, HouseholdFacts>> {
  const [files, shares] = await Promise.all([pricingFilesOf(tx, ids), sharesOf(tx, ids)]);
  const sharesBy = groupBy(shares, (row) => row.householdId);
  return new Map(
    [...files.households].map(([id, file]) => [
      id,
      {
        ...file,
        shares: sharesBy.get(id) ?? [],
        children: (files.childrenOf.get(id) ?? []).flatMap((child) => files.children.get(child) ?? []),
      },
    ]),
  );
}

/** A correction keeps the key that it corrects: « fix:2:day:… ». */
export const CORRECTION = /^fix:\d+:/;

/** The fee of a reminder (lib/dunning) is no use of a service: no preparation makes it, and none takes it away. */
export const REMINDER_FEE = "reminder:";

/**
 * What issued invoices charge, or what was dropped with them as too small, with the corrections made since, billed or about to be. The charges of drafts and those carried forward
 * within the month are judged again.
 */
async function readIssued(tx: Tx, { regieId, period }: Asked): Promise<IssuedCharge[]> {
  const rows = await tx.$queryRaw<IssuedCharge[]>`
    SELECT c.source_key AS sourceKey, c.amount_cents AS amountCents, c.payer_id AS payerId, c.household_id AS householdId,
      c.child_id AS childId, c.activity_id AS activityId, DATE_FORMAT(c.day, '%Y-%m-%d') AS day
    FROM charge c LEFT JOIN invoice i ON i.id = c.invoice_id
    WHERE c.regie_id = ${regieId} AND c.month = ${monthOf(period.from)} AND c.kind <> 'correction'
      AND (i.state = 'issued' OR c.dropped_on IS NOT NULL)
      AND c.source_key NOT LIKE 'reminder:%'
    UNION ALL
    SELECT c.source_key, c.amount_cents, c.payer_id, c.household_id, c.child_id, c.activity_id,
      DATE_FORMAT(c.day, '%Y-%m-%d')
    FROM charge c
    WHERE c.regie_id = ${regieId} AND c.kind = 'correction' AND c.day BETWEEN ${period.from} AND ${period.to}
      AND c.source_key NOT LIKE 'fix:%:reminder:%'`;
  return rows.map(({ sourceKey, ...row }) => ({ ...row, sourceKey: sourceKey.replace(CORRECTION, "") }));
}

/** Of these keys, those that another month charged: a flat week of two months, a yearly fee. */
export async function chargedElsewhere(tx: Tx, keys: readonly string[], month: CivilMonth): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < keys.length; start += 5000) {
    const rows = await tx.charge.findMany({
      where: { sourceKey: { in: keys.slice(start, start + 5000) }, month: { not: month } },
      select: { sourceKey: true },
    });
    for (const { sourceKey } of rows) found.add(sourceKey);
  }
  return found;
}
