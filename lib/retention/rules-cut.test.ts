import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/kernel/civil-date";
import { drawnDurations, goneAfter, type RetentionName, retentionRules } from "./rules";
import { bind } from "./rules-bind";
import { lastDueDay } from "./rules-cut";

const cut = (name: RetentionName, today: string, yearEnds: string[] = []) =>
  lastDueDay(name, { today, durations: drawnDurations, yearEnds });

describe("the last day whose rows are due", () => {
  it.each([
    ["token-30-days", "2026-12-31", "2026-12-01"],
    ["mail-90-days", "2026-12-31", "2026-10-02"],
    ["net-12-months", "2026-11-22", "2025-11-22"],
    ["request-closed", "2026-11-22", "2024-11-22"],
    ["net-12-months", "2025-02-28", "2024-02-29"],
  ] as const)("%s on %s is %s", (name, today, last) => expect(cut(name, today)).toBe(last));

  it("is, for any day and any rule that counts from a row, exactly the last that is over", () => {
    const counted = (Object.keys(retentionRules) as RetentionName[]).filter(
      (name) => !["school-year-end", "fiscal-year-end"].includes(retentionRules[name].start),
    );
    fc.assert(
      fc.property(fc.constantFrom(...counted), fc.integer({ min: 0, max: 4000 }), (name, offset) => {
        const today = addDays("2026-01-01", offset);
        const last = cut(name, today);
        expect(goneAfter(drawnDurations[name], last) <= today).toBe(true);
        expect(goneAfter(drawnDurations[name], addDays(last, 1)) > today).toBe(true);
      }),
    );
  });

  it("waits for the delay after the last day of a school year, and for the tenth year of the accounts", () => {
    const ends = ["2025-07-05", "2026-07-04"];
    expect(cut("school-year", "2026-08-02", ends)).toBe("2025-07-05");
    expect(cut("school-year", "2026-08-03", ends)).toBe("2026-07-04");
    expect(cut("accounting-10-years", "2036-12-30")).toBe("2025-12-31");
    expect(cut("accounting-10-years", "2036-12-31")).toBe("2026-12-31");
  });
});

describe("values in a condition", () => {
  it("takes a question mark for a value and one for each of a list, in the order of the text", () => {
    expect(bind("a <= :cut AND b IN (:children) AND c < :cut", { cut: "d", children: ["x", "y"] })).toEqual({
      text: "a <= ? AND b IN (?, ?) AND c < ?",
      given: ["d", "x", "y", "d"],
    });
  });

  it("makes of an empty list one that holds nobody, and refuses a name without value", () => {
    expect(bind("b NOT IN (:households)", { households: [] })).toEqual({ text: "b NOT IN (?)", given: [""] });
    expect(() => bind(":cut", {})).toThrow("No value");
  });
});
