/** The change of school year as the head sees it: the two years, the draft in hand, and what to look at before publishing. */
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Tx } from "@/lib/server/db";
import { driftOf, isAsDrafted, schooledIn } from "./queries-drift";
import { hasOwnRules, movesOf, type Planned, type School } from "./rules";

export type Year = { id: string; label: string; startsOn: CivilDate; endsOn: CivilDate };

type YearRow = { id: string; label: string; startsOn: Date; endsOn: Date };

const yearOf = ({ id, label, startsOn, endsOn }: YearRow): Year => ({
  ...{ id, label },
  startsOn: fromColumn(startsOn),
  endsOn: fromColumn(endsOn),
});

/** The year of today, or the last that ended in a summer, and the one after it. */
export async function yearsAround(tx: Tx, today: CivilDate): Promise<{ from: Year; to: Year } | null> {
  const day = toColumn(today);
  const [from, to] = await Promise.all([
    tx.schoolYear.findFirst({ where: { startsOn: { lte: day } }, orderBy: { startsOn: "desc" } }),
    tx.schoolYear.findFirst({ where: { startsOn: { gt: day } }, orderBy: { startsOn: "asc" } }),
  ]);
  return from && to ? { from: yearOf(from), to: yearOf(to) } : null;
}

/** The draft or the publication of a year to come; null when there is none. */
export function liveRollover(tx: Tx, toYearId: string) {
  return tx.rollover.findFirst({ where: { toYearId, live: 1 } });
}

export type LiveRollover = NonNullable<Awaited<ReturnType<typeof liveRollover>>>;

export async function schools(tx: Tx): Promise<(School & { name: string })[]> {
  const sites = await tx.site.findMany({ where: { kind: "school" }, orderBy: { position: "asc" } });
  return sites.map(({ id, name, grades }) => ({ id, name, grades: Array.isArray(grades) ? grades.map(String) : [] }));
}

export async function plannedOf(tx: Tx, rolloverId: string): Promise<Planned[]> {
  return tx.rolloverChild.findMany({
    where: { rolloverId },
    select: { childId: true, fromSiteId: true, fromGrade: true, outcome: true, toSiteId: true, toGrade: true },
  });
}

/** The whole preview: moves by class, and what expires, is missing or waits for families. Counts, no names; a child whom the draft no longer describes counts outside it. */
export async function previewOf(tx: Tx, years: { from: Year; to: Year; today: CivilDate }, rollover: LiveRollover) {
  const { from, to } = years;
  const drafted = await plannedOf(tx, rollover.id);
  const { current: children, outside } = await driftOf(tx, years, drafted);
  const count = (outcome: Planned["outcome"]) => children.filter((child) => child.outcome === outcome).length;
  const staying = children.filter((child) => child.outcome !== "leaves").map((child) => child.childId);
  const homes = await tx.childHousehold.findMany({
    where: {
      ...{ childId: { in: staying }, household: { closedAt: null } },
      OR: [{ until: null }, { until: { gte: toColumn(to.startsOn) } }],
    },
    distinct: ["householdId"],
    select: { householdId: true },
  });
  const [documents, plans, versions, applied] = await Promise.all([
    expiringDocuments(tx, { from, to }, { children: staying, homes: homes.map(({ householdId }) => householdId) }),
    tx.childHealth.count({
      where: { hasPai: true, paiUntil: { lt: toColumn(to.startsOn) }, childId: { in: staying } },
    }),
    tx.rulesVersion.findMany({ select: { since: true } }),
    tx.rolloverChild.count({ where: { rolloverId: rollover.id, appliedAt: { not: null } } }),
  ]);
  return {
    ...{ total: children.length, drafted: drafted.length, moves: movesOf(children), documents, plans },
    ...{ applied, outside },
    counts: { moves: count("moves"), stays: count("stays"), leaves: count("leaves"), undecided: count("undecided") },
    families: homes.length,
    hasRules: hasOwnRules(
      versions.map(({ since }) => ({ since: fromColumn(since) })),
      to.startsOn,
    ),
  };
}

type Concerned = { children: readonly string[]; homes: readonly string[] };

/**
 * Documents that held during the year that ends and no longer hold on the first day of the next, by kind: of children who stay and of their homes,
 * and only where no later one of the kind holds already.
 */
async function expiringDocuments(tx: Tx, { from, to }: { from: Year; to: Year }, { children, homes }: Concerned) {
  const given = await tx.document.findMany({
    where: {
      state: "validated",
      OR: [{ childId: { in: [...children] } }, { childId: null, householdId: { in: [...homes] } }],
    },
    select: { kindId: true, childId: true, householdId: true, validUntil: true },
  });
  const byPlace = groupBy(given, ({ kindId, childId, householdId }) => `${kindId} ${childId ?? householdId}`);
  const counts = new Map<string, number>();
  for (const [first, ...rest] of byPlace.values()) {
    if (!first) continue;
    const ends = [first, ...rest].map(({ validUntil }) => validUntil && fromColumn(validUntil));
    const last = ends.includes(null)
      ? null
      : (ends
          .flatMap((end) => end ?? [])
          .sort()
          .at(-1) ?? null);
    if (last !== null && last >= from.startsOn && last < to.startsOn)
      counts.set(first.kindId, (counts.get(first.kindId) ?? 0) + 1);
  }
  const kinds = await tx.documentKind.findMany({
    where: { id: { in: [...counts.keys()] } },
    orderBy: { position: "asc" },
    select: { id: true, nameFr: true, nameEn: true },
  });
  return kinds.map((kind) => ({ ...kind, count: counts.get(kind.id) ?? 0 }));
}

type Class = { siteId: string; grade: string };

/** Children of one class of a draft, by name: the head's own look at whom to move elsewhere. `isCurrent` is whether the draft still describes the child. */
export async function classOf(
  tx: Tx,
  rollover: LiveRollover,
  { from, year, today }: { from: Class; year: Year; today: CivilDate },
) {
  const rows = await tx.rolloverChild.findMany({
    where: { rolloverId: rollover.id, fromSiteId: from.siteId, fromGrade: from.grade },
  });
  const childIds = rows.map((row) => row.childId);
  const [children, schooled] = await Promise.all([
    tx.child.findMany({
      where: { id: { in: childIds } },
      orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
      select: { id: true, firstName: true, lastName: true },
    }),
    schooledIn(tx, year, { today, childIds }),
  ]);
  const plans = new Map(rows.map((row) => [row.childId, row]));
  return children.flatMap((child) => {
    const plan = plans.get(child.id);
    return plan ? [{ ...child, plan, isCurrent: isAsDrafted(plan, schooled.get(child.id)) }] : [];
  });
}
