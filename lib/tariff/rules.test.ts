import { describe, expect, it } from "vitest";
import { inForceOn, isResident, type PriceFacts, priceOf, priceRange, type TariffVersion } from "./rules";
import { type TariffRule, tariffRuleSchema } from "./schema";

const canteen: TariffRule = tariffRuleSchema.parse({
  kind: "by-qf",
  brackets: [
    { label: "A", fromCents: 0, toCents: 40_000, cents: 150 },
    { label: "B", fromCents: 40_000, toCents: 90_000, cents: 280, unbookedCents: 420 },
    { label: "C", fromCents: 100_000, toCents: null, cents: 390 },
  ],
  outsiderCents: 610,
});
const version: TariffVersion = { id: "v1", label: "2026-2027", since: "2026-09-01", until: null, rule: canteen };
const facts: PriceFacts = {
  quotient: { valueCents: 64_200, since: "2026-01-01", until: null },
  isResident: true,
  use: "booked",
};
const withQuotient = (valueCents: number): PriceFacts => ({
  ...facts,
  quotient: { valueCents, since: "2026-01-01", until: null },
});

describe("the price of a canteen day by quotient", () => {
  it.each([
    ["the lower bound belongs to the bracket", withQuotient(40_000), 280, "bracket", "B"],
    ["a cent below it does not", withQuotient(39_999), 150, "bracket", "A"],
    ["the upper bound belongs to the next", withQuotient(90_000), 390, "top-outside-brackets", "C"],
    ["a quotient in a hole pays the top", withQuotient(95_000), 390, "top-outside-brackets", "C"],
    ["without upper bound", withQuotient(5_000_000), 390, "bracket", "C"],
    ["no quotient pays the top", { ...facts, quotient: null }, 390, "top-without-quotient", "C"],
    ["outsiders have their price whatever their quotient", { ...facts, isResident: false }, 610, "outsider", null],
    ["a child who was not booked", { ...facts, use: "unbooked" }, 420, "bracket", "B"],
    ["a bracket without such a price keeps its own", { ...withQuotient(0), use: "unbooked" }, 150, "bracket", "A"],
  ] as const)("%s", (_, given, cents, rule, bracket) => {
    const price = priceOf(version, given);
    expect([price.cents, price.why.rule, price.why.bracket]).toEqual([cents, rule, bracket]);
  });

  it("says the version and the quotient with its date of effect", () => {
    expect(priceOf(version, facts).why).toEqual({
      versionId: "v1",
      version: "2026-2027",
      since: "2026-09-01",
      rule: "bracket",
      unbooked: false,
      bracket: "B",
      quotient: { valueCents: 64_200, since: "2026-01-01" },
    });
  });

  it("gives its range", () => expect(priceRange(canteen)).toEqual({ from: 150, to: 610 }));
});

describe("a price list is refused", () => {
  const bracket = { label: "A", fromCents: 0, toCents: 100, cents: 1 };
  it.each([
    ["when brackets share a quotient", [bracket, { ...bracket, fromCents: 99, toCents: 200 }], "bracketOverlap"],
    [
      "when a closed bound meets a closed bound",
      [
        { ...bracket, bounds: "[]" },
        { ...bracket, fromCents: 100, toCents: null },
      ],
      "bracketOverlap",
    ],
    ["when a bracket ends before it begins", [{ ...bracket, fromCents: 200 }], "bracketEmpty"],
    ["without bracket", [], "required"],
  ])("%s", (_, brackets, message) => {
    const parsed = tariffRuleSchema.safeParse({ kind: "by-qf", brackets });
    expect(parsed.error?.issues[0]?.message).toBe(message);
  });

  it("but accepted when an open bound meets a closed one", () => {
    const brackets = [
      { ...bracket, bounds: "[)" },
      { ...bracket, fromCents: 100, toCents: null },
    ];
    expect(tariffRuleSchema.safeParse({ kind: "by-qf", brackets }).success).toBe(true);
  });
});

describe("what is in force on a day", () => {
  const rows = [
    { since: "2025-09-01", until: "2026-08-31", name: "last year" },
    { since: "2026-09-01", until: null, name: "this year" },
    { since: "2026-09-01", until: null, name: "its correction" },
  ];
  it.each([
    ["2025-08-31", undefined],
    ["2025-09-01", "last year"],
    ["2026-08-31", "last year"],
    ["2026-09-01", "its correction"],
  ] as const)("on %s", (day, name) => expect(inForceOn(rows, day)?.name).toBe(name));
});

describe("residents", () => {
  it.each([
    ["Valmontel", true],
    ["VALMONTEL CEDEX 2", true],
    ["valmontèl", true],
    ["Nice", false],
    [null, true],
  ] as const)("%s", (city, expected) => expect(isResident(city, "Valmontel")).toBe(expected));
});
