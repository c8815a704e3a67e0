/** Which households are asked whether their information is right, for which school year, and when they last said so. */
import type { FamilyScope } from "@/lib/access/gate";
import { type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

/** The year to confirm for: the one that was last published and has not ended, else the year of today. `isAsked` is whether families are reminded. */
export async function yearToConfirm(tx: Tx, today: CivilDate) {
  const day = toColumn(today);
  const published = await tx.rollover.findMany({
    where: { state: "published" },
    select: { toYearId: true, publishedAt: true },
  });
  const asked = await tx.schoolYear.findFirst({
    where: { id: { in: published.map((row) => row.toYearId) }, endsOn: { gte: day } },
    orderBy: { startsOn: "desc" },
  });
  const year =
    asked ?? (await tx.schoolYear.findFirst({ where: { startsOn: { lte: day } }, orderBy: { startsOn: "desc" } }));
  if (!year) return null;
  const since = published.find((row) => row.toYearId === year.id)?.publishedAt ?? null;
  return { id: year.id, label: year.label, isAsked: asked !== null, since };
}

/** Homes that were joined to another speak through that one. */
export function confirmingHomes({ householdIds, mergedIds }: FamilyScope): string[] {
  return householdIds.filter((id) => !mergedIds.includes(id));
}

export type Confirmation = { householdId: string; yearLabel: string; isAsked: boolean; confirmedOn: CivilDate | null };

/** One line a household of the family. A word given before the campaign began does not answer it. */
export async function confirmationsOf(tx: Tx, scope: FamilyScope): Promise<Confirmation[]> {
  const year = await yearToConfirm(tx, scope.today);
  if (!year) return [];
  const homes = confirmingHomes(scope);
  const rows = await tx.recordConfirmation.findMany({
    where: {
      householdId: { in: homes },
      schoolYearId: year.id,
      ...(year.since ? { confirmedAt: { gte: year.since } } : {}),
    },
    orderBy: { confirmedAt: "asc" },
  });
  const last = new Map(rows.map((row) => [row.householdId, parisOf(row.confirmedAt).day]));
  return homes.map((householdId) => {
    const confirmedOn = last.get(householdId) ?? null;
    return { householdId, yearLabel: year.label, isAsked: year.isAsked && confirmedOn === null, confirmedOn };
  });
}
