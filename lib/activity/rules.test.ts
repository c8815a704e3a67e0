import { describe, expect, it } from "vitest";
import { acceptsGrade, gradeSpan, refuseEnrolment } from "./rules";

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
