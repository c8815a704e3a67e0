import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, instantOf } from "@/lib/kernel/civil-date";
import type { CommuneFileInput } from "@/lib/rulebook/schema";
import { smallTown } from "@/prisma/fixtures/small-town";
import { limitAt, openingAt } from "./rules-limits";

type LimitInput = NonNullable<
  NonNullable<NonNullable<CommuneFileInput["deadlines"]>[number]["windows"]>[number]["until"]
>;
type On = { activity?: string; facts?: Record<string, string>; zone?: "A" | "B" | "C" };

function fileWith(until: LimitInput, zone: "A" | "B" | "C" = "A") {
  const file = smallTown({
    calendar: { zone },
    deadlines: [{ actions: ["book"], windows: [{ until, from: until }], otherwise: "refused" }],
  });
  const [window] = file.deadlines[0]?.windows ?? [];
  if (!window?.until) throw new Error("no window");
  return { file, limit: window.until };
}

function limitOf(until: LimitInput, day: string, { activity = "cantine", facts = {}, zone = "A" }: On = {}) {
  const { file, limit } = fileWith(until, zone);
  return limitAt(file, limit, { activity, day, facts });
}

describe("so many days before", () => {
  it.each([
    [{ days: 0, at: "08:15" }, "2026-11-24", "2026-11-24T08:15"],
    [{ days: 1 }, "2026-11-24", "2026-11-24T00:00"],
    [{ days: 1, at: "23:59" }, "2026-11-24", "2026-11-24T00:00"],
    [{ days: 1, at: "10:00" }, "2026-11-23", "2026-11-22T10:00"],
    [{ days: 1, at: "10:00" }, "2027-01-01", "2026-12-31T10:00"],
    [{ days: 1, at: "10:00" }, "2027-03-01", "2027-02-28T10:00"],
    [{ days: 2, at: "10:00", count: "business" }, "2026-11-12", "2026-11-09T10:00"],
    [{ days: 2, at: "10:00", count: "working" }, "2026-11-12", "2026-11-09T10:00"],
    [{ days: 2, at: "10:00", count: "calendar" }, "2026-11-12", "2026-11-10T10:00"],
    [{ days: 2, at: "10:00", count: "school" }, "2026-11-12", "2026-11-09T10:00"],
    [{ days: 2, at: "10:00", count: "open" }, "2026-11-12", "2026-11-09T10:00"],
    [{ days: 1, at: "10:00", count: "working" }, "2026-11-23", "2026-11-21T10:00"],
    [{ days: 1, at: "10:00", count: "business" }, "2026-11-02", "2026-10-30T10:00"],
    [{ days: 1, at: "10:00", count: "school" }, "2026-11-02", "2026-10-16T10:00"],
    [{ days: 1, at: "10:00", count: "school" }, "2027-01-04", "2026-12-18T10:00"],
    [{ days: 1, at: "10:00", count: "school" }, "2026-09-01", "2026-07-03T10:00"],
  ] as const)("%o for %s: %s", (rule, day, expected) => {
    expect(limitOf({ kind: "days", ...rule }, day)).toBe(expected);
  });

  it("counts the days of the activity itself", () => {
    const until = { kind: "days", days: 3, count: "open", at: "12:00" } as const;
    expect(limitOf(until, "2026-12-22", { activity: "centre" })).toBe("2026-10-29T12:00");
  });

  it("takes the holidays of the commune's own zone, not of another", () => {
    const until = { kind: "days", days: 1, count: "school", at: "10:00" } as const;
    expect(limitOf(until, "2027-02-22", { zone: "C" })).toBe("2027-02-05T10:00");
    expect(limitOf(until, "2027-03-01", { zone: "A" })).toBe("2027-02-12T10:00");
    expect(limitOf(until, "2027-03-08", { zone: "B" })).toBe("2027-02-19T10:00");
  });
});

describe("a limit on a day that will not do", () => {
  it.each([
    ["previous_school_day", "2026-11-23", "2026-11-20T10:00"],
    ["previous_school_day", "2026-11-26", "2026-11-24T10:00"],
    ["previous_school_day", "2026-11-24", "2026-11-23T10:00"],
    ["previous_business_day", "2026-11-26", "2026-11-25T10:00"],
    ["previous_business_day", "2026-11-12", "2026-11-10T10:00"],
    ["previous_open_day", "2026-11-02", "2026-10-16T10:00"],
    ["next_business_day", "2026-11-12", "2026-11-12T10:00"],
    ["next_school_day", "2026-11-02", "2026-11-02T10:00"],
  ] as const)("%s, for %s: %s", (shift, day, expected) => {
    expect(limitOf({ kind: "days", days: 1, at: "10:00", shift }, day)).toBe(expected);
  });
});

describe("so many hours before", () => {
  it.each([
    [{ hours: 48, count: "business" }, "2026-11-23", "2026-11-19T11:30"],
    [{ hours: 48, count: "business" }, "2026-11-12", "2026-11-09T11:30"],
    [{ hours: 11, count: "business" }, "2026-11-12", "2026-11-12T00:30"],
    [{ hours: 12, count: "business" }, "2026-11-12", "2026-11-10T23:30"],
    [{ hours: 48, count: "business", from: "00:00" }, "2026-11-23", "2026-11-19T00:00"],
    [{ hours: 48, count: "school" }, "2026-11-02", "2026-10-15T11:30"],
    [{ hours: 48 }, "2026-11-23", "2026-11-21T11:30"],
    [{ hours: 48, from: "08:00" }, "2026-10-26", "2026-10-24T09:00"],
    [{ hours: 48, from: "08:00" }, "2027-03-29", "2027-03-27T07:00"],
    [{ hours: 24, from: "08:00", shift: "previous_school_day" }, "2026-11-23", "2026-11-20T08:00"],
  ] as const)("%o for %s: %s", (rule, day, expected) => {
    expect(limitOf({ kind: "hours", ...rule }, day)).toBe(expected);
  });

  it("are as many on the clock of the world, through both nights that change the hour", () => {
    const { file, limit } = fileWith({ kind: "hours", hours: 72 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (days) => {
        const day = addDays("2026-09-01", days);
        const moment = limitAt(file, limit, { activity: "cantine", day }) ?? "";
        const elapsed = instantOf(`${day}T11:30`).getTime() - instantOf(moment).getTime();
        expect(elapsed).toBe(72 * 3_600_000);
      }),
    );
  });

  it("run from the start of the day where no opening is told", () => {
    expect(limitOf({ kind: "hours", hours: 24 }, "2026-11-24", { activity: "atelier" })).toBe("2026-11-23T00:00");
  });
});

describe("a weekday, a table", () => {
  it.each([
    [1, "2026-11-23", "2026-11-19T09:00"],
    [1, "2026-11-29", "2026-11-19T09:00"],
    [2, "2026-11-27", "2026-11-12T09:00"],
    [0, "2026-11-27", "2026-11-26T09:00"],
    [1, "2027-01-04", "2026-12-31T09:00"],
  ])("Thursday %i weeks before %s: %s", (weeks, day, expected) => {
    expect(limitOf({ kind: "weekday", weekday: "thu", weeks, at: "09:00" }, day)).toBe(expected);
  });

  const rows = [
    { for: "mon", weekday: "fri", weeks: 1, at: "11:00" },
    { for: "tue", weekday: "mon", weeks: 0, at: "11:00" },
  ] as const;

  it.each([
    ["2026-11-23", "2026-11-20T11:00"],
    ["2026-11-24", "2026-11-23T11:00"],
    ["2026-11-26", null],
  ])("the table tells for %s: %s", (day, expected) => {
    expect(limitOf({ kind: "table", rows: [...rows] }, day)).toBe(expected);
  });

  it("moves to a day of school when the table falls in holidays", () => {
    const until = { kind: "table" as const, rows: [...rows], shift: "previous_school_day" as const };
    expect(limitOf(until, "2026-11-02")).toBe("2026-10-16T11:00");
  });
});

describe("a day of a month", () => {
  it.each([
    [{ day: 18, months: 1 }, "2026-12-07", "2026-11-19T00:00"],
    [{ day: 18, months: 1, at: "00:00" }, "2026-12-07", "2026-11-18T00:00"],
    [{ day: 31, months: 1, at: "12:00" }, "2026-12-07", "2026-11-30T12:00"],
    [{ day: 30, months: 1, at: "12:00" }, "2027-03-31", "2027-02-28T12:00"],
    [{ day: "last", months: 1, at: "12:00" }, "2028-03-01", "2028-02-29T12:00"],
    [{ day: 15, months: 0, at: "12:00" }, "2026-12-07", "2026-12-15T12:00"],
    [{ day: 20, months: 12, at: "12:00" }, "2027-01-07", "2026-01-20T12:00"],
  ] as const)("%o for %s: %s", (rule, day, expected) => {
    expect(limitOf({ kind: "month_day", ...rule }, day)).toBe(expected);
  });

  it.each([
    ["last", "fri", "2026-12-07", "2026-11-28T00:00"],
    ["last", "mon", "2026-12-07", "2026-11-24T00:00"],
    ["first", "mon", "2026-12-07", "2026-11-03T00:00"],
    ["first", "fri", "2026-11-07", "2026-10-10T00:00"],
    ["last", "fri", "2027-02-03", "2027-01-30T00:00"],
  ] as const)("the %s full week, its %s, for %s: %s", (which, weekday, day, expected) => {
    expect(limitOf({ kind: "full_week", which, weekday }, day)).toBe(expected);
  });
});

describe("published dates", () => {
  const until = {
    kind: "dates",
    at: "12:00",
    published: "table",
    rows: [
      { for: "2026-10-17..2026-11-01", on: "2026-10-02" },
      { for: "2026-12-24", on: "2026-12-01", at: "18:00" },
    ],
  } as const;
  const facts = { table: "2026-11=2026-10-27; 2026-12=2026-11-24T18:00" };

  it.each([
    ["2026-10-16", null],
    ["2026-10-17", "2026-10-02T12:00"],
    ["2026-11-01", "2026-10-02T12:00"],
    ["2026-11-02", "2026-10-27T12:00"],
    ["2026-12-23", "2026-11-24T18:00"],
    ["2026-12-24", "2026-12-01T18:00"],
    ["2027-01-05", null],
  ])("%s: %s", (day, expected) => {
    expect(limitOf({ ...until, rows: [...until.rows] }, day, { facts })).toBe(expected);
  });

  it("may bring one day for all, and nothing from what is no date", () => {
    expect(limitOf({ kind: "dates", published: "table" }, "2026-11-03", { facts: { table: "2026-10-20" } })).toBe(
      "2026-10-21T00:00",
    );
    expect(limitOf({ kind: "dates", published: "table" }, "2026-11-03", { facts: { table: "demain" } })).toBeNull();
  });
});

describe("around holidays and years", () => {
  it.each([
    [{ kind: "before_holidays", at: "11:00" }, "2026-11-02", "2026-10-16T11:00"],
    [{ kind: "before_holidays", at: "11:00" }, "2026-10-20", "2026-10-16T11:00"],
    [{ kind: "before_holidays", days: 2, at: "11:00" }, "2026-11-02", "2026-10-13T11:00"],
    [{ kind: "before_period", days: 14, at: "12:00" }, "2026-10-20", "2026-10-03T12:00"],
    [{ kind: "before_period", days: 1, at: "12:00" }, "2026-11-24", "2026-11-01T12:00"],
    [{ kind: "before_period", days: 1, at: "12:00", count: "school" }, "2026-11-24", "2026-10-16T12:00"],
    [{ kind: "yearly", date: "07-31" }, "2026-09-14", "2026-08-01T00:00"],
    [{ kind: "yearly", date: "07-31" }, "2027-06-14", "2026-08-01T00:00"],
    [{ kind: "yearly", date: "01-15", in: "end", at: "12:00" }, "2026-09-14", "2027-01-15T12:00"],
    [{ kind: "on", day: "2026-09-07", at: "08:00" }, "2027-06-14", "2026-09-07T08:00"],
  ] as const)("%o for %s: %s", (rule, day, expected) => {
    expect(limitOf(rule, day)).toBe(expected);
  });
});

describe("the same limit as an opening", () => {
  it.each([
    [{ kind: "yearly", date: "06-20" }, "2026-06-20T00:00"],
    [{ kind: "days", days: 7, at: "08:00" }, "2026-11-17T08:00"],
  ] as const)("%o opens at %s", (rule, expected) => {
    const { file, limit } = fileWith(rule);
    expect(openingAt(file, limit, { activity: "cantine", day: "2026-11-24" })).toBe(expected);
  });
});
