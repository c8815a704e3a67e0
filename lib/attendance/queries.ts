/**
 * The sheets of a day, within the sites assigned today: who is expected, what was marked, and what must be known at the gate
 * (facts: domain-rules 31, 32, 49). Opening a sheet is a look into the files of its children: it leaves a trace, once an hour.
 */
import { activitiesOfOffice, childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { readGate } from "./queries-gate";
import { type Counts, countOf, mayOpenSheet, type Status } from "./rules";

export type SheetSummary = {
  id: string;
  siteName: string;
  nameFr: string;
  nameEn: string;
  kind: string;
  startsAt: string;
  endsAt: string;
  isLocked: boolean;
  isClosed: boolean;
  counts: Counts;
};

/** The sheets of a day by site and hour; none on a day that the role may not open. */
export async function sheetsOn(tx: Tx, scope: OfficeScope, day: CivilDate): Promise<SheetSummary[]> {
  if (!mayOpenSheet(scope.role, day, scope.today)) return [];
  const days = await tx.activityDay.findMany({
    where: { day: toColumn(day), activity: activitiesOfOffice(scope) },
    include: { activity: { include: { site: { select: { name: true, position: true } } } } },
  });
  const ids = days.map((row) => row.id);
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({
      where: { activityDayId: { in: ids }, state: "booked" },
      select: { activityDayId: true, childId: true },
    }),
    tx.attendance.findMany({ where: { activityDayId: { in: ids } } }),
  ]);
  const order = (row: (typeof days)[number]) => [
    row.activity.site.position,
    row.activity.startsAt,
    row.activity.position,
  ];
  return days
    .sort((a, b) => compare(order(a), order(b)))
    .map(({ id, activity, closedFr, attendanceLockedAt }) => ({
      id,
      siteName: activity.site.name,
      nameFr: activity.nameFr,
      nameEn: activity.nameEn,
      kind: activity.kind,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
      isLocked: attendanceLockedAt !== null,
      isClosed: closedFr !== null,
      counts: countOf(
        rowsOf(
          booked.filter((row) => row.activityDayId === id),
          marked.filter((row) => row.activityDayId === id),
        ),
      ),
    }));
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? "";
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

type Booked = { childId: string };
type Marked = { childId: string; status: Status };

function rowsOf(booked: readonly Booked[], marked: readonly Marked[]) {
  const statuses = new Map(marked.map((row) => [row.childId, row.status]));
  const expected = new Set(booked.map((row) => row.childId));
  const extra = marked.filter((row) => !expected.has(row.childId));
  return [
    ...booked.map(({ childId }) => ({ isBooked: true, status: statuses.get(childId) ?? null })),
    ...extra.map(({ status }) => ({ isBooked: false, status })),
  ];
}

/** The activity day behind a sheet, when it is within scope and the role may open that day. */
export async function openSheet(tx: Tx, scope: OfficeScope, activityDayId: string) {
  const sheet = await tx.activityDay.findFirst({
    where: { id: activityDayId, activity: activitiesOfOffice(scope) },
    include: { activity: { include: { site: { select: { id: true, name: true } } } } },
  });
  if (!sheet) return null;
  const day = fromColumn(sheet.day);
  if (!mayOpenSheet(scope.role, day, scope.today)) return null;
  const { id, activity, attendanceLockedAt } = sheet;
  return { id, day, activity, isLocked: attendanceLockedAt !== null };
}

export type OpenSheet = NonNullable<Awaited<ReturnType<typeof openSheet>>>;

export type SheetRow = {
  childId: string;
  firstName: string;
  lastName: string;
  grade: string | null;
  isBooked: boolean;
  status: Status | null;
  arrivedAt: string | null;
  departedAt: string | null;
};

/** The whole sheet with its children and what the gate must know of each; null when it is not this person's. */
export async function sheetOf(context: Context, scope: OfficeScope, activityDayId: string) {
  const { tx } = context;
  const sheet = await openSheet(tx, scope, activityDayId);
  if (!sheet) return null;
  const rows = await readRows(tx, sheet);
  const gate = await readGate(
    tx,
    rows.map((row) => row.childId),
    sheet.day,
  );
  await traceLook(context, sheet, rows);
  return {
    ...sheet,
    rows: rows.map((row) => ({ ...row, gate: gate.get(row.childId) ?? null })),
    counts: countOf(rows),
  };
}

async function readRows(tx: Tx, { id, day }: OpenSheet): Promise<SheetRow[]> {
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({ where: { activityDayId: id, state: "booked" }, select: { childId: true } }),
    tx.attendance.findMany({ where: { activityDayId: id } }),
  ]);
  const expected = new Set(booked.map((row) => row.childId));
  const marks = new Map(marked.map((row) => [row.childId, row]));
  const children = await tx.child.findMany({
    where: { id: { in: [...expected, ...marks.keys()] } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true, schoolings: { where: onDay(day), select: { grade: true } } },
  });
  return children.map(({ id: childId, schoolings, ...name }) => ({
    childId,
    ...name,
    grade: schoolings[0]?.grade ?? null,
    isBooked: expected.has(childId),
    status: marks.get(childId)?.status ?? null,
    arrivedAt: marks.get(childId)?.arrivedAt ?? null,
    departedAt: marks.get(childId)?.departedAt ?? null,
  }));
}

function onDay(day: CivilDate) {
  const column = toColumn(day);
  return { since: { lte: column }, OR: [{ until: null }, { until: { gte: column } }] };
}

const ONCE_MILLISECONDS = 60 * 60_000;

/** One trace an hour for each person and sheet: reloading the page at the gate is not a new look. */
async function traceLook(context: Context, sheet: OpenSheet, rows: readonly SheetRow[]): Promise<void> {
  const { tx, now, actor } = context;
  const object = { kind: "activity-day", id: sheet.id };
  if (actor) {
    const person = { kind: "account" as const, id: actor.accountId };
    const aliasOf = await aliasesOf(tx, [person]);
    const seen = await tx.auditEvent.count({
      where: {
        object: `${object.kind}/${object.id}`,
        type: "attendance.list-consulted",
        actor: aliasOf(person).pseudonym,
        at: { gt: new Date(now.getTime() - ONCE_MILLISECONDS) },
      },
    });
    if (seen > 0) return;
  }
  await record(context, {
    type: "attendance.list-consulted",
    subject: null,
    object,
    body: {
      purpose: "attendance",
      day: sheet.day,
      activityId: sheet.activity.id,
      children: rows.map((row) => row.childId),
    },
  });
}

/** Children one may add to a sheet: within scope, at school on its site or enrolled there, and not on the sheet yet. */
export function childrenForSheet(scope: OfficeScope, sheet: OpenSheet): Prisma.ChildWhereInput {
  const siteId = sheet.activity.site.id;
  return {
    AND: [
      childrenOfOffice(scope),
      {
        OR: [
          { schoolings: { some: { siteId, ...onDay(sheet.day) } } },
          { enrolments: { some: { state: "accepted", activity: { siteId }, ...onDay(sheet.day) } } },
        ],
      },
    ],
  };
}

const MOST_FOUND = 20;

/** By the beginning of first or last name, two letters at least. Each search is in the journal. */
export async function searchForSheet(
  context: Context,
  scope: OfficeScope,
  { sheet, text }: { sheet: OpenSheet; text: string },
) {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 3);
  if (words.join("").length < 2) return [];
  const children = await unlistedChildren(context.tx, scope, { sheet, words });
  const object = { kind: "activity-day", id: sheet.id };
  const body = { kind: "child", words: words.join(" "), found: children.length, purpose: "attendance" };
  await record(context, { type: "family.searched", subject: null, object, body });
  return children.map(({ schoolings, ...child }) => ({ ...child, grade: schoolings[0]?.grade ?? null }));
}

/** Children of the sheet's own site by name, less those who are on the sheet. */
async function unlistedChildren(
  tx: Tx,
  scope: OfficeScope,
  { sheet, words }: { sheet: OpenSheet; words: readonly string[] },
) {
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({ where: { activityDayId: sheet.id, state: "booked" }, select: { childId: true } }),
    tx.attendance.findMany({ where: { activityDayId: sheet.id }, select: { childId: true } }),
  ]);
  const there = [...booked, ...marked].map((row) => row.childId);
  return tx.child.findMany({
    where: {
      AND: [
        childrenForSheet(scope, sheet),
        { id: { notIn: there } },
        ...words.map((word) => ({ OR: [{ firstName: { startsWith: word } }, { lastName: { startsWith: word } }] })),
      ],
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    take: MOST_FOUND,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      schoolings: { where: onDay(sheet.day), select: { grade: true } },
    },
  });
}
