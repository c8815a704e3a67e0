import { describe, expect, it } from "vitest";
import { communeFile } from "@/prisma/fixtures/rules";
import { cellOfPrice, cellsOfRules } from "./rules-cells";
import { monthsUntil, queryOf, readQuestion } from "./schema";

const version = (change?: Parameters<typeof communeFile>[0]) => ({
  ...{ id: "v1", label: "2026", since: "2026-09-01" },
  file: communeFile(change),
});
const keysOf = (rules: ReturnType<typeof version>, activity: string) =>
  cellsOfRules(rules, activity, "2026-11-03").map(([key]) => key);

describe("a breakdown by quotient", () => {
  it("has a cell for each bracket of the scale in force, and for other towns", () => {
    expect(keysOf(version(), "cantine")).toEqual(["bracket [0,500)", "bracket [500,inf)", "outsider"]);
  });

  it("has one cell where all pay the same, and none for what the rules do not name", () => {
    expect([keysOf(version(), "petit"), keysOf(version(), "bus")]).toEqual([["="], []]);
  });

  it("leaves aside prices that are no longer in force", () => {
    const dated = version((own) => ({
      ...own,
      prices: [
        { activities: ["cantine"], inForce: "..2026-10-31", price: { scale: "qf", amounts: [150, 281] } },
        { activities: ["cantine"], inForce: "2026-11-01..", price: 300 },
      ],
    }));
    expect(keysOf(dated, "cantine")).toEqual(["="]);
  });

  const bracket = { code: "bracket", label: "B", facts: { number: 2, bounds: "[500,inf)" } };
  it.each([
    ["a bracket", [bracket, { code: "quotientSince" }], "bracket [500,inf)"],
    [
      "a bracket moved for the family",
      [{ ...bracket, facts: { number: 1, bounds: "[0,500)" } }, bracket],
      "bracket [500,inf)",
    ],
    ["another town", [{ code: "outsider" }, bracket], "outsider"],
    ["no quotient given", [{ code: "noQuotientBracket" }, bracket], "none"],
    ["a quotient that has expired", [{ code: "expiredQuotientBracket" }, bracket], "none"],
    ["a rate of effort", [{ code: "quotient" }], "~"],
    ["one price", [{ code: "fixed" }], "="],
    ["no price", null, "-"],
  ])("places %s", (_, reasons, key) => {
    expect(cellOfPrice(reasons)[0]).toBe(key);
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

  it("asks for bookings of months that are over only", () => {
    const of = (mois: string) => readQuestion({ mois, compter: "bookings" }, "2026-11-23").month;
    expect([of("2026-11"), of("2026-10")]).toEqual(["2026-10", "2026-10"]);
  });

  it("offers fifteen months", () => {
    expect([monthsUntil("2026-11-23").length, monthsUntil("2026-11-23").at(-1)]).toEqual([15, "2025-09"]);
  });
});
