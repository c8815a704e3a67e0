import { describe, expect, it } from "vitest";
import { readPayer, readPeriod, readYear } from "./schema";

describe("the days of a statement", () => {
  const today = "2026-11-23";
  const year = { since: "2026-01-01", until: today };
  it.each([
    [
      { du: "2026-11-23", au: "2026-11-23" },
      { since: "2026-11-23", until: "2026-11-23" },
    ],
    [
      { du: "2025-09-01", au: "2026-12-31" },
      { since: "2025-09-01", until: today },
    ],
    [{ du: "2026-11-24", au: "2026-12-31" }, year],
    [{ du: "2026-02-30", au: "2026-03-01" }, year],
    [{ du: "2026-03-02", au: "2026-03-01" }, year],
    [{ du: ["2026-03-02"], au: "x" }, year],
    [{}, year],
  ])("asked as %o are %o", (search, period) => {
    expect(readPeriod(search, today)).toEqual(period);
  });
});

describe("the year of a certificate", () => {
  it.each([
    [{}, "2026-06-30", 2025],
    [{}, "2026-07-01", 2026],
    [{ annee: "2024" }, "2026-07-01", 2024],
    [{ annee: "2027" }, "2026-07-01", 2026],
    [{ annee: "2026.5" }, "2026-07-01", 2026],
    [{ annee: "1999" }, "2026-07-01", 2026],
  ])("asked as %o on %s is %i", (search, today, year) => {
    expect(readYear(search, today)).toBe(year);
  });

  it("is of nobody when the address names no id", () => {
    expect(readPayer({ payeur: "1" })).toBeNull();
  });
});
