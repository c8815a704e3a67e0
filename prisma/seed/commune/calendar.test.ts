import { describe, expect, it } from "vitest";
import { schoolYearOf, schoolYearOn } from "./calendar";

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

  it("foresees holidays of sixteen days for a year that is not published", () => {
    const { holidays } = schoolYearOf(2028);
    expect(holidays.map(({ name }) => name)).toEqual(["autumn", "christmas", "winter", "spring", "summer"]);
    expect(holidays[0]).toMatchObject({ since: "2028-10-21", until: "2028-11-05" });
  });
});
