/**
 * Until when a day may be booked or cancelled, whether a family may, and if not, why (facts: domain-rules 13, 18–20, 24, 28, 55). Pure.
 * Moments are what the wall clock shows in Paris, so both nights of the clock change need no special case.
 * One rule for the grid, the repeat preview and the command: a cell that can be ticked is a day that the server accepts.
 */
import type { CutOff } from "@/lib/activity/schema";
import { addDays, type CivilDate, type CivilDateTime, mondayOf, weekdayOf } from "@/lib/kernel/civil-date";

/** From the reason a parent can do least about. */
export const bookingRefusals = [
  "other-household",
  "not-eligible",
  "not-enrolled",
  "day-closed",
  "no-tariff",
  "already-booked",
  "too-late",
  "full",
] as const;
export type BookingRefusal = (typeof bookingRefusals)[number];

export type BookingFacts = {
  /** By the custody calendar, the child spends the day in one of the person's households. */
  isHere: boolean;
  isEligible: boolean;
  isEnrolled: boolean;
  isOpen: boolean;
  hasTariff: boolean;
  isBooked: boolean;
  placesLeft: number;
  /** First minute at which the day can no longer be booked. */
  closesAt: CivilDateTime;
};

/** The first reason to refuse, or null when the day may be booked. On the minute of the limit it is too late. */
export function refuseBooking(now: CivilDateTime, facts: BookingFacts): BookingRefusal | null {
  if (!facts.isHere) return "other-household";
  if (!facts.isEligible) return "not-eligible";
  if (!facts.isEnrolled) return "not-enrolled";
  if (!facts.isOpen) return "day-closed";
  if (!facts.hasTariff) return "no-tariff";
  if (facts.isBooked) return "already-booked";
  if (now >= facts.closesAt) return "too-late";
  if (facts.placesLeft < 1) return "full";
  return null;
}

export const cancelRefusals = ["not-booked", "too-late"] as const;
export type CancelRefusal = (typeof cancelRefusals)[number];

/** `closesAt` is the limit for cancelling, which differs from the one for booking. A day that the office closed is cancelled by the office. */
export function refuseCancelling(
  now: CivilDateTime,
  facts: { isBooked: boolean; closesAt: CivilDateTime },
): CancelRefusal | null {
  if (!facts.isBooked) return "not-booked";
  return now >= facts.closesAt ? "too-late" : null;
}

/** Whether a family may wait for a place: everything but the place must be there. */
export function refuseWaiting(
  now: CivilDateTime,
  facts: BookingFacts,
): Exclude<BookingRefusal, "full"> | "not-full" | null {
  const reason = refuseBooking(now, facts);
  if (reason === "full") return null;
  return reason ?? "not-full";
}

/** Hours a family has to accept an offered place. */
export const OFFER_HOURS = 24;

/** When an offer made at `now` ends: after a day, or when the day itself can no longer be booked. Null: too late to offer anything. */
export function offerEnds(
  now: CivilDateTime,
  dayLater: CivilDateTime,
  closesAtMoment: CivilDateTime,
): CivilDateTime | null {
  if (now >= closesAtMoment) return null;
  return dayLater < closesAtMoment ? dayLater : closesAtMoment;
}

/**
 * First minute at which one may no longer act on `day`. `calendar` holds the activity's published days in ascending order,
 * closures decided later included: closing a Thursday does not move the limit that families were told for Friday.
 */
export function closesAt(day: CivilDate, cutOff: CutOff, calendar: readonly CivilDate[]): CivilDateTime {
  if (cutOff.kind === "weekday-of-week-before") {
    return `${addDays(mondayOf(day), cutOff.weekday - 8)}T${cutOff.time}`;
  }
  return `${openDayBefore(day, cutOff.days, calendar)}T${cutOff.time}`;
}

function openDayBefore(day: CivilDate, count: number, calendar: readonly CivilDate[]): CivilDate {
  if (count === 0) return day;
  const before = calendar.filter((open) => open < day);
  return before.at(-count) ?? workingDayBefore(before[0] ?? day, count - before.length);
}

/** Before the first day of the calendar, Mondays to Fridays count: the first week of September has a limit too. */
function workingDayBefore(day: CivilDate, count: number): CivilDate {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, -1);
    if (weekdayOf(found) <= 5) left -= 1;
  }
  return found;
}

/** How many days before a period the calendar must be read for `closesAt` to count in it: the longest holidays last two weeks. */
export function reachOf(cutOffs: readonly CutOff[]): number {
  const days = cutOffs.map((cutOff) => (cutOff.kind === "open-days-before" ? cutOff.days : 0));
  return Math.max(0, ...days) * 7 + 21;
}
