import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, instantOf, parisOf, weekdayOf } from "./civil-date";
import {
  afterElapsed,
  dayNumber,
  dayOfNumber,
  minutesOf,
  momentOfMinutes,
  wallMinutes,
  weekdayIndex,
} from "./day-number";

describe("a day as a number", () => {
  it("agrees with the calendar for two centuries", () => {
    for (let day = "1950-01-01", number = dayNumber(day); day < "2150-01-01"; day = addDays(day, 1), number++) {
      if (dayNumber(day) !== number || dayOfNumber(number) !== day) throw new Error(day);
    }
    expect(dayNumber("1970-01-01")).toBe(0);
    expect(dayOfNumber(dayNumber("2000-02-29"))).toBe("2000-02-29");
  });

  it("knows its weekday, also before 1970", () => {
    for (const day of ["1969-12-28", "2026-11-23", "2026-11-29", "2028-02-29"]) {
      expect(weekdayIndex(dayNumber(day))).toBe(weekdayOf(day) - 1);
    }
  });

  it("reads and writes moments, with the end of the day as the next one", () => {
    expect(minutesOf("24:00")).toBe(1440);
    expect(momentOfMinutes(wallMinutes("2026-11-23T09:05"))).toBe("2026-11-23T09:05");
    expect(momentOfMinutes(dayNumber("2026-12-31") * 1440 + 1440)).toBe("2027-01-01T00:00");
  });
});

describe("elapsed minutes in Paris", () => {
  it.each([
    ["2026-10-26T08:00", -48 * 60, "2026-10-24T09:00"],
    ["2026-10-25T12:00", -12 * 60, "2026-10-25T01:00"],
    ["2027-03-29T08:00", -48 * 60, "2027-03-27T07:00"],
    ["2027-03-28T04:00", -60, "2027-03-28T03:00"],
    ["2027-03-28T03:00", -60, "2027-03-28T01:00"],
    ["2026-11-23T08:00", -24 * 60, "2026-11-22T08:00"],
  ])("%s and %i minutes is %s", (from, elapsed, to) => {
    expect(momentOfMinutes(afterElapsed(wallMinutes(from), elapsed))).toBe(to);
  });

  it("agrees with the time zone database on any minute", () => {
    const minute = fc.integer({ min: wallMinutes("2000-01-01T00:00"), max: wallMinutes("2037-01-01T00:00") });
    fc.assert(
      fc.property(minute, fc.integer({ min: -10_000, max: 10_000 }), (from, elapsed) => {
        const instant = instantOf(momentOfMinutes(from)).getTime() + elapsed * 60_000;
        const date = instantOf(momentOfMinutes(from));
        date.setTime(instant);
        expect(momentOfMinutes(afterElapsed(from, elapsed))).toBe(parisOf(date).moment);
      }),
      { numRuns: 300 },
    );
  });
});
