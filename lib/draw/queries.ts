/** Draws as the office, a family and anybody see them. The seed leaves the database only with the published result. */
import { activitiesOfOffice, type FamilyScope, type OfficeScope } from "@/lib/access/gate";
import { familyFacts } from "@/lib/booking/queries-facts";
import { ownHouseholdOn, verdictOf } from "@/lib/booking/rules-grid";
import type { Priority } from "@/lib/deadline/rules-priorities";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, type CivilDateTime, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { priorityOn } from "@/lib/waiting/rules";
import { type DrawPhase, phaseOf } from "./rules";
import { type PublishedDraw, publishedDrawSchema } from "./schema";

export type DrawLine = {
  id: string;
  activityId: string;
  label: string;
  nameFr: string;
  nameEn: string;
  siteName: string;
  firstDay: CivilDate;
  lastDay: CivilDate;
  opensAt: CivilDateTime;
  closesAt: CivilDateTime;
  phase: DrawPhase;
  commitment: string;
};

const shown = {
  ...{ id: true, activityId: true, label: true, firstDay: true, lastDay: true, opensAt: true, closesAt: true },
  ...{ state: true, commitment: true },
} as const satisfies Prisma.DrawSelect;

type Row = Prisma.DrawGetPayload<{ select: typeof shown }>;

async function linesOf(tx: Tx, where: Prisma.DrawWhereInput, now: CivilDateTime): Promise<DrawLine[]> {
  const rows: Row[] = await tx.draw.findMany({ where, select: shown, orderBy: { closesAt: "desc" }, take: 100 });
  const activities = await tx.activity.findMany({
    where: { id: { in: rows.map(({ activityId }) => activityId) } },
    select: { id: true, nameFr: true, nameEn: true, site: { select: { name: true } } },
  });
  return rows.flatMap(({ state, firstDay, lastDay, opensAt, closesAt, ...row }) => {
    const activity = activities.find(({ id }) => id === row.activityId);
    if (!activity) return [];
    const window = { opensAt: parisOf(opensAt).moment, closesAt: parisOf(closesAt).moment };
    const names = { nameFr: activity.nameFr, nameEn: activity.nameEn, siteName: activity.site.name };
    const span = { firstDay: fromColumn(firstDay), lastDay: fromColumn(lastDay) };
    return [{ ...row, ...names, ...span, ...window, phase: phaseOf({ state, ...window }, now) }];
  });
}

/** Everybody may read which draws there are: what was promised, and what came of it. */
export function publicDraws(tx: Tx, now: CivilDateTime): Promise<DrawLine[]> {
  return linesOf(tx, { state: { not: "cancelled" } }, now);
}

/** One draw, whatever its state; the result once it was drawn. */
export async function publicDraw(
  tx: Tx,
  id: string,
  now: CivilDateTime,
): Promise<{ line: DrawLine; published: PublishedDraw | null; tickets: number } | null> {
  const [line] = await linesOf(tx, { id }, now);
  if (!line) return null;
  const [row, tickets] = await Promise.all([
    tx.draw.findUniqueOrThrow({ where: { id }, select: { result: true } }),
    tx.drawWish.count({ where: { drawId: id, withdrawnAt: null } }),
  ]);
  return { line, tickets, published: row.result === null ? null : publishedDrawSchema.parse(row.result) };
}

export async function drawsForOffice(tx: Tx, scope: OfficeScope, now: CivilDateTime): Promise<DrawLine[]> {
  const activities = await tx.activity.findMany({ where: activitiesOfOffice(scope), select: { id: true } });
  return linesOf(tx, { activityId: { in: activities.map(({ id }) => id) } }, now);
}

export async function drawForOffice(tx: Tx, scope: OfficeScope, { id, now }: { id: string; now: CivilDateTime }) {
  const found = await publicDraw(tx, id, now);
  if (!found) return null;
  const isOwn = await tx.activity.count({ where: { AND: [{ id: found.line.activityId }, activitiesOfOffice(scope)] } });
  return isOwn === 1 ? found : null;
}

/** Draws of activities in which a child of the family is enrolled. */
export async function drawsForFamily(tx: Tx, scope: FamilyScope, now: CivilDateTime): Promise<DrawLine[]> {
  const enrolled = await tx.enrolment.findMany({
    where: {
      state: "accepted",
      child: { households: { some: { householdId: { in: [...scope.householdIds] } } } },
      OR: [{ until: null }, { until: { gte: toColumn(scope.today) } }],
    },
    select: { activityId: true },
  });
  const ids = [...new Set(enrolled.map(({ activityId }) => activityId))];
  return linesOf(tx, { activityId: { in: ids }, state: { not: "cancelled" } }, now);
}

export type ChildWish = {
  childId: string;
  firstName: string;
  /** Days that may be asked for the child. */
  days: CivilDate[];
  priority: Priority;
  wish: { id: string; ticket: string; days: CivilDate[] } | null;
};

/** What a family may wish for in one draw, child by child; children who may ask nothing are left out. */
export async function wishesOf(
  tx: Tx,
  scope: FamilyScope,
  { line, now }: { line: DrawLine; now: CivilDateTime },
): Promise<ChildWish[]> {
  const facts = await familyFacts(tx, scope, { from: line.firstDay, to: line.lastDay });
  const wishes = await tx.drawWish.findMany({
    where: { drawId: line.id, withdrawnAt: null, householdId: { in: [...scope.householdIds] } },
  });
  return facts.children.flatMap((child) => {
    const open = facts.days.filter(
      (day) => day.activityId === line.activityId && verdictOf(facts, child, day, now).refusal === "by-draw",
    );
    const row = wishes.find(({ childId }) => childId === child.id);
    const [first] = open;
    if (!first && !row) return [];
    const householdId = first ? ownHouseholdOn(facts, child, first.day) : null;
    const wish = row ? { id: row.id, ticket: row.ticket, days: row.days as CivilDate[] } : null;
    const priority = first ? priorityOn(facts, { child, day: first, householdId }) : { rank: 1, label: null };
    return [{ childId: child.id, firstName: child.firstName, days: open.map(({ day }) => day), priority, wish }];
  });
}
