import { describe, expect, it } from "vitest";
import { bankDayFrom, earliestCollection, isBankDay } from "./rules-days";

describe("the days on which banks settle", () => {
  it.each([
    ["2026-11-20", true],
    ["2026-11-21", false],
    ["2026-11-22", false],
    ["2026-01-01", false],
    ["2026-04-02", true],
    ["2026-04-03", false],
    ["2026-04-06", false],
    ["2026-04-07", true],
    ["2026-05-01", false],
    ["2026-05-08", true],
    ["2026-07-14", true],
    ["2026-11-11", true],
    ["2026-12-24", true],
    ["2026-12-25", false],
    ["2027-12-31", true],
    ["2027-03-26", false],
    ["2027-03-29", false],
    ["2038-04-23", false],
    ["2038-04-26", false],
  ])("%s: %s", (day, open) => {
    expect(isBankDay(day)).toBe(open);
  });

  it.each([
    ["2026-11-20", "2026-11-20"],
    ["2026-11-21", "2026-11-23"],
    ["2026-04-03", "2026-04-07"],
    ["2026-12-25", "2026-12-28"],
    ["2026-12-31", "2026-12-31"],
    ["2027-01-01", "2027-01-04"],
  ])("a debit asked for %s is made on %s", (day, made) => {
    expect(bankDayFrom(day)).toBe(made);
  });

  it("leaves the whole time of announcement, and a day at least", () => {
    expect(earliestCollection("2026-11-23", 14)).toBe("2026-12-07");
    expect(earliestCollection("2026-11-21", 14)).toBe("2026-12-07");
    expect(earliestCollection("2026-11-23", 0)).toBe("2026-11-24");
    expect(earliestCollection("2026-12-11", 14)).toBe("2026-12-28");
  });
});
