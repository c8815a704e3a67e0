/**
 * What the family's home page says of two weeks of bookings: the week to show, what is worth choosing before its limit, closures to know.
 * A choice is proposed, never pressed: only where the family booked the activity this week and nothing yet for the next. Pure.
 */

import type { ActivityFacts, ChildFacts, DayFacts, Facts } from "@/lib/booking/rules-grid";
import { ownHouseholdOn, verdictOf } from "@/lib/booking/rules-grid";
import {
  addDays,
  type CivilDate,
  type CivilDateTime,
  type CivilMonth,
  daysBetween,
  mondayOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

/** Days before its limit from which a choice is proposed. */
const SOON_DAYS = 7;

/** From Saturday on, the week that people have in mind is the next one. */
export function weekShown(today: CivilDate): CivilDate {
  return weekdayOf(today) >= 6 ? addDays(mondayOf(today), 7) : mondayOf(today);
}

/** The two weeks that the page reads: the one shown and the one after. */
export function periodOf(today: CivilDate): { from: CivilDate; to: CivilDate } {
  const from = weekShown(today);
  return { from, to: addDays(from, 13) };
}

export type Booked = { kind: string; nameFr: string; nameEn: string; startsAt: string };
/** `away`: the custody calendar gives the day to a household that is not the person's. */
export type DayCell = { childId: string; away: boolean; booked: Booked[] };
export type WeekDay = { day: CivilDate; cells: DayCell[] };

/** Monday to Friday, and the week-end days on which something is booked. */
export function weekOf(facts: Facts, monday: CivilDate): WeekDay[] {
  return daysBetween(monday, addDays(monday, 6))
    .map((day) => ({
      day,
      cells: facts.children.map((child) => ({
        childId: child.id,
        away: ownHouseholdOn(facts, child, day) === null,
        booked: bookedOn(facts, child, day),
      })),
    }))
    .filter(({ day, cells }) => weekdayOf(day) <= 5 || cells.some((cell) => cell.booked.length > 0));
}

function bookedOn(facts: Facts, child: ChildFacts, day: CivilDate): Booked[] {
  return facts.days
    .filter((one) => one.day === day && isOwnBooking(facts, child.id, one))
    .flatMap((one) => facts.activities.get(one.activityId) ?? [])
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map(({ kind, nameFr, nameEn, startsAt }) => ({ kind, nameFr, nameEn, startsAt }));
}

function isOwnBooking(facts: Facts, childId: string, day: DayFacts): boolean {
  const booking = facts.bookings.get(`${childId}.${day.id}`);
  return booking !== undefined && facts.own.includes(booking.householdId);
}

export type Choice = {
  childId: string;
  firstName: string;
  activity: Pick<ActivityFacts, "id" | "kind" | "nameFr" | "nameEn">;
  /** First and last day that may still be booked. */
  from: CivilDate;
  to: CivilDate;
  closesAt: CivilDateTime;
};

/** Limits to come for the week after the one shown, earliest first; `habit` when the family booked the activity in the week shown. */
export function choicesOf(facts: Facts, monday: CivilDate, now: CivilDateTime): (Choice & { habit: boolean })[] {
  const next = addDays(monday, 7);
  const choices = facts.children.flatMap((child) =>
    [...facts.activities.values()].flatMap((activity) => choiceOf(facts, { child, activity, next, now }) ?? []),
  );
  return choices.sort((a, b) => (a.closesAt < b.closesAt ? -1 : a.closesAt > b.closesAt ? 1 : 0));
}

type Asked = { child: ChildFacts; activity: ActivityFacts; next: CivilDate; now: CivilDateTime };

function choiceOf(facts: Facts, { child, activity, next, now }: Asked): (Choice & { habit: boolean }) | null {
  const days = facts.days.filter((day) => day.activityId === activity.id);
  const coming = days.filter((day) => day.day >= next);
  if (coming.some((day) => isOwnBooking(facts, child.id, day))) return null;
  const open = coming.flatMap((day) => {
    const verdict = verdictOf(facts, child, day, now);
    return verdict.refusal === null ? [{ day: day.day, closesAt: verdict.closesAt }] : [];
  });
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return null;
  const closesAt = open.map((one) => one.closesAt).sort()[0] ?? first.closesAt;
  const habit = days.some((day) => day.day < next && isOwnBooking(facts, child.id, day));
  const { id, kind, nameFr, nameEn } = activity;
  const names = { id, kind, nameFr, nameEn };
  return {
    childId: child.id,
    firstName: child.firstName,
    activity: names,
    from: first.day,
    to: last.day,
    closesAt,
    habit,
  };
}

/** Those that wait for the person now: a habit of this week, with a limit within seven days. */
export function pressing(choices: readonly (Choice & { habit: boolean })[], now: CivilDateTime): Choice[] {
  const horizon = addDays(now.slice(0, 10), SOON_DAYS);
  return choices.filter((choice) => choice.habit && choice.closesAt.slice(0, 10) <= horizon);
}

/** What is to be chosen for one child, all activities together. */
export type ChildChoices = {
  childId: string;
  firstName: string;
  monday: CivilDate;
  activities: { nameFr: string; nameEn: string; closesAt: CivilDateTime }[];
};

export function byChild(choices: readonly Choice[]): ChildChoices[] {
  const found = new Map<string, ChildChoices>();
  for (const { childId, firstName, from, activity, closesAt } of choices) {
    const { nameFr, nameEn } = activity;
    const one = found.get(childId) ?? { childId, firstName, monday: mondayOf(from), activities: [] };
    one.activities.push({ nameFr, nameEn, closesAt });
    found.set(childId, one);
  }
  return [...found.values()];
}

/** An issued invoice that is not settled. `checking`: a payment is on its way. */
export type Owed = { invoiceId: string; month: CivilMonth; dueOn: CivilDate; cents: Cents; checking: boolean };

/** A place kept for a waiting child, until the family answers. */
export type Offer = {
  childId: string;
  firstName: string;
  kind: string;
  nameFr: string;
  nameEn: string;
  day: CivilDate;
  endsAt: CivilDateTime;
};

export function offersOf(facts: Facts, now: CivilDateTime): Offer[] {
  return facts.children.flatMap((child) =>
    facts.days.flatMap((day) => {
      const activity = facts.activities.get(day.activityId);
      const entry = facts.waiting.get(`${child.id}.${day.id}`);
      if (!activity || entry?.state !== "offered" || entry.offerEndsAt === null || entry.offerEndsAt <= now) return [];
      const { kind, nameFr, nameEn } = activity;
      const { id: childId, firstName } = child;
      return [{ childId, firstName, kind, nameFr, nameEn, day: day.day, endsAt: entry.offerEndsAt }];
    }),
  );
}

export type Closure = { day: CivilDate; nameFr: string; nameEn: string; reasonFr: string; reasonEn: string | null };

/** Days closed by the office in activities where a child is enrolled, one line an activity and day. */
export function closuresOf(facts: Facts, today: CivilDate): Closure[] {
  const enrolled = new Set(
    facts.children.flatMap((child) =>
      child.enrolments.filter((one) => one.state === "accepted").map((one) => one.activityId),
    ),
  );
  return facts.days
    .filter((day) => day.closedFr !== null && day.day >= today && enrolled.has(day.activityId))
    .flatMap((day) => {
      const activity = facts.activities.get(day.activityId);
      if (!activity || day.closedFr === null) return [];
      const { nameFr, nameEn } = activity;
      return [{ day: day.day, nameFr, nameEn, reasonFr: day.closedFr, reasonEn: day.closedEn }];
    });
}
