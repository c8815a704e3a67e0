import { describe, expect, it } from "vitest";
import { daysBetween } from "@/lib/kernel/civil-date";
import {
  addressOn,
  changesBetween,
  complementOf,
  consentsInForce,
  coversDay,
  householdOn,
  isDeclarableAddressDate,
  payersOn,
  quotientOn,
  type Residence,
} from "./rules";
import type { Custody } from "./schema";

const odd: Custody = { kind: "alternate-weeks", parity: "odd" };
const even: Custody = { kind: "alternate-weeks", parity: "even" };
const home = (householdId: string, custody: Custody | null, since = "2020-01-01", until: string | null = null) =>
  ({ householdId, custody, since, until }) satisfies Residence;

describe("alternating weeks", () => {
  it.each([
    ["2026-11-22", "odd", "Sunday closes week 47"],
    ["2026-11-23", "even", "Monday opens week 48"],
    ["2026-11-29", "even", "Sunday closes week 48"],
    ["2026-12-28", "odd", "Monday opens week 53"],
    ["2027-01-03", "odd", "Sunday closes week 53 of the year before"],
    ["2027-01-04", "odd", "week 1 follows week 53: two odd weeks in a row"],
    ["2027-01-11", "even", "week 2"],
  ] as const)("%s is a day of %s weeks: %s", (day, parity, _why) => {
    expect(coversDay(odd, day)).toBe(parity === "odd");
    expect(coversDay(even, day)).toBe(parity === "even");
  });

  it("turns on the agreed weekday when it is not Monday", () => {
    const fridays: Custody = { kind: "alternate-weeks", parity: "even", handover: 5 };
    expect(coversDay(fridays, "2026-11-26")).toBe(false);
    expect(coversDay(fridays, "2026-11-27")).toBe(true);
    expect(coversDay(fridays, "2026-12-03")).toBe(true);
    expect(coversDay(fridays, "2026-12-04")).toBe(false);
  });
});

describe("the household that has the child", () => {
  it("is one or the other every day of two years, never both and never none", () => {
    const homes = [home("camille", odd), home("sacha", even)];
    for (const day of daysBetween("2026-01-01", "2027-12-31")) {
      expect(householdOn(day, homes, [])).toBe(coversDay(odd, day) ? "camille" : "sacha");
    }
  });

  it("is nobody known when the other parent has no file here", () => {
    expect(householdOn("2026-11-23", [home("camille", odd)], [])).toBeNull();
  });

  it("prefers the calendar that names the day to the home of every day", () => {
    const homes = [home("camille", null), home("sacha", { kind: "weekdays", days: [3] })];
    expect(householdOn("2026-11-25", homes, [])).toBe("sacha");
    expect(householdOn("2026-11-26", homes, [])).toBe("camille");
  });

  it("follows an exception, but only towards a household where the child lives that day", () => {
    const homes = [home("camille", odd), home("sacha", even)];
    const swap = (householdId: string) => [{ day: "2026-11-23", householdId }];
    expect(householdOn("2026-11-23", homes, swap("camille"))).toBe("camille");
    expect(householdOn("2026-11-24", homes, swap("camille"))).toBe("sacha");
    expect(householdOn("2026-11-23", homes, swap("stranger"))).toBe("sacha");
  });

  it.each([
    ["2026-08-31", null],
    ["2026-09-01", "camille"],
    ["2026-12-31", "camille"],
    ["2027-01-01", null],
  ] as const)("counts the first and the last day: %s", (day, expected) => {
    expect(householdOn(day, [home("camille", null, "2026-09-01", "2026-12-31")], [])).toBe(expected);
  });
});

describe("the other household's calendar", () => {
  it("is the other weeks, or the other days", () => {
    expect(complementOf(odd)).toEqual(even);
    expect(complementOf({ kind: "weekdays", days: [1, 2] })).toEqual({ kind: "weekdays", days: [3, 4, 5, 6, 7] });
    expect(complementOf({ kind: "always" })).toBeNull();
  });
});

describe("the quotient familial in force", () => {
  const at = (since: string, value: number, recorded = "2026-01-05", until: string | null = null) => ({
    since,
    until,
    value,
    recordedAt: new Date(`${recorded}T10:00:00Z`),
  });
  const list = [at("2026-09-01", 700), at("2026-01-01", 500), at("2026-09-01", 650, "2026-10-02")];

  it.each([
    ["2025-12-31", undefined],
    ["2026-01-01", 500],
    ["2026-08-31", 500],
    ["2026-09-01", 650],
  ] as const)("%s: %s, the latest date of effect, then the latest recorded", (day, value) => {
    expect(quotientOn(list, day)?.value).toBe(value);
  });

  it("ends on its last day, and then nothing is known", () => {
    const ended = [at("2026-01-01", 500, "2026-01-05", "2026-06-30")];
    expect(quotientOn(ended, "2026-06-30")?.value).toBe(500);
    expect(quotientOn(ended, "2026-07-01")).toBeNull();
  });
});

describe("what is in force on a day", () => {
  it("is the address whose date of effect has come", () => {
    const moves = [
      { since: "2026-09-01", city: "Valmontel" },
      { since: "2026-12-01", city: "Grasse" },
    ];
    expect(addressOn(moves, "2026-11-30")?.city).toBe("Valmontel");
    expect(addressOn(moves, "2026-12-01")?.city).toBe("Grasse");
    expect(addressOn(moves, "2026-08-31")).toBeNull();
  });

  it("is the child's own payers before the household's", () => {
    const share = (childId: string | null, sharePercent: number, until: string | null = null) => ({
      childId,
      sharePercent,
      since: "2026-01-01",
      until,
    });
    const shares = [share(null, 100), share("tom", 50, "2026-10-31"), share("tom", 50, "2026-10-31")];
    expect(payersOn(shares, "2026-10-31", "tom")).toHaveLength(2);
    expect(payersOn(shares, "2026-11-01", "tom")).toEqual([share(null, 100)]);
    expect(payersOn(shares, "2026-10-31", "lea")).toEqual([share(null, 100)]);
  });

  it("is the last answer to each consent", () => {
    const said = (kind: "image" | "outing", isGranted: boolean, on: string) => ({
      kind,
      isGranted,
      givenAt: new Date(`${on}T08:00:00Z`),
    });
    const answers = consentsInForce([
      said("image", true, "2026-09-02"),
      said("image", false, "2026-09-01"),
      said("outing", true, "2026-09-01"),
    ]);
    expect(answers.get("image")?.isGranted).toBe(true);
    expect(answers.size).toBe(2);
  });
});

describe("a move told by the family", () => {
  it.each([
    ["2026-10-22", false],
    ["2026-10-23", true],
    ["2026-11-23", true],
    ["2027-11-23", true],
    ["2027-11-24", false],
  ] as const)("from %s: %s", (since, expected) => {
    expect(isDeclarableAddressDate(since, "2026-11-23")).toBe(expected);
  });
});

describe("what changed", () => {
  it("keeps only the fields that differ, whatever the order of keys", () => {
    const before = { diet: "standard", custody: { kind: "alternate-weeks", parity: "odd" } };
    const after = { diet: "no-meat", custody: { parity: "odd", kind: "alternate-weeks" } };
    expect(changesBetween(before, after)).toEqual({ before: { diet: "standard" }, after: { diet: "no-meat" } });
    expect(changesBetween(before, before)).toBeNull();
  });
});
