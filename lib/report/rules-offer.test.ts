import { describe, expect, it } from "vitest";
import { gradeWords, priceSpan, sameLimit } from "./rules-offer";

const bracket = (fromCents: number, toCents: number | null, cents: number) => ({
  label: "A",
  fromCents,
  toCents,
  bounds: "[)" as const,
  cents,
});

const lists = [
  { since: "2025-09-01", until: "2026-08-31", rule: { kind: "fixed" as const, cents: 250 } },
  {
    since: "2026-09-01",
    until: null,
    rule: {
      kind: "by-qf" as const,
      brackets: [bracket(0, 400_00, 100), bracket(400_00, null, 480)],
      outsiderCents: 560,
    },
  },
];

describe("the price said to everybody", () => {
  it.each([
    ["the last day of a list", "2026-08-31", { low: 250, high: 250, outsider: null }],
    ["the first day of the next", "2026-09-01", { low: 100, high: 480, outsider: 560 }],
    ["before any list", "2025-08-31", null],
  ])("is that of the list in force on %s", (_, day, expected) => {
    expect(priceSpan(lists, day)).toEqual(expected);
  });
});

describe("limits and classes", () => {
  it("says one limit when booking and cancelling close together", () => {
    const eve = { kind: "open-days-before", days: 1, time: "12:00" } as const;
    expect([sameLimit(eve, { ...eve }), sameLimit(eve, { ...eve, days: 0 })]).toEqual([true, false]);
  });

  it("names no class when all are welcome, and the first when it opens later", () => {
    expect(gradeWords(null)).toBeNull();
    expect(gradeWords(["CP", "CE1", "CE2", "CM1", "CM2"])).toEqual({ key: "from", from: "CP" });
    expect(gradeWords(["CP", "CM2"])).toEqual({ key: "some", list: ["CP", "CM2"] });
  });
});
