import { describe, expect, it } from "vitest";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { type CommuneFile, type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import {
  type BookingFacts,
  limitsOn,
  offerEnds,
  refuseBooking,
  refuseCancelling,
  refuseWaiting,
  rulingOn,
} from "./rules";

type Deadlines = NonNullable<CommuneFileInput["deadlines"]>;

function fileWith(deadlines: Deadlines): CommuneFile {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
    deadlines,
  });
}

const thursday = { kind: "weekday", weekday: "thu", at: "23:00" } as const;
const friday = { kind: "weekday", weekday: "fri", at: "12:00" } as const;
const strict = fileWith([
  { actions: ["book"], windows: [{ until: thursday }], otherwise: "refused" },
  { actions: ["cancel"], windows: [{ until: friday }], otherwise: "charged" },
]);
const monday = { ruleCode: "cantine", day: "2026-12-07", startsAt: "12:00" };

const askedOf = (file: CommuneFile, action: "book" | "cancel", now: string, channel = "portal") =>
  rulingOn(file, monday, { action, now, facts: { channel } });

type Change = Partial<Omit<BookingFacts, "ruling">>;
const factsAt = (now: string, change: Change = {}, file = strict): BookingFacts => ({
  ...{ isHere: true, isEligible: true, isEnrolled: true, isOpen: true, hasTariff: true, isBooked: false },
  ...{ placesLeft: 1, ...change },
  ruling: askedOf(file, "book", now),
});

describe("booking Monday 7 December, until Thursday 3 at 23:00", () => {
  it.each([
    ["is accepted a minute before", "2026-12-03T22:59", {}, null],
    ["is refused on the minute", "2026-12-03T23:00", {}, "too-late"],
    ["is refused the day after", "2026-12-04T08:00", {}, "too-late"],
    ["is refused when the last place is gone", "2026-11-23T09:00", { placesLeft: 0 }, "full"],
    ["is refused when it is booked", "2026-11-23T09:00", { isBooked: true }, "already-booked"],
    ["is refused when the day is closed", "2026-11-23T09:00", { isOpen: false }, "day-closed"],
    ["is refused without a price", "2026-11-23T09:00", { hasTariff: false }, "no-tariff"],
    ["is refused when the child is not enrolled", "2026-11-23T09:00", { isEnrolled: false }, "not-enrolled"],
    ["is refused in another class", "2026-11-23T09:00", { isEligible: false }, "not-eligible"],
    ["is refused when the child is at the other parent's", "2026-11-23T09:00", { isHere: false }, "other-household"],
    ["says closed rather than too late", "2026-12-06T09:00", { isOpen: false }, "day-closed"],
    ["says too late rather than full", "2026-12-06T09:00", { placesLeft: 0 }, "too-late"],
    ["says first that the child is elsewhere", "2026-12-06T09:00", { isHere: false, isOpen: false }, "other-household"],
  ] as const)("%s", (_, now, change, expected) => {
    expect(refuseBooking(factsAt(now, change))).toBe(expected);
  });
});

describe("what the rules say after the limit", () => {
  const withLate = fileWith([
    {
      actions: ["book"],
      windows: [{ until: thursday }, { until: friday, verdict: "late" }],
      otherwise: "unbooked",
    },
  ]);

  it.each([
    ["in time", "2026-12-03T22:59", "in_time"],
    ["late on the minute of the first limit", "2026-12-03T23:00", "late"],
    ["late a minute before the second", "2026-12-04T11:59", "late"],
    ["as without booking from the second on", "2026-12-04T12:00", "none"],
  ] as const)("is accepted %s", (_, now, booking) => {
    expect(refuseBooking(factsAt(now, {}, withLate))).toBeNull();
    expect(askedOf(withLate, "book", now).booking).toBe(booking);
  });

  it("is nothing more once the activity has begun, where the rules tell no limit", () => {
    const silent = fileWith([]);
    expect(refuseBooking(factsAt("2026-12-07T11:59", {}, silent))).toBeNull();
    expect(refuseBooking(factsAt("2026-12-07T12:00", {}, silent))).toBe("too-late");
    expect(refuseCancelling({ isBooked: true, ruling: askedOf(silent, "cancel", "2026-12-07T12:00") })).toBe(
      "too-late",
    );
  });

  it("may wait for an opening", () => {
    const opens = { kind: "month_day", day: 25 } as const;
    const later = fileWith([{ actions: ["book"], windows: [{ from: opens, until: thursday }], otherwise: "refused" }]);
    expect(refuseBooking(factsAt("2026-11-24T23:59", {}, later))).toBe("not-yet");
    expect(askedOf(later, "book", "2026-11-24T23:59").opensAt).toBe("2026-11-25T00:00");
    expect(refuseBooking(factsAt("2026-11-25T00:00", {}, later))).toBeNull();
  });

  it("may differ at the counter", () => {
    const both = fileWith([
      { actions: ["book"], when: { channel: "counter" }, windows: [{ until: friday }], otherwise: "refused" },
      { actions: ["book"], windows: [{ until: thursday }], otherwise: "refused" },
    ]);
    const now = "2026-12-04T09:00";
    expect([askedOf(both, "book", now).outcome, askedOf(both, "book", now, "counter").outcome]).toEqual([
      "refused",
      "accepted",
    ]);
  });

  it("is told before one knows for whom: the last limit that accepts, and that of cancelling", () => {
    expect(limitsOn(strict, monday)).toEqual({ closesAt: "2026-12-03T23:00", cancelClosesAt: "2026-12-04T12:00" });
    expect(limitsOn(withLate, monday).closesAt).toBe("2026-12-04T12:00");
    expect(limitsOn(null, monday).closesAt).toBe("2026-12-07T12:00");
  });
});

describe("the limit on the wall clock of the nights when it changes", () => {
  const sunday = { kind: "weekday", weekday: "sun", at: "12:00" } as const;
  const file = fileWith([{ actions: ["book"], windows: [{ until: sunday }], otherwise: "refused" }]);
  const on = { ...monday, day: "2026-10-26" };
  it.each([
    ["a minute before noon, after the night of 25 October", "2026-10-25T11:59:00+01:00", null],
    ["on noon", "2026-10-25T12:00:00+01:00", "too-late"],
    ["noon of summer time is 11 o'clock of winter time", "2026-10-25T12:00:00+02:00", null],
  ] as const)("%s", (_, instant, expected) => {
    const ruling = rulingOn(file, on, { action: "book", now: parisOf(at(instant)).moment, facts: {} });
    expect(refuseBooking({ ...factsAt("2026-11-23T09:00"), ruling })).toBe(expected);
  });
});

/** An instant from an ISO text with its offset, through milliseconds: tests read no clock. */
function at(text: string): Date {
  const base = instantOf("1970-01-01T01:00");
  base.setTime(Date.parse(text));
  return base;
}

describe("cancelling", () => {
  it.each([
    ["is accepted a minute before its own limit", "2026-12-04T11:59", true, null],
    ["is refused on the minute", "2026-12-04T12:00", true, "too-late"],
    ["needs a booking", "2026-11-23T09:00", false, "not-booked"],
  ] as const)("%s", (_, now, isBooked, expected) => {
    expect(refuseCancelling({ isBooked, ruling: askedOf(strict, "cancel", now) })).toBe(expected);
  });
});

describe("waiting for a place", () => {
  it.each([
    ["is for full days", "2026-11-23T09:00", { placesLeft: 0 }, null],
    ["is pointless when there is a place", "2026-11-23T09:00", {}, "not-full"],
    ["ends with the limit for booking", "2026-12-03T23:00", { placesLeft: 0 }, "too-late"],
    ["is for enrolled children", "2026-11-23T09:00", { placesLeft: 0, isEnrolled: false }, "not-enrolled"],
  ] as const)("%s", (_, now, change, expected) => {
    expect(refuseWaiting(factsAt(now, change))).toBe(expected);
  });

  it.each([
    ["a day to answer", "2026-11-23T09:00", "2026-11-24T09:00", "2026-11-24T09:00"],
    ["less when the limit comes first", "2026-12-03T20:00", "2026-12-04T20:00", "2026-12-03T23:59"],
    ["nothing to offer once the limit is past", "2026-12-03T23:59", "2026-12-04T23:59", null],
  ] as const)("%s", (_, now, dayLater, expected) => {
    expect(offerEnds(now, dayLater, "2026-12-03T23:59")).toBe(expected);
  });
});
