import { describe, expect, it } from "vitest";
import { acceptsGrade, gradeSpan, type Holiday, holidayOn, holidaysIn, openDaysOf, refuseEnrolment } from "./rules";

const named = { nameFr: "", nameEn: "" };
const all: Holiday[] = [
  { ...named, kind: "school", zone: "B", since: "2027-02-20", until: "2027-03-07" },
  { ...named, kind: "school", zone: "A", since: "2027-02-13", until: "2027-02-28" },
  { ...named, kind: "school", zone: null, since: "2026-12-19", until: "2027-01-03" },
  { ...named, kind: "public", zone: null, since: "2026-12-25", until: "2026-12-25" },
  { ...named, kind: "public", zone: null, since: "2026-11-11", until: "2026-11-11" },
];
const holidays = holidaysIn("B", all);

describe("open days", () => {
  it("skip week-ends, Wednesdays without service and public holidays", () => {
    expect(openDaysOf([1, 2, 4, 5], { from: "2026-11-09", to: "2026-11-16" }, holidays)).toEqual([
      "2026-11-09",
      "2026-11-10",
      "2026-11-12",
      "2026-11-13",
      "2026-11-16",
    ]);
  });

  it.each([
    ["the last school day before the holidays is open", "2027-02-19", null],
    ["the first day of the holidays of the zone is not", "2027-02-20", "B"],
    ["holidays of another zone close nothing", "2027-02-15", null],
    ["the last day of the holidays", "2027-03-07", "B"],
    ["back to school", "2027-03-08", null],
  ] as const)("%s", (_, day, zone) => expect(holidayOn(day, holidays)?.zone ?? null).toBe(zone));

  it("names the public holiday inside school holidays", () => {
    expect(holidayOn("2026-12-25", holidays)?.kind).toBe("public");
  });
});

describe("grades", () => {
  it.each([
    [["CP", "CE1", "CE2", "CM1", "CM2"], { from: "CP", to: null }],
    [["TPS", "PS", "MS", "GS"], { from: null, to: "GS" }],
    [["CE1", "CE2"], { from: "CE1", to: "CE2" }],
    [["CP", "CM2"], null],
    [null, null],
  ] as const)("span of %s", (grades, expected) => expect(gradeSpan(grades)).toEqual(expected));

  it("a child without a class is welcome only where no class is asked", () => {
    expect(acceptsGrade(null, null)).toBe(true);
    expect(acceptsGrade(["CP"], null)).toBe(false);
  });
});

describe("asking for an enrolment", () => {
  const facts = { activityOpen: true, siteMatches: true, grades: ["CP"], grade: "CP", alreadyAsked: false };
  it.each([
    [{}, null],
    [{ activityOpen: false }, "activity-closed"],
    [{ siteMatches: false }, "other-site"],
    [{ grade: "GS" }, "not-eligible"],
    [{ alreadyAsked: true }, "already-asked"],
  ] as const)("%s", (change, expected) => expect(refuseEnrolment({ ...facts, ...change })).toBe(expected));
});
