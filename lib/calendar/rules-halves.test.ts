import { describe, expect, it } from "vitest";
import { complementOf, coversDay, householdOn, type Residence } from "@/lib/household/rules";
import { type Custody, custodyFields } from "@/lib/household/schema";
import { daysBetween } from "@/lib/kernel/civil-date";
import { communeFileSchema, FORMAT } from "@/lib/rulebook/schema";
import { schoolHolidays, secondHalfOf } from "./rules-halves";

/** Zone B as published: Christmas 2026 begins in an even year and ends in an odd one; spring 2027 crosses the change of hour nowhere, autumn 2026 does. */
const CHRISTMAS = { from: "2026-12-19", to: "2027-01-03" };
const AUTUMN = { from: "2026-10-17", to: "2026-11-01" };
const SPRING = { from: "2027-04-10", to: "2027-04-25" };
const holidays = [AUTUMN, CHRISTMAS, SPRING];

const first: Custody = { kind: "alternate-weeks", parity: "even", holidays: { evenYears: "first" } };
const covers = (day: string, custody: Custody = first) => coversDay(custody, day, holidays);

describe("holidays shared by halves", () => {
  it.each([
    ["2026-12-18", false, "the eve is an ordinary day of week 51, which is odd"],
    ["2026-12-19", true, "the first day of the first half"],
    ["2026-12-26", true, "the eighth day is the last of it"],
    ["2026-12-27", false, "the ninth day begins the second half"],
    ["2027-01-01", false, "the new year changes nothing: the holidays began in an even one"],
    ["2027-01-03", false, "the last day"],
    ["2027-01-04", false, "class begins again in week 1, which is odd"],
    ["2027-01-11", true, "week 2"],
  ])("%s: %s, %s", (day, expected, _why) => {
    expect(covers(day)).toBe(expected);
  });

  it.each([
    ["2026-10-24", true],
    ["2026-10-25", false],
    ["2026-10-26", false],
  ])("the night the hour changes divides like any other: %s %s", (day, expected) => {
    expect(covers(day)).toBe(expected);
  });

  it("takes the other half in odd years", () => {
    expect([covers("2027-04-17"), covers("2027-04-18")]).toEqual([false, true]);
    const second: Custody = { ...first, holidays: { evenYears: "second" } };
    expect([covers("2027-04-17", second), covers("2027-04-18", second)]).toEqual([true, false]);
  });

  it("gives the first half one day more when they cannot be halved", () => {
    expect(secondHalfOf({ from: "2026-07-04", to: "2026-07-04" })).toBe("2026-07-05");
    expect(secondHalfOf({ from: "2026-07-04", to: "2026-07-06" })).toBe("2026-07-06");
    expect(secondHalfOf(CHRISTMAS)).toBe("2026-12-27");
  });

  it("follows the ordinary weeks where no calendar tells the holidays, or none are shared", () => {
    const { holidays: _, ...plain } = first;
    for (const day of daysBetween(CHRISTMAS.from, CHRISTMAS.to)) {
      expect(coversDay(first, day)).toBe(coversDay(plain, day));
      expect(covers(day, plain)).toBe(coversDay(plain, day));
    }
  });

  it.each([first, { kind: "weekdays", days: [1, 2, 3], holidays: { evenYears: "second" } } as Custody])(
    "with the complement, every day of two years belongs to one home exactly",
    (custody) => {
      const other = complementOf(custody);
      const homes: Residence[] = [
        { householdId: "a", custody, since: "2020-01-01", until: null, holidays },
        { householdId: "b", custody: other, since: "2020-01-01", until: null, holidays },
      ];
      for (const day of daysBetween("2026-09-01", "2028-08-31")) {
        expect(coversDay(other, day, holidays)).toBe(!coversDay(custody, day, holidays));
        expect(householdOn(day, homes, [])).toBe(coversDay(custody, day, holidays) ? "a" : "b");
      }
    },
  );

  it("still gives way to an exception", () => {
    const homes: Residence[] = [
      { householdId: "a", custody: first, since: "2020-01-01", until: null, holidays },
      { householdId: "b", custody: complementOf(first), since: "2020-01-01", until: null, holidays },
    ];
    expect(householdOn("2026-12-25", homes, [{ day: "2026-12-25", householdId: "b" }])).toBe("b");
    expect(householdOn("2026-12-24", homes, [{ day: "2026-12-25", householdId: "b" }])).toBe("a");
  });
});

describe("the holidays of the commune", () => {
  const fileOf = (zone: "A" | "C") =>
    communeFileSchema.parse({
      ...{ format: FORMAT, commune: { id: "essai", name: "Essai" } },
      ...{
        calendar: { zone, schoolYears: ["2026-2027"] },
        activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
      },
    });
  const [zoneA, zoneC] = [fileOf("A"), fileOf("C")];

  it("are the long ones of its zone, without bridges", () => {
    const told = schoolHolidays([{ id: "1", label: "", since: "2020-01-01", file: zoneC }]);
    expect(told).toContainEqual({ from: "2027-02-06", to: "2027-02-21" });
    expect(told).toContainEqual(CHRISTMAS);
    expect(told.some(({ from }) => from === "2027-05-07")).toBe(false);
  });

  it("are each told once, by the rules in force when they begin", () => {
    const history = [
      { id: "1", label: "", since: "2020-01-01", file: zoneA },
      { id: "2", label: "", since: "2027-01-01", file: zoneC },
    ];
    const starts = schoolHolidays(history).map(({ from }) => from);
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts).toContain("2027-02-06");
    expect(starts).toContain("2026-02-07");
    expect(starts).not.toContain("2027-02-13");
  });
});

describe("a calendar as a form posts it", () => {
  const base = { kind: "alternate-weeks", parity: "even", handover: "5", days: [] };
  it("keeps the share of the holidays, or none", () => {
    expect(custodyFields.parse({ ...base, holidays: "first" })).toEqual({
      ...{ kind: "alternate-weeks", parity: "even", handover: 5, holidays: { evenYears: "first" } },
    });
    expect(custodyFields.parse(base)).not.toHaveProperty("holidays");
    expect(custodyFields.parse({ kind: "always", holidays: "first" })).toEqual({ kind: "always" });
    expect(custodyFields.safeParse({ ...base, holidays: "all" }).success).toBe(false);
  });
});
