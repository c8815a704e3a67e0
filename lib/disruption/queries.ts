/**
 * What the office may cancel for a group, and what that would do, within its own sites: what it may not see is neither counted nor named.
 * The same reading serves the preview and the command, which holds the days first.
 */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { readFacts } from "@/lib/booking/queries-facts";
import type { Facts } from "@/lib/booking/rules-grid";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type Booked, type Effect, effectOf, type Judged, judgeGroup } from "./rules";
import type { Disruption } from "./schema";

/** The sites of the agent's activities, with these activities and the classes of the sites. */
export async function choicesFor(tx: Tx, scope: OfficeScope) {
  const rows = await tx.activity.findMany({
    where: { AND: [activitiesOfOffice(scope), { isOpen: true }] },
    orderBy: [{ site: { position: "asc" } }, { position: "asc" }],
    select: { id: true, nameFr: true, nameEn: true, site: { select: { id: true, name: true, grades: true } } },
  });
  const sites = [...new Map(rows.map(({ site }) => [site.id, site])).values()];
  const grades = [...new Set(sites.flatMap((site) => site.grades as string[]))];
  return { activities: rows, sites, grades };
}

/** Every id of the choice is the agent's own. */
export async function admitsChoice(tx: Tx, scope: OfficeScope, { sites, activities }: Disruption): Promise<boolean> {
  const [own, known] = await Promise.all([
    tx.activity.count({ where: { AND: [activitiesOfOffice(scope), { id: { in: activities } }] } }),
    tx.site.count({ where: { id: { in: sites }, activities: { some: activitiesOfOffice(scope) } } }),
  ]);
  return own === activities.length && known === sites.length;
}

export type Day = {
  id: string;
  activityId: string;
  day: CivilDate;
  isClosed: boolean;
  capacity: number;
  taken: number;
};

/** From today on, and never a day whose sheet is locked by an invoice. */
export async function daysOfChoice(
  tx: Tx,
  scope: OfficeScope,
  { sites, activities, from, until }: Disruption,
): Promise<Day[]> {
  const first = from > scope.today ? from : scope.today;
  const chosen: Prisma.ActivityWhereInput =
    activities.length > 0 ? { id: { in: activities } } : { siteId: { in: sites } };
  const rows = await tx.activityDay.findMany({
    where: {
      activity: { AND: [activitiesOfOffice(scope), chosen] },
      day: { gte: toColumn(first), lte: toColumn(until) },
      attendanceLockedAt: null,
    },
    orderBy: { id: "asc" },
    select: { id: true, activityId: true, day: true, closedFr: true, capacity: true, taken: true },
  });
  return rows.map(({ day, closedFr, ...row }) => ({ ...row, day: fromColumn(day), isClosed: closedFr !== null }));
}

/** Days still open on which something is left to do for everybody: bookings of the group, or places that somebody could take. */
export function daysToEnd(days: readonly Day[], judged: readonly Judged[]): Day[] {
  const concerned = new Set(judged.map(({ activityDayId }) => activityDayId));
  return days.filter((day) => !day.isClosed && (concerned.has(day.id) || day.capacity > day.taken || day.taken === 0));
}

export type Reading = { days: Day[]; facts: Facts; judged: Judged[] };

/** The bookings of the group and what the rules make of each; who was there already, or was dealt with before, is left alone. */
export async function readGroup(
  tx: Tx,
  { days, choice, now }: { days: Day[]; choice: Disruption; now: string },
): Promise<Reading> {
  const dayIds = days.map(({ id }) => id);
  const [rows, marks] = await Promise.all([
    tx.booking.findMany({
      where: { activityDayId: { in: dayIds }, state: "booked" },
      orderBy: { id: "asc" },
      select: { id: true, childId: true, householdId: true, activityDayId: true, priceCents: true, timing: true },
    }),
    tx.attendance.findMany({
      where: {
        activityDayId: { in: dayIds },
        OR: [{ status: { in: ["present", "unbooked_present"] } }, { absenceReason: { not: null } }],
      },
      select: { childId: true, activityDayId: true },
    }),
  ]);
  const settled = new Set(marks.map(({ childId, activityDayId }) => `${childId} ${activityDayId}`));
  const dayOf = new Map(days.map((day) => [day.id, day]));
  const booked = rows.flatMap(({ timing, ...row }): Booked[] => {
    const day = dayOf.get(row.activityDayId);
    if (!day || settled.has(`${row.childId} ${row.activityDayId}`)) return [];
    return [{ ...row, timing: timing as Booked["timing"], activityId: day.activityId, day: day.day }];
  });
  const facts = await factsOf(tx, days, { booked, choice });
  return { days, facts, judged: judgeGroup(facts, booked, { reason: choice.reason, grades: choice.grades, now }) };
}

function factsOf(tx: Tx, days: readonly Day[], { booked, choice }: { booked: readonly Booked[]; choice: Disruption }) {
  return readFacts(tx, {
    own: [...new Set(booked.map(({ householdId }) => householdId))],
    childIds: [...new Set(booked.map(({ childId }) => childId))],
    period: { from: choice.from, to: choice.until },
    activityIds: [...new Set(days.map(({ activityId }) => activityId))],
  });
}

export type PreviewRow = {
  key: string;
  nameFr: string;
  nameEn: string;
  siteName: string;
  grade: string | null;
  children: string[];
  days: number;
  effect: Effect;
  beforeCents: number;
  /** Null when it is known only with the month. */
  afterCents: number | null;
};
export type Preview = { rows: PreviewRow[]; children: number; families: number; days: number; isWhole: boolean };

/** What confirming would do. It names children: the look leaves its trace. */
export async function previewOf(context: Context, scope: OfficeScope, choice: Disruption): Promise<Preview> {
  const { tx, moment } = context;
  const days = await daysOfChoice(tx, scope, choice);
  const { judged, facts } = await readGroup(tx, { days, choice, now: moment });
  const names = await namesOf(tx, judged);
  if (judged.length > 0) await trace(context, choice, judged);
  const groups = groupBy(judged, (one) => [one.activityId, one.grade ?? "", effectOf(one.charge)].join("|"));
  const rows = [...groups].flatMap(([key, list]) => rowOf(facts, names, { key, list }));
  return {
    rows: rows.sort((a, b) =>
      `${a.siteName} ${a.nameFr} ${a.grade}` < `${b.siteName} ${b.nameFr} ${b.grade}` ? -1 : 1,
    ),
    children: new Set(judged.map(({ childId }) => childId)).size,
    families: new Set(judged.map(({ householdId }) => householdId)).size,
    days: daysToEnd(days, judged).length,
    isWhole: choice.grades.length === 0,
  };
}

function rowOf(
  facts: Facts,
  names: ReadonlyMap<string, string>,
  { key, list }: { key: string; list: Judged[] },
): PreviewRow[] {
  const [first] = list;
  const activity = first && facts.activities.get(first.activityId);
  if (!first || !activity) return [];
  const after = list.map(({ afterCents }) => afterCents);
  return [
    {
      ...{ key, nameFr: activity.nameFr, nameEn: activity.nameEn, siteName: activity.siteName, grade: first.grade },
      children: [...new Set(list.map(({ childId }) => childId))].map((id) => names.get(id) ?? "").sort(),
      days: list.length,
      effect: effectOf(first.charge),
      beforeCents: sum(list.map(({ priceCents }) => priceCents)),
      afterCents: after.some((cents) => cents === null) ? null : sum(after.map((cents) => cents ?? 0)),
    },
  ];
}

async function namesOf(tx: Tx, judged: readonly Judged[]): Promise<Map<string, string>> {
  const rows = await tx.child.findMany({
    where: { id: { in: [...new Set(judged.map(({ childId }) => childId))] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(rows.map(({ id, firstName, lastName }) => [id, `${lastName} ${firstName}`]));
}

function trace(context: Context, { from, until, reason }: Disruption, judged: readonly Judged[]): Promise<string> {
  const children = new Set(judged.map(({ childId }) => childId)).size;
  const activities = [...new Set(judged.map(({ activityId }) => activityId))];
  return record(context, {
    type: "attendance.list-consulted",
    subject: null,
    object: { kind: "activity", id: activities[0] ?? "" },
    body: { from, until, reason, activities, children, purpose: "disruption" },
  });
}
