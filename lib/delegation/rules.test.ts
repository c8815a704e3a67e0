import { expect, it } from "vitest";
import { refuseSpan, withSight } from "./rules";

const TODAY = "2026-11-23";

it.each([
  ["2026-11-23", "2026-11-22", "end-before-start"],
  ["2026-11-20", "2026-11-22", "past"],
  ["2026-11-20", "2026-11-23", null],
  ["2026-11-23", "2027-11-23", null],
  ["2026-11-23", "2027-11-24", "too-long"],
])("from %s to %s: %s", (since, until, expected) => {
  expect(refuseSpan({ since, until }, TODAY)).toBe(expected);
});

it("lets who may book see, and nobody else book", () => {
  expect(withSight(["canBook"])).toEqual({ canSee: true, canBook: true, canCollect: false });
  expect(withSight(["canSee"])).toEqual({ canSee: true, canBook: false, canCollect: false });
  expect(withSight(["canCollect"])).toEqual({ canSee: false, canBook: false, canCollect: true });
});
