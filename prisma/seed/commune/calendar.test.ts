import { describe, expect, it } from "vitest";
import { publicHolidaysOf, schoolYearOf, schoolYearOn } from "./calendar";

describe("the calendar of the demonstration", () => {
  it.each([
    ["2025-09-01", "2025-2026"],
    ["2026-07-03", "2025-2026"],
    ["2026-07-04", "2026-2027"],
    ["2026-08-25", "2026-2027"],
    ["2026-11-21", "2026-2027"],
    ["2027-07-02", "2026-2027"],
    ["2027-07-10", "2027-2028"],
    ["2031-12-31", "2031-2032"],
  ])("puts %s in the school year %s", (day, label) => {
    expect(schoolYearOn(day).label).toBe(label);
  });

  it("gives the published holidays of zone B in 2026-2027", () => {
    const spans = schoolYearOf(2026).holidays.map(({ since, until }) => `${since} ${until}`);
    expect(spans.slice(0, 4)).toEqual([
      "2026-10-17 2026-11-01",
      "2026-12-19 2027-01-03",
      "2027-02-20 2027-03-07",
      "2027-04-17 2027-05-02",
    ]);
    expect(spans[4]).toMatch(/^2027-07-03 /);
  });

  it("says that a year it foresees is foreseen", () => {
    expect(schoolYearOf(2028).holidays.every(({ nameFr }) => nameFr.endsWith("(dates prévues)"))).toBe(true);
    expect(schoolYearOf(2026).holidays.some(({ nameFr }) => nameFr.includes("prévues"))).toBe(false);
  });

  it.each([
    [2026, ["2026-04-06", "2026-05-14", "2026-05-25"]],
    [2027, ["2027-03-29", "2027-05-06", "2027-05-17"]],
    [2038, ["2038-04-26", "2038-06-03", "2038-06-14"]],
  ])("finds the movable feasts of %i", (year, days) => {
    const feasts = publicHolidaysOf(year).filter(({ nameFr }) => /Pâques|Ascension|Pentecôte/.test(nameFr));
    expect(feasts.map(({ since }) => since)).toEqual(days);
  });
});
