/** Who is at school in the year that ends, as it stands now; and whom the draft no longer describes (issue « school-year rollover »). */
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

type Ending = { id: string; endsOn: CivilDate };
type Schooled = { childId: string; siteId: string; grade: string };
type Drafted = { childId: string; fromSiteId: string; fromGrade: string };

/** The last class of each child who has not left, of all or of these; once the year is over, as it was on its last day. */
export async function schooledIn(
  tx: Tx,
  year: Ending,
  { today, childIds }: { today: CivilDate; childIds?: readonly string[] },
): Promise<Map<string, Schooled>> {
  const day = toColumn(today < year.endsOn ? today : year.endsOn);
  const rows = await tx.schooling.findMany({
    where: {
      ...{ schoolYearId: year.id, since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
      ...{ child: { leftOn: null }, ...(childIds ? { childId: { in: [...childIds] } } : {}) },
    },
    orderBy: { since: "asc" },
    select: { childId: true, siteId: true, grade: true },
  });
  return new Map(rows.map((row) => [row.childId, row]));
}

export function isAsDrafted({ fromSiteId, fromGrade }: Drafted, now: Schooled | undefined): boolean {
  return now?.siteId === fromSiteId && now.grade === fromGrade;
}

type Around = { from: Ending; to: { id: string }; today: CivilDate };

/**
 * The rows of a draft that still describe their child, and how many children at school have no school of the new year and no such row: the head
 * places each in its file.
 */
export async function driftOf<Row extends Drafted>(
  tx: Tx,
  { from, to, today }: Around,
  drafted: readonly Row[],
): Promise<{ current: Row[]; outside: number; schooled: ReadonlyMap<string, Schooled> }> {
  const [schooled, placed] = await Promise.all([
    schooledIn(tx, from, { today }),
    tx.schooling.findMany({ where: { schoolYearId: to.id }, select: { childId: true } }),
  ]);
  const current = drafted.filter((row) => isAsDrafted(row, schooled.get(row.childId)));
  const known = new Set([...placed, ...current].map(({ childId }) => childId));
  const outside = [...schooled.keys()].filter((childId) => !known.has(childId)).length;
  return { current, outside, schooled };
}
