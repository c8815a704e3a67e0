/** Meals of a day by site and service, within the sites assigned: the kitchen's figures, without a name. */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { isThere, mayOpenSheet } from "@/lib/attendance/rules";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { countMeals, type Eater, type MealCounts, servesMeal } from "./rules";

export type ServiceMeals = {
  id: string;
  siteName: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
} & MealCounts;

export async function mealsOn(tx: Tx, scope: OfficeScope, day: CivilDate): Promise<ServiceMeals[]> {
  if (!mayOpenSheet(scope.role, day, scope.today)) return [];
  const days = await tx.activityDay.findMany({
    where: { day: toColumn(day), closedFr: null, activity: activitiesOfOffice(scope) },
    include: { activity: { include: { site: { select: { name: true, position: true } } } } },
  });
  const meals: (ServiceMeals & { position: number })[] = [];
  for (const { id, activity } of days.filter((row) => servesMeal(row.activity.kind))) {
    const { nameFr, nameEn, startsAt, site } = activity;
    const counts = countMeals(await eatersOf(tx, { id, day }));
    meals.push({ id, siteName: site.name, nameFr, nameEn, startsAt, position: site.position, ...counts });
  }
  return meals.sort((a, b) => a.position - b.position || a.startsAt.localeCompare(b.startsAt));
}

async function eatersOf(tx: Tx, { id, day }: { id: string; day: CivilDate }): Promise<Eater[]> {
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({ where: { activityDayId: id, state: "booked" }, select: { childId: true } }),
    tx.attendance.findMany({ where: { activityDayId: id }, select: { childId: true, status: true } }),
  ]);
  const marks = new Map(marked.map((row) => [row.childId, row.status]));
  const childIds = [...new Set([...booked, ...marked].map((row) => row.childId))];
  const health = await tx.childHealth.findMany({ where: { childId: { in: childIds } } });
  const known = new Map(health.map((row) => [row.childId, row]));
  return childIds.map((childId) => {
    const { diet = "standard", hasPai = false, paiUntil = null } = known.get(childId) ?? {};
    const mark = marks.get(childId) ?? null;
    const inForce = paiUntil === null || fromColumn(paiUntil) >= day;
    return { diet, hasPai: hasPai && inForce, isAbsent: mark !== null && !isThere(mark) };
  });
}
