/** Bus lines are activities of kind bus; their stops, their children and their sheets, within the sites assigned today. */
import { activitiesOfOffice, childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { type OpenSheet, sheetOf } from "@/lib/attendance/queries";
import type { GateBundle, GateList } from "@/lib/attendance/rules-gate";
import { type CivilDate, fromColumn, toColumn, type Weekday } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { byStop, type Direction, directionAt, inOrder, type Ride, type Stop } from "./rules";

const BUS = "bus";

export async function busLines(tx: Tx, scope: OfficeScope) {
  return tx.activity.findMany({
    where: { AND: [activitiesOfOffice(scope), { kind: BUS }] },
    orderBy: [{ site: { position: "asc" } }, { position: "asc" }],
    select: { id: true, nameFr: true, nameEn: true, weekdays: true, site: { select: { name: true } } },
  });
}

export async function busLine(tx: Tx, scope: OfficeScope, id: string) {
  return tx.activity.findFirst({
    where: { AND: [activitiesOfOffice(scope), { id, kind: BUS }] },
    select: { id: true, nameFr: true, nameEn: true, weekdays: true, startsAt: true, site: { select: { name: true } } },
  });
}

export async function stopsOf(tx: Tx, activityId: string): Promise<Stop[]> {
  const rows = await tx.busStop.findMany({ where: { activityId, removedAt: null } });
  return rows.map(({ id, direction, name, time, position }) => ({ id, direction, name, time, position })).sort(inOrder);
}

/** Rides that hold on a day or begin later. */
export async function ridesOf(tx: Tx, activityId: string, day: CivilDate): Promise<(Ride & { id: string })[]> {
  const rows = await tx.busRide.findMany({
    where: { activityId, OR: [{ until: null }, { until: { gte: toColumn(day) } }] },
  });
  return rows.map(({ id, childId, direction, stopId, weekdays, since, until }) => ({
    ...{ id, childId, direction, stopId },
    weekdays: weekdays as Weekday[],
    since: fromColumn(since),
    until: until ? fromColumn(until) : null,
  }));
}

/** Children enrolled on the line, whom the person may see. */
export async function childrenOfLine(tx: Tx, scope: OfficeScope, activityId: string) {
  const day = toColumn(scope.today);
  const inForce = { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
  return tx.child.findMany({
    where: { AND: [childrenOfOffice(scope), { enrolments: { some: { activityId, state: "accepted", ...inForce } } }] },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
}

type BusDay = { activityId: string; day: CivilDate; direction: Direction };

/** The sheet of a bus on a day: who gets on or off where. A look into the files of its children, traced as any list of the gate. */
export async function busSheet(context: Context, scope: OfficeScope, { activityId, day, direction }: BusDay) {
  const open = await context.tx.activityDay.findFirst({
    where: { activityId, day: toColumn(day) },
    select: { id: true },
  });
  const sheet = open && (await sheetOf(context, scope, open.id));
  if (!sheet) return null;
  const [stops, rides] = await Promise.all([stopsOf(context.tx, activityId), ridesOf(context.tx, activityId, day)]);
  const children = sheet.rows.map((row) => ({ ...row, id: row.childId }));
  return { sheet: sheet as OpenSheet, groups: byStop(children, { stops, rides, day, direction }) };
}

/** A device's lists with the stop of each child on those of a bus. */
export async function withStops(tx: Tx, bundle: GateBundle): Promise<GateBundle> {
  const days = await tx.activityDay.findMany({
    where: { id: { in: bundle.lists.map((list) => list.id) }, activity: { kind: BUS } },
    select: { id: true, activityId: true },
  });
  const lines = new Map(days.map((row) => [row.id, row.activityId]));
  const lists: GateList[] = [];
  for (const list of bundle.lists) {
    const activityId = lines.get(list.id);
    lists.push(activityId ? await stopList(tx, list, { activityId, day: bundle.day }) : list);
  }
  return { ...bundle, lists };
}

async function stopList(tx: Tx, list: GateList, { activityId, day }: { activityId: string; day: CivilDate }) {
  const [stops, rides] = await Promise.all([stopsOf(tx, activityId), ridesOf(tx, activityId, day)]);
  const children = list.kids.map((kid) => ({ id: kid.childId }));
  const groups = byStop(children, { stops, rides, day, direction: directionAt(list.startsAt) });
  const stopOf = new Map(
    groups.flatMap(({ stop, children: some }) => some.map((child) => [child.id, stop?.name ?? null])),
  );
  return { ...list, kids: list.kids.map((kid) => ({ ...kid, stop: stopOf.get(kid.childId) ?? null })) };
}
