import { describe, expect, it } from "vitest";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { type BookingFacts, closesAt, offerEnds, refuseBooking, refuseCancelling, refuseWaiting } from "./rules";

const free: BookingFacts = {
  isHere: true,
  isEligible: true,
  isEnrolled: true,
  isOpen: true,
  hasTariff: true,
  isBooked: false,
  placesLeft: 1,
  closesAt: "2026-12-03T23:59",
};

describe("booking Monday 7 December, until Thursday 3 at 23:59", () => {
  it.each([
    ["is accepted a minute before", "2026-12-03T23:58", {}, null],
    ["is refused on the minute", "2026-12-03T23:59", {}, "too-late"],
    ["is refused the day after", "2026-12-04T08:00", {}, "too-late"],
    ["is refused when the last place is gone", "2026-11-23T09:00", { placesLeft: 0 }, "full"],
    ["is refused when it is booked", "2026-11-23T09:00", { isBooked: true }, "already-booked"],
    ["is refused when the day is closed", "2026-11-23T09:00", { isOpen: false }, "day-closed"],
    ["is refused without a price list", "2026-11-23T09:00", { hasTariff: false }, "no-tariff"],
    ["is refused when the child is not enrolled", "2026-11-23T09:00", { isEnrolled: false }, "not-enrolled"],
    ["is refused in another class", "2026-11-23T09:00", { isEligible: false }, "not-eligible"],
    ["is refused when the child is at the other parent's", "2026-11-23T09:00", { isHere: false }, "other-household"],
    ["says closed rather than too late", "2026-12-06T09:00", { isOpen: false }, "day-closed"],
    ["says too late rather than full", "2026-12-06T09:00", { placesLeft: 0 }, "too-late"],
    ["says first that the child is elsewhere", "2026-12-06T09:00", { isHere: false, isOpen: false }, "other-household"],
  ] as const)("%s", (_, now, change, expected) => {
    expect(refuseBooking(now, { ...free, ...change })).toBe(expected);
  });
});

describe("the limit on the wall clock of the nights when it changes", () => {
  const monday = "2026-10-26";
  const sunday = closesAt(monday, { kind: "weekday-of-week-before", weekday: 7, time: "12:00" }, []);
  it.each([
    ["a minute before noon, after the night of 25 October", "2026-10-25T11:59:00+01:00", null],
    ["on noon", "2026-10-25T12:00:00+01:00", "too-late"],
    ["noon of summer time is 11 o'clock of winter time", "2026-10-25T12:00:00+02:00", null],
  ] as const)("%s", (_, instant, expected) => {
    expect(refuseBooking(parisOf(at(instant)).moment, { ...free, closesAt: sunday })).toBe(expected);
  });
});

/** An instant from an ISO text with its offset, through milliseconds: tests read no clock. */
function at(text: string): Date {
  const base = instantOf("1970-01-01T01:00");
  base.setTime(Date.parse(text));
  return base;
}

describe("cancelling", () => {
  const facts = { isBooked: true, closesAt: "2026-12-04T12:00" };
  it.each([
    ["is accepted a minute before its own limit", "2026-12-04T11:59", facts, null],
    ["is refused on the minute", "2026-12-04T12:00", facts, "too-late"],
    ["needs a booking", "2026-11-23T09:00", { ...facts, isBooked: false }, "not-booked"],
  ] as const)("%s", (_, now, given, expected) => {
    expect(refuseCancelling(now, given)).toBe(expected);
  });
});

describe("waiting for a place", () => {
  it.each([
    ["is for full days", "2026-11-23T09:00", { placesLeft: 0 }, null],
    ["is pointless when there is a place", "2026-11-23T09:00", {}, "not-full"],
    ["ends with the limit for booking", "2026-12-03T23:59", { placesLeft: 0 }, "too-late"],
    ["is for enrolled children", "2026-11-23T09:00", { placesLeft: 0, isEnrolled: false }, "not-enrolled"],
  ] as const)("%s", (_, now, change, expected) => {
    expect(refuseWaiting(now, { ...free, ...change })).toBe(expected);
  });

  it.each([
    ["a day to answer", "2026-11-23T09:00", "2026-11-24T09:00", "2026-11-24T09:00"],
    ["less when the limit comes first", "2026-12-03T20:00", "2026-12-04T20:00", "2026-12-03T23:59"],
    ["nothing to offer once the limit is past", "2026-12-03T23:59", "2026-12-04T23:59", null],
  ] as const)("%s", (_, now, dayLater, expected) => {
    expect(offerEnds(now, dayLater, "2026-12-03T23:59")).toBe(expected);
  });
});
