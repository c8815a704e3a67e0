/** Who has a badge, by site and class, within the sites assigned; and the codes to print. */
import { childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { grades } from "@/lib/household/schema";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type BadgeRow = { childId: string; firstName: string; lastName: string; grade: string; code: string | null };

function schoolOn(day: CivilDate) {
  const column = toColumn(day);
  return { since: { lte: column }, OR: [{ until: null }, { until: { gte: column } }] };
}

/** Sites where the person may see children at school today, with their classes. */
export async function badgeSites(tx: Tx, scope: OfficeScope) {
  const assigned = scope.everySite ? {} : { siteId: { in: [...scope.siteIds] } };
  const schoolings = await tx.schooling.findMany({
    where: { ...schoolOn(scope.today), ...assigned, child: childrenOfOffice(scope) },
    distinct: ["siteId", "grade"],
    select: { grade: true, site: { select: { id: true, name: true, position: true } } },
  });
  const sites = new Map<string, { id: string; name: string; position: number; grades: string[] }>();
  for (const { grade, site } of schoolings) {
    const known = sites.get(site.id) ?? { ...site, grades: [] };
    known.grades.push(grade);
    sites.set(site.id, known);
  }
  for (const { grades: own } of sites.values()) own.sort((a, b) => rankOf(a) - rankOf(b));
  return [...sites.values()].sort((a, b) => a.position - b.position);
}

/** From the youngest class to the oldest. */
function rankOf(grade: string): number {
  const rank = (grades as readonly string[]).indexOf(grade);
  return rank < 0 ? grades.length : rank;
}

export async function badgesOfClass(
  tx: Tx,
  scope: OfficeScope,
  { siteId, grade }: { siteId: string; grade: string },
): Promise<BadgeRow[]> {
  const where = { ...schoolOn(scope.today), siteId, grade };
  const children = await tx.child.findMany({
    where: { AND: [childrenOfOffice(scope), { leftOn: null, schoolings: { some: where } }] },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
  const codes = await codesOf(
    tx,
    children.map((child) => child.id),
  );
  return children.map(({ id, ...name }) => ({ childId: id, ...name, grade, code: codes.get(id)?.[0] ?? null }));
}

/** Codes in force of these children. */
export async function codesOf(tx: Tx, childIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.childBadge.findMany({
    where: { childId: { in: [...childIds] }, revokedAt: null },
    select: { childId: true, code: true },
  });
  const codes = new Map<string, string[]>();
  for (const { childId, code } of rows) codes.set(childId, [...(codes.get(childId) ?? []), code]);
  return codes;
}
