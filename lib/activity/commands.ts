/**
 * What the head of school affairs changes of an activity, and the opening of a school year: the days of each activity are written
 * from its weekdays less the holidays. What families have booked is never moved by it.
 */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { rulesHistory } from "@/lib/rulebook/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { laterOf, openDaysUnder } from "./rules-opening";
import type { EditActivity, OpenYear } from "./schema";

export async function editActivity(
  context: Context,
  form: EditActivity,
  scope: OfficeScope,
): Promise<Outcome<object, "unchanged">> {
  const { tx } = context;
  const where = { AND: [{ id: form.activityId }, activitiesOfOffice(scope)] };
  const before = await tx.activity.findFirst({ where });
  if (!before) throw new NotFound();
  const { activityId: id, isOpen, ...words } = form;
  const after = { ...words, isOpen: isOpen === "yes" };
  const changes = changesOf(before, after);
  if (!changes) return refused("unchanged");
  await tx.activity.update({ where: { id }, data: after });
  await record(context, { type: "activity.changed", subject: null, object: { kind: "activity", id }, body: changes });
  return done();
}

/** What differs, as text. */
function changesOf(before: Record<string, unknown>, after: Record<string, unknown>) {
  const keys = Object.keys(after).filter((key) => plain(before[key]) !== plain(after[key]));
  if (keys.length === 0) return null;
  const pick = (from: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, plain(from[key])]));
  return { before: pick(before), after: pick(after) };
}

function plain(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** Writes the missing days of a school year for every activity of the scope. Running it again adds only what is new. */
export async function openYear(
  context: Context,
  { schoolYearId }: OpenYear,
  scope: OfficeScope,
): Promise<Outcome<{ opened: number }, "nothing-new" | "year-over">> {
  const { tx, today } = context;
  const year = await tx.schoolYear.findUnique({ where: { id: schoolYearId } });
  if (!year) throw new NotFound();
  if (fromColumn(year.endsOn) < today) return refused("year-over");
  const opened = await openDays(context, year, activitiesOfOffice(scope));
  return opened === 0 ? refused("nothing-new") : done({ opened });
}

/** The days of the school years that are not over, at every site: for the command line. */
export async function openEveryDay(context: Context): Promise<number> {
  const years = await context.tx.schoolYear.findMany({ where: { endsOn: { gte: toColumn(context.today) } } });
  let opened = 0;
  for (const year of years) opened += await openDays(context, year, {});
  return opened;
}

type Year = { label: string; startsOn: Date; endsOn: Date };

async function openDays(context: Context, year: Year, where: Prisma.ActivityWhereInput): Promise<number> {
  const { tx, today } = context;
  const period = { from: laterOf(fromColumn(year.startsOn), today), to: fromColumn(year.endsOn) };
  const history = await rulesHistory(tx);
  const activities = await tx.activity.findMany({
    where: { AND: [{ isOpen: true }, where] },
    select: { id: true, nameFr: true, ruleCode: true, capacity: true },
  });
  let opened = 0;
  for (const activity of activities) {
    const written = await writeDays(tx, activity, openDaysUnder(history, activity.ruleCode, period));
    if (written.length === 0) continue;
    opened += written.length;
    await record(context, {
      type: "activity.day-changed",
      subject: null,
      object: { kind: "activity", id: activity.id },
      body: { change: "year-opened", year: year.label, activity: activity.nameFr, days: written },
    });
  }
  return opened;
}

/** The ids of the rows written: a day that is already there is left as it is. */
async function writeDays(tx: Tx, activity: { id: string; capacity: number }, days: readonly CivilDate[]) {
  const known = await tx.activityDay.findMany({
    where: { activityId: activity.id, day: { in: days.map(toColumn) } },
    select: { day: true },
  });
  const there = new Set(known.map((row) => fromColumn(row.day)));
  const rows = days
    .filter((day) => !there.has(day))
    .map((day) => ({ id: newId(), activityId: activity.id, day: toColumn(day), capacity: activity.capacity }));
  if (rows.length > 0) await tx.activityDay.createMany({ data: rows });
  return rows.map((row) => row.id);
}
