/**
 * A strike, a teacher who is absent, snow: the office cancels days for a class, an activity or a site at once. The days are held first, so that
 * families who book meanwhile come before or after, never in between; a second confirmation finds nothing left to do.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { movePlaces, offerPlaces } from "@/lib/booking/commands-places";
import { readDayLimits } from "@/lib/booking/queries";
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { groupBy } from "@/lib/kernel/groups";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { giveUpQueue } from "./commands-day";
import { settleHousehold } from "./commands-household";
import { admitsChoice, type Day, daysOfChoice, daysToEnd, readGroup } from "./queries";
import { reasonWords } from "./queries-mail";
import { isCancelled, type Judged } from "./rules";
import type { Disruption } from "./schema";

export type Declared = { children: number; families: number; days: number };

export async function declareDisruption(
  context: Context,
  choice: Disruption,
  scope: OfficeScope,
): Promise<Outcome<Declared, "nothing" | "past">> {
  const { tx, moment, today } = context;
  if (!(await admitsChoice(tx, scope, choice))) throw new NotFound();
  if (choice.until < today) return turnDown(context, choice, "past");
  await holdDays(context, await daysOfChoice(tx, scope, choice));
  const days = await daysOfChoice(tx, scope, choice);
  const reading = await readGroup(tx, { days, choice, now: moment });
  const { judged } = reading;
  const open = daysToEnd(days, judged);
  const isWhole = choice.grades.length === 0;
  if (judged.length === 0 && !(isWhole && open.length > 0)) return turnDown(context, choice, "nothing");
  for (const [householdId, rows] of groupBy(judged, (one) => one.householdId)) {
    await settleHousehold(context, { householdId, rows, reading, choice });
  }
  await settleDays(context, { open, judged, choice });
  const counts = {
    children: new Set(judged.map(({ childId }) => childId)).size,
    families: new Set(judged.map(({ householdId }) => householdId)).size,
    days: new Set((isWhole ? open : judged).map(({ day }) => day)).size,
  };
  await declared(context, choice, { counts, days });
  return done(counts);
}

/** In the order of their ids, as bookings lock them. */
async function holdDays({ tx }: Context, days: readonly Day[]): Promise<void> {
  if (days.length === 0) return;
  const ids = Prisma.join(days.map(({ id }) => id));
  await tx.$queryRaw`SELECT id FROM activity_day WHERE id IN (${ids}) ORDER BY id FOR UPDATE`;
}

type Ending = { open: readonly Day[]; judged: readonly Judged[]; choice: Disruption };

/**
 * For everybody: the day is closed when nothing stays due on it; else, since a closed day is charged to nobody, it takes nobody more.
 * For some classes: their places go to the queue, then to all.
 */
async function settleDays(context: Context, { open, judged, choice }: Ending): Promise<void> {
  const { tx } = context;
  const freed = new Map<string, number>();
  for (const one of judged.filter(isCancelled)) freed.set(one.activityDayId, (freed.get(one.activityDayId) ?? 0) + 1);
  if (choice.grades.length > 0) {
    await movePlaces(tx, { take: new Map(), give: await offerPlaces(context, freed) });
    return;
  }
  const due = new Set(judged.filter((one) => !isCancelled(one)).map(({ activityDayId }) => activityDayId));
  const words = { fr: reasonWords("fr", choice), en: reasonWords("en", choice) };
  await movePlaces(tx, { take: new Map(), give: freed });
  const limits = await readDayLimits(
    tx,
    open.map(({ id }) => id),
  );
  for (const day of open) {
    const limit = limits.get(day.id);
    if (!limit) continue;
    await giveUpQueue(context, limit);
    const cancelled = freed.get(day.id) ?? 0;
    const { taken } = await tx.activityDay.findUniqueOrThrow({ where: { id: day.id }, select: { taken: true } });
    // Whoever was marked present, or dealt with before, keeps the day open too.
    const isClosing = !due.has(day.id) && taken === 0;
    const data = isClosing ? { closedFr: words.fr, closedEn: words.en } : { capacity: Math.min(day.capacity, taken) };
    await tx.activityDay.update({ where: { id: day.id }, data });
    const body = isClosing
      ? { change: "closed", reasonFr: words.fr, reasonEn: words.en, cancelled }
      : { change: "capacity", before: day.capacity, after: Math.min(day.capacity, taken), cancelled };
    const object = { kind: "activity-day", id: day.id };
    await record(context, { type: "activity.day-changed", subject: null, object, body: { ...limit.words, ...body } });
  }
}

type Declaring = { counts: Declared; days: readonly Day[] };

async function declared(context: Context, choice: Disruption, { counts, days }: Declaring): Promise<void> {
  const { sites, activities, grades, from, until, reason, note } = choice;
  await record(context, {
    type: "disruption.declared",
    subject: null,
    object: { kind: "activity-day", id: days[0]?.id ?? "" },
    body: { sites, activities, grades, from, until, reason, note, ...counts },
  });
}

/** Nothing was done; that it was tried is kept. */
async function turnDown<Reason extends string>(
  context: Context,
  { from, until, reason: why }: Disruption,
  reason: Reason,
) {
  const object = { kind: "disruption", id: `${from} ${until}` };
  await record(context, { type: "disruption.refused", subject: null, object, body: { from, until, why, reason } });
  return refused(reason);
}
