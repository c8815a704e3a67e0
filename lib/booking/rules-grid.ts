/**
 * The facts of a family's grid and the verdict on each of its cells: may it be booked, until when, at what price and why.
 * The same verdict draws the cell, previews a repeat and decides the command. Pure: queries-facts brings the rows.
 */
import { acceptsGrade, inForceOn } from "@/lib/activity/rules";
import type { Facts as RuleFacts } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import { suspensionOf } from "@/lib/deadline/rules-billing";
import type { BookingState } from "@/lib/deadline/rules-verdict";
import { type CustodyException, householdOn, type Residence } from "@/lib/household/rules";
import { ageOn, type CivilDate, type CivilDateTime } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Household, Use } from "@/lib/pricing/schema";
import { type Debt, unpaidFor } from "@/lib/profile/rules-debts";
import { type Rules, type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import { valueOn } from "@/lib/tally/rules-month";
import {
  type BookingRefusal,
  type CancelRefusal,
  isAccepted,
  refuseBooking,
  refuseCancelling,
  rulingOn,
} from "./rules";
import { type Price, priceOfDay } from "./rules-price";

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
  /** The activity of the commune's rules. */
  ruleCode: string;
  isOpen: boolean;
  position: number;
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
  enrolments: (Dated & { id: string; activityId: string; state: string; regularity: string | null })[];
};

export type BookingFact = {
  id: string;
  householdId: string;
  priceCents: Cents;
  /** How it stood to its limit when it was made. */
  timing: BookingState;
};
export type WaitingFact = {
  id: string;
  householdId: string;
  state: "waiting" | "offered";
  /** 1 is next. Offered places have left the queue. */
  rank: number;
  offerEndsAt: CivilDateTime | null;
};

/** Places that a draw gives: until it is over nobody books these days. Both days included. */
export type OpenDraw = {
  id: string;
  activityId: string;
  firstDay: CivilDate;
  lastDay: CivilDate;
  closesAt: CivilDateTime;
};

export type Facts = {
  rules: RulesHistory;
  /** Whether a family asks, or the office at its counter or on the phone. */
  channel: "portal" | "counter" | "phone";
  /** The households of the person who asks. */
  own: readonly string[];
  children: ChildFacts[];
  activities: ReadonlyMap<string, ActivityFacts>;
  /** The days asked about, in order. */
  days: DayFacts[];
  households: ReadonlyMap<string, Household>;
  /** Live rows, by `keyOf`. */
  bookings: ReadonlyMap<string, BookingFact>;
  waiting: ReadonlyMap<string, WaitingFact>;
  /** All that each household has booked in the months of the days, where the rules count it: ranks and numbers of presences depend on it. */
  uses: ReadonlyMap<string, readonly Use[]>;
  draws: readonly OpenDraw[];
  /** What is unpaid, by household, where the rules suspend bookings for it. */
  debts?: ReadonlyMap<string, readonly Debt[]>;
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
  /** What the rules answer, with its reason. */
  why: readonly Why[];
  /** How the booking stands to its limit, and so at which price. */
  timing: BookingState;
  /** When it opens, where it may not be booked yet. */
  opensAt: CivilDateTime | null;
  closesAt: CivilDateTime;
  cancelClosesAt: CivilDateTime;
  /** Of the booking, else of booking now, else what it cost in time; null when no rule prices the day. */
  price: Price | null;
  /** What it cost before the limit, where that is another amount. */
  inTimePrice: Price | null;
  /** The person's household that has the child on that day. */
  householdId: string | null;
  /** The family's own booking or wait. */
  booking: BookingFact | null;
  waiting: WaitingFact | null;
  /** The draw that gives the places of the day. */
  draw: OpenDraw | null;
};

export function verdictOf(facts: Facts, child: ChildFacts, day: DayFacts, now: CivilDateTime): Verdict {
  const activity = facts.activities.get(day.activityId);
  if (!activity) throw new Error("A day is read with its activity");
  const householdId = ownHouseholdOn(facts, child, day.day);
  const key = keyOf(child.id, day.id);
  const booking = ownBookingOf(facts, child.id, day.id);
  const asked = { facts, child, day, activity, householdId, now };
  const rulings = rulingsOf(asked, booking);
  const schooling = inForceOn(child.schoolings, day.day);
  const draw = drawOf(facts, day);
  const suspended = booking ? [] : suspendedWhy(asked);
  return {
    ...rulings,
    why: suspended.length > 0 && isAccepted(rulings.book) ? suspended : rulings.why,
    householdId,
    booking,
    waiting: facts.waiting.get(key) ?? null,
    draw,
    refusal: refuseBooking({
      isHere: householdId !== null,
      isEligible: acceptsGrade(activity.grades, schooling?.grade ?? null),
      isEnrolled: isEnrolled(child, activity.id, day.day),
      isOpen: activity.isOpen && day.closedFr === null,
      hasTariff: rulings.price !== null,
      isBooked: facts.bookings.has(key),
      isDrawn: draw !== null,
      isSuspended: suspended.length > 0,
      placesLeft: day.capacity - day.taken,
      ruling: rulings.book,
    }),
    cancelRefusal: booking && refuseCancelling({ isBooked: true, ruling: rulings.cancel }),
  };
}

/**
 * Why bookings are suspended for the child, by the rules in force today; nothing when they are not. The office at its counter decides for itself.
 */
function suspendedWhy(asking: Asking): readonly Why[] {
  const { facts, child, householdId, now } = asking;
  const debts = householdId === null || facts.channel !== "portal" ? [] : (facts.debts?.get(householdId) ?? []);
  const today = now.slice(0, 10);
  const rules = debts.length === 0 ? null : rulesOn(facts.rules, today);
  if (!rules) return [];
  const unpaid = unpaidFor(debts, child.id, today);
  const { isSuspended, why } = suspensionOf(rules.file, { ...unpaid, facts: ruleFacts(asking) });
  return isSuspended ? why : [];
}

export function drawOf({ draws }: Pick<Facts, "draws">, { activityId, day }: DayFacts): OpenDraw | null {
  return draws.find((one) => one.activityId === activityId && one.firstDay <= day && day <= one.lastDay) ?? null;
}

type Asking = {
  facts: Facts;
  child: ChildFacts;
  day: DayFacts;
  activity: ActivityFacts;
  householdId: string | null;
  now: CivilDateTime;
};

/** What the rules say of booking and cancelling, and the price that follows from how the booking stands to its limit. */
function rulingsOf(asking: Asking, booking: BookingFact | null) {
  const { facts, day, activity, now } = asking;
  const rules = rulesOn(facts.rules, day.day);
  const start = `${day.day}T${activity.startsAt}`;
  if (!rules) {
    const none = { outcome: "refused", booking: "none", opensAt: null, closesAt: start, why: [] } as const;
    const rest = { why: [], timing: "none", closesAt: start, cancelClosesAt: start } as const;
    return { ...rest, opensAt: null, price: null, inTimePrice: null, book: none, cancel: none };
  }
  const on = { ruleCode: activity.ruleCode, day: day.day, startsAt: activity.startsAt };
  const known = ruleFacts(asking);
  const book = rulingOn(rules.file, on, { action: "book", now, facts: known });
  const cancel = rulingOn(rules.file, on, { action: "cancel", now, facts: known });
  return {
    book,
    cancel,
    why: booking ? cancel.why : book.why,
    timing: book.booking,
    opensAt: book.opensAt,
    closesAt: book.closesAt,
    cancelClosesAt: cancel.closesAt,
    ...pricesFor(rules, asking, booking?.timing ?? (isAccepted(book) ? book.booking : "in_time")),
  };
}

function pricesFor(rules: Rules, asking: Asking, timing: BookingState): Pick<Verdict, "price" | "inTimePrice"> {
  const price = priceFor(rules, asking, timing);
  const inTime = timing === "in_time" ? null : priceFor(rules, asking, "in_time");
  return { price, inTimePrice: inTime && inTime.cents !== price?.cents ? inTime : null };
}

/** What the rules ask of the child, the household and the day. */
export function ruleFacts({ facts, child, day, activity, householdId }: Omit<Asking, "now">): RuleFacts {
  const household = householdId === null ? undefined : facts.households.get(householdId);
  const own = household?.children.find(({ id }) => id === child.id);
  return {
    ...(household && valueOn(household.facts, day.day)),
    ...(own && valueOn(own.facts, day.day)),
    ...(own?.birthDate && { age: ageOn(own.birthDate, day.day) }),
    regularity: regularityOf(child, activity.id, day.day),
    channel: facts.channel,
    // Of a full day the limits are asked all the same: who is too late cannot wait for a place either.
    ...(day.taken < day.capacity && { placesLeft: day.capacity - day.taken }),
  };
}

function priceFor(rules: Rules, asking: Asking, booking: BookingState): Price | null {
  const { facts, child, day, activity, householdId } = asking;
  const household = householdId === null ? undefined : facts.households.get(householdId);
  if (!household || householdId === null) return null;
  const asked = {
    ...{ household, childId: child.id, ruleCode: activity.ruleCode, day: day.day },
    ...{ regularity: regularityOf(child, activity.id, day.day), others: facts.uses.get(householdId) ?? [] },
  };
  return priceOfDay(rules, asked, booking);
}

function regularityOf(child: ChildFacts, activityId: string, day: CivilDate): string | null {
  const rows = child.enrolments.filter((one) => one.activityId === activityId && one.state === "accepted");
  return inForceOn(rows, day)?.regularity ?? null;
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

export type Wish = { childId: string; activityDayId: string };
