/** Activities and their days, as the office sees them within its sites. */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { type CivilMonth, firstDayOf, fromColumn, lastDayOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type OfficeActivity = {
  id: string;
  code: string;
  /** The activity of the commune file whose rules it follows. */
  ruleCode: string;
  productCode: string;
  nameFr: string;
  nameEn: string;
  siteName: string;
  siteGrades: string[];
  startsAt: string;
  endsAt: string;
  weekdays: number[];
  grades: string[] | null;
  capacity: number;
  isOpen: boolean;
};

/** The activities of the agent's sites, in the order of sites and hours. */
export async function activitiesForOffice(tx: Tx, scope: OfficeScope): Promise<OfficeActivity[]> {
  const rows = await tx.activity.findMany({
    where: activitiesOfOffice(scope),
    orderBy: [{ site: { position: "asc" } }, { position: "asc" }],
    include: { site: { select: { name: true, grades: true } } },
  });
  return rows.map(({ site, ...row }) => ({
    ...row,
    siteName: site.name,
    siteGrades: site.grades as string[],
    weekdays: row.weekdays as number[],
    grades: row.grades as string[] | null,
  }));
}

export async function activityForOffice(tx: Tx, scope: OfficeScope, id: string): Promise<OfficeActivity | null> {
  return (await activitiesForOffice(tx, scope)).find((one) => one.id === id) ?? null;
}

/** The open and closed days of one activity in a month. The caller has taken the activity from its scope. */
export async function daysInMonth(tx: Tx, activityId: string, month: CivilMonth) {
  const rows = await tx.activityDay.findMany({
    where: { activityId, day: { gte: toColumn(firstDayOf(month)), lte: toColumn(lastDayOf(month)) } },
    orderBy: { day: "asc" },
    select: { id: true, day: true, capacity: true, taken: true, closedFr: true },
  });
  return rows.map((row) => ({ ...row, day: fromColumn(row.day) }));
}

/** One day with its activity, when the activity is in the agent's sites. */
export async function dayForOffice(tx: Tx, scope: OfficeScope, id: string) {
  const row = await tx.activityDay.findFirst({
    where: { id, activity: activitiesOfOffice(scope) },
    include: { activity: { select: { id: true, nameFr: true, nameEn: true, site: { select: { name: true } } } } },
  });
  return row && { ...row, day: fromColumn(row.day) };
}
