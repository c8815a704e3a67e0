/**
 * Whether a family may book or cancel a day, and if not, why (facts: domain-rules 13, 18–20, 24, 28, 55). Limits come from the commune's rules
 * (lib/deadline); what the portal knows of the child, the day and its places is weighed here. Pure.
 * One rule for the grid, the repeat preview and the command: a cell that can be ticked is a day that the server accepts.
 */

import type { Facts } from "@/lib/clause/rules-conditions";
import { decide } from "@/lib/deadline/rules";
import { previewOf } from "@/lib/deadline/rules-preview";
import type { Verdict as Ruling } from "@/lib/deadline/rules-verdict";
import type { CivilDate, CivilDateTime, CivilTime } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";

/** From the reason a parent can do least about. */
export const bookingRefusals = [
  "other-household",
  "not-eligible",
  "not-enrolled",
  "day-closed",
  "no-tariff",
  "already-booked",
  "by-draw",
  "not-yet",
  "too-late",
  "unpaid",
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
  /** The places of the day are given by a draw that is not over. */
  isDrawn?: boolean;
  /** The rules suspend bookings for what is unpaid. Cancelling stays possible (domain rule 34). */
  isSuspended?: boolean;
  placesLeft: number;
  /** What the commune's rules say of booking now. */
  ruling: Pick<Ruling, "outcome" | "why">;
};

/** The first reason to refuse, or null when the day may be booked, be it at another price. */
export function refuseBooking(facts: BookingFacts): BookingRefusal | null {
  const ruled = refusalOf(facts.ruling);
  if (!facts.isHere) return "other-household";
  if (!facts.isEligible || ruled === "not-eligible") return "not-eligible";
  if (!facts.isEnrolled) return "not-enrolled";
  if (!facts.isOpen) return "day-closed";
  if (!facts.hasTariff) return "no-tariff";
  if (facts.isBooked) return "already-booked";
  if (facts.isDrawn) return "by-draw";
  if (ruled) return ruled;
  if (facts.isSuspended) return "unpaid";
  if (facts.placesLeft < 1) return "full";
  return null;
}

/** Be it at another price. */
export function isAccepted({ outcome }: Pick<Ruling, "outcome">): boolean {
  return outcome === "accepted" || outcome === "accepted_at_higher_price";
}

function refusalOf({ outcome, why }: BookingFacts["ruling"]): "not-eligible" | "not-yet" | "too-late" | null {
  if (isAccepted({ outcome })) return null;
  if (why.some(({ code }) => code === "notEligible" || code === "needsOther")) return "not-eligible";
  return why.some(({ code }) => code === "notYet") ? "not-yet" : "too-late";
}

export const cancelRefusals = ["not-booked", "too-late"] as const;
export type CancelRefusal = (typeof cancelRefusals)[number];

/** A day that could only be cancelled at its price stays booked, and the place with it. A day that the office closed is cancelled by the office. */
export function refuseCancelling(facts: { isBooked: boolean; ruling: Pick<Ruling, "outcome"> }): CancelRefusal | null {
  if (!facts.isBooked) return "not-booked";
  return facts.ruling.outcome === "not_charged" ? null : "too-late";
}

/** Whether a family may wait for a place: everything but the place must be there. */
export function refuseWaiting(facts: BookingFacts): Exclude<BookingRefusal, "full"> | "not-full" | null {
  const reason = refuseBooking(facts);
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

/** A day of an activity as the rules know it. */
export type RuledDay = { ruleCode: string; day: CivilDate; startsAt: CivilTime };

/**
 * The verdict of the rules on a day that is published: its opening is the portal's own, since the office may close or add days.
 * Where no deadline is told, the beginning of the activity is the limit.
 */
export function rulingOn(
  file: CommuneFile,
  { ruleCode, day, startsAt }: RuledDay,
  asked: { action: "book" | "cancel"; now: CivilDateTime; facts: Facts },
): Ruling & { closesAt: CivilDateTime } {
  const ruling = decide(file, { ...asked, activity: ruleCode, day, isOpen: true });
  const start = `${day}T${startsAt}`;
  if (ruling.closesAt !== null || asked.now < start) return { ...ruling, closesAt: ruling.closesAt ?? start };
  return { ...ruling, outcome: asked.action === "book" ? "refused" : "charged", closesAt: start };
}

/** Until when anybody may book and cancel a day, whoever the child: what a page says before it knows for whom. */
export function limitsOn(
  file: CommuneFile | null,
  { ruleCode, day, startsAt }: RuledDay,
): { closesAt: CivilDateTime; cancelClosesAt: CivilDateTime } {
  const start = `${day}T${startsAt}`;
  const previews = file ? previewOf(file, { activity: ruleCode, day, facts: {} }) : [];
  const limitOf = (action: "book" | "cancel") => {
    const windows = previews.find((one) => one.action === action)?.windows ?? [];
    const limits = windows.flatMap(({ verdict, closesAt }) => (verdict === "refused" || !closesAt ? [] : [closesAt]));
    return limits.sort().at(-1) ?? start;
  };
  return { closesAt: limitOf("book"), cancelClosesAt: limitOf("cancel") };
}
