import { describe, expect, it } from "vitest";
import { hasOwnRules, movesOf, planOf, refuseChoice } from "./rules";

const nursery = { id: "nursery", grades: ["PS", "MS", "GS"] };
const primary = { id: "primary", grades: ["CP", "CE1", "CE2", "CM1", "CM2"] };
const whole = { id: "whole", grades: ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"] };

describe("what becomes of a child", () => {
  it.each([
    ["PS", "nursery", [nursery, primary], "moves", "MS", "nursery"],
    ["GS", "whole", [whole, primary], "moves", "CP", "whole"],
    ["GS", "nursery", [nursery, primary], "moves", "CP", "primary"],
    ["GS", "nursery", [nursery, primary, whole], "undecided", "CP", null],
    ["GS", "nursery", [nursery], "undecided", "CP", null],
    ["CM2", "primary", [primary], "leaves", null, null],
    ["ULIS", "primary", [primary], "undecided", null, null],
    ["??", "primary", [primary], "undecided", null, null],
  ])("%s at %s", (grade, siteId, schools, outcome, toGrade, toSiteId) =>
    expect(planOf({ grade, siteId }, schools)).toEqual({ outcome, toGrade, toSiteId }),
  );
});

describe("what the head may choose", () => {
  it.each([
    ["leaves", null, null, null],
    ["moves", "CP", "primary", null],
    ["stays", "GS", "nursery", null],
    ["moves", "CP", "nursery", "no-class"],
    ["moves", null, "primary", "no-class"],
    ["moves", "CP", "elsewhere", "no-class"],
    ["stays", "CP", null, "no-class"],
  ] as const)("%s %s %s", (outcome, toGrade, toSiteId, refusal) =>
    expect(refuseChoice({ outcome, toGrade, toSiteId }, [nursery, primary])).toBe(refusal),
  );
});

it("counts children by the move they make", () => {
  const child = (childId: string, toGrade: string) => ({
    ...{ childId, fromSiteId: "primary", fromGrade: "CP", outcome: "moves" as const, toSiteId: "primary", toGrade },
  });
  const moves = movesOf([child("a", "CE1"), child("b", "CE1"), child("c", "CP")]);
  expect(moves.map(({ first, count }) => [first.toGrade, count])).toEqual([
    ["CE1", 2],
    ["CP", 1],
  ]);
});

it.each([
  ["2027-04-30", false],
  ["2027-05-01", true],
  ["2027-09-01", true],
  ["2027-09-02", false],
  ["2026-09-01", false],
])("rules in force from %s are those of the year that begins on 1 September 2027: %s", (since, own) =>
  expect(hasOwnRules([{ since }], "2027-09-01")).toBe(own),
);
