import { describe, expect, it } from "vitest";
import { goneFrom, retentionRules } from "./rules";

describe("the first day on which data must be gone", () => {
  it.each([
    ["thirty days after a code was made", "token-30-days", "2026-11-21", "2026-12-21"],
    ["a year after a connection", "net-12-months", "2026-11-21", "2027-11-21"],
    ["on the last day of February when the anniversary does not exist", "net-12-months", "2028-02-29", "2029-02-28"],
    ["a month after the school year, for health", "school-year", "2027-08-31", "2027-09-30"],
    ["ten years after the fiscal year, for accounts", "accounting-10-years", "2026-12-31", "2036-12-31"],
  ] as const)("is %s", (_, name, start, expected) => {
    expect(goneFrom(name, start)).toBe(expected);
  });
});

it("every rule says where it comes from", () => {
  for (const rule of Object.values(retentionRules)) expect(rule.source.length).toBeGreaterThan(40);
});
