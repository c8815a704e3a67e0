import { describe, expect, it } from "vitest";
import { addDays, weekdayOf } from "@/lib/kernel/civil-date";
import { OFFICIAL_YEARS, officialYear, publicHolidays } from "./rules-official";

const daysOf = (year: number, alsaceMoselle: boolean) => publicHolidays(year, alsaceMoselle).map(({ day }) => day);

describe("public holidays", () => {
  it("are the eleven of 2027, in order", () => {
    expect(daysOf(2027, false)).toEqual([
      "2027-01-01",
      "2027-03-29",
      "2027-05-01",
      "2027-05-06",
      "2027-05-08",
      "2027-05-17",
      "2027-07-14",
      "2027-08-15",
      "2027-11-01",
      "2027-11-11",
      "2027-12-25",
    ]);
  });

  it.each([
    [1981, "1981-04-20"],
    [2000, "2000-04-24"],
    [2008, "2008-03-24"],
    [2019, "2019-04-22"],
    [2024, "2024-04-01"],
    [2025, "2025-04-21"],
    [2026, "2026-04-06"],
    [2038, "2038-04-26"],
    [2049, "2049-04-19"],
    [2076, "2076-04-20"],
  ])("Easter Monday of %i is %s", (year, monday) => {
    expect(daysOf(year, false)).toContain(monday);
    expect(weekdayOf(monday)).toBe(1);
  });

  it("are two more in Alsace and Moselle", () => {
    const more = daysOf(2027, true).filter((day) => !daysOf(2027, false).includes(day));
    expect(more).toEqual(["2027-03-26", "2027-12-26"]);
  });
});

describe("official school years", () => {
  it.each(OFFICIAL_YEARS)("%s: holidays begin on a Saturday and end on a Sunday in every zone", (id) => {
    for (const zone of ["A", "B", "C"] as const) {
      const long = officialYear(id, zone)?.holidays.filter(({ name }) => !["ascension", "summer"].includes(name)) ?? [];
      expect(long).toHaveLength(4);
      for (const { from, to } of long) {
        expect([weekdayOf(from), to]).toEqual([6, addDays(from, 15)]);
      }
    }
  });

  it("are not invented", () => {
    expect(officialYear("2031-2032", "A")).toBeNull();
  });
});
