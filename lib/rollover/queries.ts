/** The change of school year as the head sees it: the two years, the draft in hand, and what to look at before publishing. */
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { countOutside } from "./queries-drift";
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

/** The whole preview: moves by class, and what expires, is missing or waits for families. Counts, no names. */
export async function previewOf(
  tx: Tx,
  { from, to, today }: { from: Year; to: Year; today: CivilDate },
  rollover: LiveRollover,
) {
  const children = await plannedOf(tx, rollover.id);
  const count = (outcome: Planned["outcome"]) => children.filter((child) => child.outcome === outcome).length;
  const staying = children.filter((child) => child.outcome !== "leaves").map((child) => child.childId);
  const [documents, plans, versions, toConfirm, applied, outside] = await Promise.all([
    expiringDocuments(tx, { from, to }),
    tx.childHealth.count({
      where: { hasPai: true, paiUntil: { lt: toColumn(to.startsOn) }, childId: { in: staying } },
    }),
    tx.rulesVersion.findMany({ select: { since: true } }),
    tx.childHousehold.findMany({
      where: { childId: { in: staying }, OR: [{ until: null }, { until: { gte: toColumn(to.startsOn) } }] },
      distinct: ["householdId"],
      select: { householdId: true },
    }),
    tx.rolloverChild.count({ where: { rolloverId: rollover.id, appliedAt: { not: null } } }),
    countOutside(tx, { from, to, today }, children),
  ]);
  return {
    ...{ total: children.length, moves: movesOf(children), documents, plans, applied, outside },
    counts: { moves: count("moves"), stays: count("stays"), leaves: count("leaves"), undecided: count("undecided") },
    families: toConfirm.length,
    hasRules: hasOwnRules(
      versions.map(({ since }) => ({ since: fromColumn(since) })),
      to.startsOn,
    ),
  };
}

/** Documents that held during the year that ends and no longer hold on the first day of the next, by kind. */
async function expiringDocuments(tx: Tx, { from, to }: { from: Year; to: Year }) {
  const range = { gte: toColumn(from.startsOn), lt: toColumn(to.startsOn) };
  const groups = await tx.document.groupBy({
    by: ["kindId"],
    where: { state: "validated", validUntil: range },
    _count: { _all: true },
  });
  const kinds = await tx.documentKind.findMany({
    where: { id: { in: groups.map((group) => group.kindId) } },
    orderBy: { position: "asc" },
    select: { id: true, nameFr: true, nameEn: true },
  });
  const counts = new Map(groups.map(({ kindId, _count }) => [kindId, _count._all]));
  return kinds.map((kind) => ({ ...kind, count: counts.get(kind.id) ?? 0 }));
}

/** Children of one class of a draft, by name: the head's own look at whom to move elsewhere. */
export async function classOf(tx: Tx, rolloverId: string, from: { siteId: string; grade: string }) {
  const rows = await tx.rolloverChild.findMany({
    where: { rolloverId, fromSiteId: from.siteId, fromGrade: from.grade },
  });
  const children = await tx.child.findMany({
    where: { id: { in: rows.map((row) => row.childId) } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
  const plans = new Map(rows.map((row) => [row.childId, row]));
  return children.flatMap((child) => {
    const plan = plans.get(child.id);
    return plan ? [{ ...child, plan }] : [];
  });
}
