/**
 * The facts of a family's grid and the verdict on each of its cells: may it be booked, until when, at what price and why.
 * The same verdict draws the cell, previews a repeat and decides the command. Pure: queries-facts brings the rows.
 */
import { acceptsGrade } from "@/lib/activity/rules";
import type { CutOff } from "@/lib/activity/schema";
import {
  addressOn,
  type CustodyException,
  type DatedQuotient,
  householdOn,
  quotientOn,
  type Residence,
} from "@/lib/household/rules";
import { type CivilDate, type CivilDateTime, isoWeekOf, mondayOf, weekdayOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { inForceOn, isResident, type Price, priceOf, type TariffVersion } from "@/lib/tariff/rules";
import { type BookingRefusal, type CancelRefusal, closesAt, refuseBooking, refuseCancelling } from "./rules";
import type { Rhythm } from "./schema";

type Dated = { since: CivilDate; until: CivilDate | null };

export type ActivityFacts = {
  id: string;
  siteName: string;
  kind: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  grades: string[] | null;
  bookCutOff: CutOff;
  cancelCutOff: CutOff;
  isOpen: boolean;
  position: number;
  tariffs: TariffVersion[];
  /** The published days around the period, in order: what cut-offs count. */
  calendar: CivilDate[];
};

export type DayFacts = {
  id: string;
  activityId: string;
  day: CivilDate;
  capacity: number;
  /** Live bookings, and places held for a family to which one was offered. */
  taken: number;
  closedFr: string | null;
  closedEn: string | null;
};

export type ChildFacts = {
  id: string;
  firstName: string;
  residences: Residence[];
  exceptions: CustodyException[];
  schoolings: (Dated & { grade: string; siteName: string })[];
  enrolments: (Dated & { id: string; activityId: string; state: string })[];
};

export type HouseholdFacts = {
  quotients: (DatedQuotient & { valueCents: number })[];
  addresses: { city: string; since: CivilDate }[];
};

export type BookingFact = { id: string; householdId: string; priceCents: Cents };
export type WaitingFact = {
  id: string;
  householdId: string;
  state: "waiting" | "offered";
  /** 1 is next. Offered places have left the queue. */
  rank: number;
  offerEndsAt: CivilDateTime | null;
};

export type Facts = {
  commune: string;
  /** The households of the person who asks. */
  own: readonly string[];
  children: ChildFacts[];
  activities: ReadonlyMap<string, ActivityFacts>;
  /** The days asked about, in order. */
  days: DayFacts[];
  households: ReadonlyMap<string, HouseholdFacts>;
  /** Live rows, by `keyOf`. */
  bookings: ReadonlyMap<string, BookingFact>;
  waiting: ReadonlyMap<string, WaitingFact>;
};

export function keyOf(childId: string, activityDayId: string): string {
  return `${childId}.${activityDayId}`;
}

/** The person's own booking; what the child's other household booked is not theirs to see, nor to copy. */
export function ownBookingOf(
  facts: Pick<Facts, "own" | "bookings">,
  childId: string,
  dayId: string,
): BookingFact | null {
  const live = facts.bookings.get(keyOf(childId, dayId));
  return live && facts.own.includes(live.householdId) ? live : null;
}

export type Verdict = {
  refusal: BookingRefusal | null;
  /** What stands in the way of cancelling the booking; null also when there is none of one's own. */
  cancelRefusal: CancelRefusal | null;
  closesAt: CivilDateTime;
  cancelClosesAt: CivilDateTime;
  price: Price | null;
  /** The person's household that has the child on that day. */
  householdId: string | null;
  /** The family's own booking or wait. */
  booking: BookingFact | null;
  waiting: WaitingFact | null;
};

export function verdictOf(facts: Facts, child: ChildFacts, day: DayFacts, now: CivilDateTime): Verdict {
  const activity = facts.activities.get(day.activityId);
  if (!activity) throw new Error("A day is read with its activity");
  const householdId = ownHouseholdOn(facts, child, day.day);
  const key = keyOf(child.id, day.id);
  const booking = ownBookingOf(facts, child.id, day.id);
  const price = householdId ? priceFor(facts, householdId, activity, day.day) : null;
  const limits = {
    closesAt: closesAt(day.day, activity.bookCutOff, activity.calendar),
    cancelClosesAt: closesAt(day.day, activity.cancelCutOff, activity.calendar),
  };
  const schooling = inForceOn(child.schoolings, day.day);
  return {
    ...limits,
    householdId,
    price,
    booking,
    waiting: facts.waiting.get(key) ?? null,
    refusal: refuseBooking(now, {
      isHere: householdId !== null,
      isEligible: acceptsGrade(activity.grades, schooling?.grade ?? null),
      isEnrolled: isEnrolled(child, activity.id, day.day),
      isOpen: activity.isOpen && day.closedFr === null,
      hasTariff: price !== null,
      isBooked: facts.bookings.has(key),
      placesLeft: day.capacity - day.taken,
      closesAt: limits.closesAt,
    }),
    cancelRefusal: booking && refuseCancelling(now, { isBooked: true, closesAt: limits.cancelClosesAt }),
  };
}

/** The person's own household that has the child on `day`, or null. */
export function ownHouseholdOn(facts: Pick<Facts, "own">, child: ChildFacts, day: CivilDate): string | null {
  const household = householdOn(day, child.residences, child.exceptions);
  return household !== null && facts.own.includes(household) ? household : null;
}

export function isEnrolled(child: ChildFacts, activityId: string, day: CivilDate): boolean {
  const rows = child.enrolments.filter((one) => one.activityId === activityId && one.state === "accepted");
  return inForceOn(rows, day) !== null;
}

/** The booking price on the day of the service; null when no price list covers it. */
export function priceFor(facts: Facts, householdId: string, activity: ActivityFacts, day: CivilDate): Price | null {
  const version = inForceOn(activity.tariffs, day);
  if (!version) return null;
  const household = facts.households.get(householdId);
  const address = household ? addressOn(household.addresses, day) : null;
  return priceOf(version, {
    quotient: household ? quotientOn(household.quotients, day) : null,
    isResident: isResident(address?.city ?? null, facts.commune),
    use: "booked",
  });
}

/** Activities that children of different schools share on one row of the grid: same service, same name, same hours. */
export function rowKeyOf(activity: Pick<ActivityFacts, "kind" | "nameFr" | "startsAt" | "endsAt">): string {
  return `${activity.kind}|${activity.nameFr}|${activity.startsAt}|${activity.endsAt}`;
}

export type Wish = { childId: string; activityDayId: string };

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
