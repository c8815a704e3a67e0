/** A week copied to another child or repeated over the following ones: only what may be booked, and what not and why. Pure. */
import { type CivilDate, type CivilDateTime, isoWeekOf, mondayOf, weekdayOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { BookingRefusal } from "./rules";
import {
  type ActivityFacts,
  type ChildFacts,
  type DayFacts,
  type Facts,
  ownBookingOf,
  type Verdict,
  verdictOf,
  type Wish,
} from "./rules-grid";
import type { Rhythm } from "./schema";

/** Activities that children of different schools share on one row of the grid: same service, same name, same hours. */
export function rowKeyOf(activity: Pick<ActivityFacts, "kind" | "nameFr" | "startsAt" | "endsAt">): string {
  return `${activity.kind}|${activity.nameFr}|${activity.startsAt}|${activity.endsAt}`;
}

/** The days of `wishes` that another child may have too, on the same rows: « Pareil pour Tom ». Only what may be booked. */
export function sameFor(facts: Facts, wishes: readonly Wish[], child: ChildFacts, now: CivilDateTime): Wish[] {
  const dayOf = new Map(facts.days.map((day) => [day.id, day]));
  const wanted = new Set<string>();
  for (const { activityDayId } of wishes) {
    const day = dayOf.get(activityDayId);
    const activity = day && facts.activities.get(day.activityId);
    if (day && activity) wanted.add(`${day.day}|${rowKeyOf(activity)}`);
  }
  return facts.days
    .filter((day) => {
      const activity = facts.activities.get(day.activityId);
      if (!activity || !wanted.has(`${day.day}|${rowKeyOf(activity)}`)) return false;
      return verdictOf(facts, child, day, now).refusal === null;
    })
    .map((day) => ({ childId: child.id, activityDayId: day.id }));
}

export type Pattern = { monday: CivilDate; rhythm: Rhythm; until: CivilDate };
export type Repeat = {
  add: Wish[];
  /** First names by child. */
  names: ReadonlyMap<string, string>;
  cents: Cents;
  mondays: CivilDate[];
  skipped: { child: ChildFacts; day: DayFacts; activity: ActivityFacts; verdict: Verdict; reason: BookingRefusal }[];
};

/** The bookings of one week, repeated over the following ones until a day (included): what may be added, and what not and why. */
export function repeatOf(facts: Facts, { monday, rhythm, until }: Pattern, now: CivilDateTime): Repeat {
  const names = new Map(facts.children.map((child) => [child.id, child.firstName]));
  const repeat: Repeat = { add: [], names, cents: 0, mondays: [], skipped: [] };
  const models = new Set<string>();
  for (const child of facts.children) {
    for (const day of facts.days) {
      const activity = facts.activities.get(day.activityId);
      const isModel = mondayOf(day.day) === monday && ownBookingOf(facts, child.id, day.id) !== null;
      if (isModel && activity) models.add(modelKey(child, activity, day.day));
    }
  }
  for (const day of facts.days) {
    if (day.day > until || mondayOf(day.day) <= monday || !inRhythm(day.day, rhythm)) continue;
    for (const child of facts.children) repeatCell(repeat, { facts, child, day, now, models });
  }
  return repeat;
}

type Repeating = { facts: Facts; child: ChildFacts; day: DayFacts; now: CivilDateTime; models: ReadonlySet<string> };

function repeatCell(repeat: Repeat, { facts, child, day, now, models }: Repeating): void {
  const activity = facts.activities.get(day.activityId);
  if (!activity || !models.has(modelKey(child, activity, day.day))) return;
  const verdict = verdictOf(facts, child, day, now);
  if (verdict.refusal === "already-booked") return;
  const monday = mondayOf(day.day);
  if (!repeat.mondays.includes(monday)) repeat.mondays.push(monday);
  if (verdict.refusal) {
    repeat.skipped.push({ child, day, activity, verdict, reason: verdict.refusal });
    return;
  }
  repeat.add.push({ childId: child.id, activityDayId: day.id });
  repeat.cents += verdict.price?.cents ?? 0;
}

function modelKey(child: ChildFacts, activity: ActivityFacts, day: CivilDate): string {
  return `${child.id}|${weekdayOf(day)}|${rowKeyOf(activity)}`;
}

function inRhythm(day: CivilDate, rhythm: Rhythm): boolean {
  if (rhythm === "every-week") return true;
  return (isoWeekOf(day) % 2 === 0) === (rhythm === "even-weeks");
}
