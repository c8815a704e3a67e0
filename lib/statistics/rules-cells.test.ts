import { describe, expect, it } from "vitest";
import { cellOfPrice, cellsOfRule } from "./rules-cells";
import { monthsUntil, queryOf, readQuestion } from "./schema";

const rule = {
  kind: "by-qf" as const,
  brackets: [
    { label: "A", fromCents: 0, toCents: 40_000, bounds: "[]" as const, cents: 100 },
    { label: "B", fromCents: 40_000, toCents: null, bounds: "(]" as const, cents: 480 },
  ],
  outsiderCents: 560,
};

describe("a breakdown by quotient", () => {
  it("has a cell for each bracket and for other towns", () => {
    expect(cellsOfRule(rule).map(([key]) => key)).toEqual(["bracket A", "bracket B", "outsider"]);
  });

  it.each([
    ["a bracket", { rule: "bracket", bracket: "A" }, "bracket A"],
    ["another town", { rule: "outsider", bracket: null }, "outsider"],
    ["no quotient given", { rule: "top-without-quotient", bracket: "B" }, "none"],
    ["a quotient beyond the brackets", { rule: "top-outside-brackets", bracket: "B" }, "bracket B"],
  ] as const)("places %s", (_, why, key) => {
    expect(cellOfPrice(rule, why)[0]).toBe(key);
  });
});

describe("the question in the address", () => {
  it("comes back as it was asked", () => {
    const question = { measure: "bookings", kind: "study", by: "site", month: "2026-10" } as const;
    const query = Object.fromEntries(new URLSearchParams(queryOf(question)));
    expect(readQuestion(query, "2026-11-23")).toEqual(question);
  });

  it.each([
    ["a month to come", "2026-12"],
    ["a month too old", "2024-01"],
    ["no month", "x"],
  ])("falls back to the present month for %s", (_, mois) => {
    expect(readQuestion({ mois, par: "enfant" }, "2026-11-23")).toMatchObject({ month: "2026-11", by: "bracket" });
  });

  it("offers fifteen months", () => {
    expect([monthsUntil("2026-11-23").length, monthsUntil("2026-11-23").at(-1)]).toEqual([15, "2025-09"]);
  });
});
