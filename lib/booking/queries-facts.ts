/**
 * The rows behind a grid, a preview or a booking, read in a fixed number of statements whatever the number of cells.
 * The caller has passed the gate: `childIds` and `own` come from a scope.
 */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { communeName } from "@/lib/commune/queries-mail";
import { Prisma } from "@/lib/generated/prisma/client";
import { custodyOf } from "@/lib/household/queries-facts";
import {
  type CivilDate,
  type CivilDateTime,
  firstDayOf,
  fromColumn,
  lastDayOf,
  monthOf,
  parisOf,
  toColumn,
} from "@/lib/kernel/civil-date";
import type { Use } from "@/lib/pricing/schema";
import { pricingFilesOf } from "@/lib/profile/queries";
import { debtsOf } from "@/lib/profile/queries-debts";
import { pricedHousehold } from "@/lib/profile/rules";
import { rulesHistory } from "@/lib/rulebook/queries";
import type { Tx } from "@/lib/server/db";
import {
  type ActivityFacts,
  type BookingFact,
  type ChildFacts,
  type Facts,
  keyOf,
  type OpenDraw,
  verdictOf,
  type WaitingFact,
  type Wish,
} from "./rules-grid";
import { bookedUse, countsOthers } from "./rules-price";

export type Asked = {
  own: readonly string[];
  childIds: readonly string[];
  /** Both days included. */
  period: { from: CivilDate; to: CivilDate };
  /** Activities to read even where no child is enrolled. */
  activityIds?: readonly string[];
  /** Limits may differ at the counter and on the phone. */
  channel?: Facts["channel"];
};

/** The facts of a family's own grid over a period. */
export async function familyFacts(tx: Tx, scope: FamilyScope, period: Asked["period"]): Promise<Facts> {
  const children = await tx.child.findMany({
    where: { AND: [childrenOfFamily(scope), { OR: [{ leftOn: null }, { leftOn: { gte: toColumn(period.from) } }] }] },
    select: { id: true },
  });
  return readFacts(tx, { own: scope.householdIds, childIds: children.map((child) => child.id), period });
}

/** One cell of the family's grid, and how many wait for it; null when the child is not theirs or the day does not exist. */
export async function familyCell(
  tx: Tx,
  scope: FamilyScope,
  { childId, activityDayId, now }: Wish & { now: CivilDateTime },
) {
  const row = await tx.activityDay.findUnique({
    where: { id: activityDayId },
    select: { day: true, activityId: true },
  });
  const isOwn = await tx.child.count({ where: { AND: [{ id: childId }, childrenOfFamily(scope)] } });
  if (!row || isOwn === 0) return null;
  const day = fromColumn(row.day);
  const asked = { own: scope.householdIds, childIds: [childId], period: { from: day, to: day } };
  const facts = await readFacts(tx, { ...asked, activityIds: [row.activityId] });
  const [child] = facts.children;
  const found = facts.days.find((one) => one.id === activityDayId);
  const activity = facts.activities.get(row.activityId);
  if (!child || !found || !activity) return null;
  const ahead = await tx.waitingEntry.count({ where: { activityDayId, state: "waiting" } });
  return { facts, child, day: found, activity, ahead, verdict: verdictOf(facts, child, found, now) };
}

/** First names of the people of the other households where a child lives: « Tom est chez Sacha ». Nobody whose address is protected. */
export async function otherHomes(tx: Tx, facts: Facts): Promise<Map<string, string[]>> {
  const homes = facts.children.flatMap((child) => child.residences.map((home) => home.householdId));
  const others = [...new Set(homes)].filter((id) => !facts.own.includes(id));
  if (others.length === 0) return new Map();
  const rows = await tx.householdMember.findMany({
    where: {
      householdId: { in: others },
      until: null,
      household: { addresses: { none: { isProtected: true } } },
      guardian: { deceasedOn: null, guardianships: { some: { childId: { in: facts.children.map(({ id }) => id) } } } },
    },
    select: { householdId: true, guardian: { select: { firstName: true } } },
  });
  const names = new Map<string, string[]>();
  for (const { householdId, guardian } of rows) {
    names.set(householdId, [...(names.get(householdId) ?? []), guardian.firstName]);
  }
  return names;
}

export async function readFacts(tx: Tx, asked: Asked): Promise<Facts> {
  const [children, rules] = await Promise.all([readChildren(tx, asked), rulesHistory(tx)]);
  const enrolled = children.flatMap((child) => child.enrolments.map((one) => one.activityId));
  const activityIds = [...new Set([...enrolled, ...(asked.activityIds ?? [])])];
  const [activities, households, bookings, uses, waiting, draws, debts] = await Promise.all([
    readActivities(tx, activityIds, asked.period),
    readHouseholds(tx, asked.own),
    readBookings(tx, asked),
    rules.some(({ file }) => countsOthers(file)) ? readUses(tx, asked) : new Map<string, Use[]>(),
    readWaiting(tx, asked),
    openDraws(tx, activityIds),
    rules.some(({ file }) => file.billing.suspension) ? debtsOf(tx, asked.own) : new Map(),
  ]);
  const channel = asked.channel ?? "portal";
  return { rules, channel, own: asked.own, children, households, bookings, uses, waiting, draws, debts, ...activities };
}

const dated = (row: { since: Date; until: Date | null }) => ({
  since: fromColumn(row.since),
  until: row.until && fromColumn(row.until),
});

async function readChildren(tx: Tx, { childIds, period }: Asked): Promise<ChildFacts[]> {
  const id = { in: [...childIds] };
  const inPeriod = {
    since: { lte: toColumn(period.to) },
    OR: [{ until: null }, { until: { gte: toColumn(period.from) } }],
  };
  const [rows, custody, schoolings, enrolments] = await Promise.all([
    tx.child.findMany({
      where: { id },
      orderBy: [{ birthDate: "desc" }, { id: "asc" }],
      select: { id: true, firstName: true },
    }),
    custodyOf(tx, childIds),
    tx.schooling.findMany({
      where: { childId: id, ...inPeriod },
      orderBy: { since: "asc" },
      select: { childId: true, grade: true, since: true, until: true, site: { select: { name: true } } },
    }),
    tx.enrolment.findMany({
      where: { childId: id, state: { in: ["requested", "accepted"] }, ...inPeriod },
      select: { id: true, childId: true, activityId: true, state: true, since: true, until: true, regularity: true },
    }),
  ]);
  return rows.map((row) => ({
    ...row,
    residences: custody.get(row.id)?.residences ?? [],
    exceptions: custody.get(row.id)?.exceptions ?? [],
    schoolings: ofChild(schoolings, row.id).map(({ site, ...one }) => ({ ...one, siteName: site.name, ...dated(one) })),
    enrolments: ofChild(enrolments, row.id).map((one) => ({ ...one, ...dated(one) })),
  }));
}

function ofChild<Row extends { childId: string }>(rows: readonly Row[], childId: string): Row[] {
  return rows.filter((row) => row.childId === childId);
}

async function readActivities(
  tx: Tx,
  ids: string[],
  period: Asked["period"],
): Promise<Pick<Facts, "activities" | "days">> {
  const [rows, days] = await Promise.all([
    tx.activity.findMany({
      where: { id: { in: ids } },
      orderBy: [{ startsAt: "asc" }, { position: "asc" }],
      include: { site: { select: { name: true } } },
    }),
    tx.activityDay.findMany({
      where: { activityId: { in: ids }, day: { gte: toColumn(period.from), lte: toColumn(period.to) } },
      orderBy: [{ day: "asc" }, { id: "asc" }],
    }),
  ]);
  const activities = rows.map(({ site, grades, ...row }): [string, ActivityFacts] => [
    row.id,
    { ...row, grades: grades as string[] | null, siteName: site.name },
  ]);
  return { activities: new Map(activities), days: days.map((row) => ({ ...row, day: fromColumn(row.day) })) };
}

/** The households as the rules price them: addresses, quotients, and all their children, who count for the ranks. */
async function readHouseholds(tx: Tx, ids: readonly string[]): Promise<Facts["households"]> {
  const [files, commune] = await Promise.all([pricingFilesOf(tx, ids), communeName(tx)]);
  return new Map(
    [...files.households].map(([id, household]) => {
      const children = (files.childrenOf.get(id) ?? []).flatMap((child) => files.children.get(child) ?? []);
      return [id, pricedHousehold(commune, household, children)];
    }),
  );
}

/** Draws that are not over. */
async function openDraws(tx: Tx, activityIds: readonly string[]): Promise<OpenDraw[]> {
  if (activityIds.length === 0) return [];
  const rows = await tx.draw.findMany({
    where: { activityId: { in: [...activityIds] }, state: "open" },
    select: { id: true, activityId: true, firstDay: true, lastDay: true, closesAt: true },
  });
  return rows.map(({ firstDay, lastDay, closesAt, ...row }) => ({
    ...row,
    ...{ firstDay: fromColumn(firstDay), lastDay: fromColumn(lastDay), closesAt: parisOf(closesAt).moment },
  }));
}

async function readBookings(tx: Tx, { childIds, period }: Asked): Promise<Map<string, BookingFact>> {
  if (childIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<(BookingFact & { childId: string; activityDayId: string })[]>`
    SELECT b.id, b.child_id AS childId, b.activity_day_id AS activityDayId, b.household_id AS householdId,
      b.price_cents AS priceCents, b.timing
    FROM booking b JOIN activity_day d ON d.id = b.activity_day_id
    WHERE b.child_id IN (${Prisma.join([...childIds])}) AND b.state = 'booked'
      AND d.day BETWEEN ${period.from} AND ${period.to}`;
  return new Map(rows.map(({ childId, activityDayId, ...row }) => [keyOf(childId, activityDayId), row]));
}

type UseRow = {
  id: string;
  householdId: string;
  childId: string;
  ruleCode: string;
  day: CivilDate;
  timing: BookingFact["timing"];
  regularity: string | null;
};

/** Of whole months, and of all the household's children, whichever days and children are asked about. */
async function readUses(tx: Tx, { own, period }: Asked): Promise<Map<string, Use[]>> {
  if (own.length === 0) return new Map();
  const rows = await tx.$queryRaw<UseRow[]>`
    SELECT b.id, b.household_id AS householdId, b.child_id AS childId, a.rule_code AS ruleCode, b.timing,
      DATE_FORMAT(d.day, '%Y-%m-%d') AS day,
      (SELECT MAX(e.regularity) FROM enrolment e WHERE e.child_id = b.child_id AND e.activity_id = d.activity_id
        AND e.state = 'accepted' AND e.since <= d.day AND (e.until IS NULL OR e.until >= d.day)) AS regularity
    FROM booking b JOIN activity_day d ON d.id = b.activity_day_id JOIN activity a ON a.id = d.activity_id
    WHERE b.household_id IN (${Prisma.join([...own])}) AND b.state = 'booked'
      AND d.day BETWEEN ${firstDayOf(monthOf(period.from))} AND ${lastDayOf(monthOf(period.to))}
    ORDER BY d.day, b.id`;
  const uses = new Map<string, Use[]>();
  for (const { householdId, timing: booking, ...row } of rows) {
    uses.set(householdId, [...(uses.get(householdId) ?? []), bookedUse({ ...row, booking })]);
  }
  return uses;
}

type WaitingRow = {
  id: string;
  childId: string;
  activityDayId: string;
  householdId: string;
  state: WaitingFact["state"];
  place: bigint;
  offerExpiresAt: Date | null;
};

async function readWaiting(tx: Tx, { own, childIds, period }: Asked): Promise<Map<string, WaitingFact>> {
  if (childIds.length === 0 || own.length === 0) return new Map();
  const rows = await tx.$queryRaw<WaitingRow[]>`
    SELECT w.id, w.child_id AS childId, w.activity_day_id AS activityDayId, w.household_id AS householdId, w.state,
      w.offer_expires_at AS offerExpiresAt,
      (SELECT COUNT(*) FROM waiting_entry o WHERE o.activity_day_id = w.activity_day_id AND o.state = 'waiting'
        AND (o.priority, o.created_at, o.id) <= (w.priority, w.created_at, w.id)) AS place
    FROM waiting_entry w JOIN activity_day d ON d.id = w.activity_day_id
    WHERE w.child_id IN (${Prisma.join([...childIds])}) AND w.household_id IN (${Prisma.join([...own])})
      AND w.state IN ('waiting', 'offered') AND d.day BETWEEN ${period.from} AND ${period.to}`;
  return new Map(
    rows.map((row) => [
      keyOf(row.childId, row.activityDayId),
      {
        id: row.id,
        householdId: row.householdId,
        state: row.state,
        rank: Number(row.place),
        offerEndsAt: row.offerExpiresAt && parisOf(row.offerExpiresAt).moment,
      },
    ]),
  );
}
