import { describe, expect, it } from "vitest";
import { type Late, levelsOf, remindingOf } from "./rules";

const levels = levelsOf({
  reminders: [
    { afterDays: 30, feeCents: 500, label: "Deuxième rappel" },
    { afterDays: 15, feeCents: 0 },
  ],
});
const late = (given: Partial<Late> = {}): Late => ({
  dueOn: "2026-11-05",
  dueCents: 2810,
  sent: [],
  holds: [],
  ...given,
});
const told = (given: Partial<Late>, today: string) => {
  const found = remindingOf(late(given), levels, today);
  return found && [found.kind, ...("level" in found ? [found.level.level, found.on] : [])];
};

describe("the levels of the rules", () => {
  it("stand in the order in which they are reached", () => {
    expect(levels).toEqual([
      { level: 1, afterDays: 15, feeCents: 0, label: null },
      { level: 2, afterDays: 30, feeCents: 500, label: "Deuxième rappel" },
    ]);
  });
});

describe("a reminder", () => {
  it.each([
    ["2026-11-19", "wait"],
    ["2026-11-20", "due"],
    ["2026-11-21", "due"],
  ])("of the first level, fifteen days after the fifth of November, on %s: %s", (today, kind) => {
    expect(told({}, today)).toEqual([kind, 1, "2026-11-20"]);
  });

  it.each([
    ["2026-12-04", "wait"],
    ["2026-12-05", "due"],
    ["2026-12-06", "due"],
  ])("of the second level, the first having left in time, on %s: %s", (today, kind) => {
    expect(told({ sent: [{ level: 1, on: "2026-11-20" }] }, today)).toEqual([kind, 2, "2026-12-05"]);
  });

  it.each([
    ["2027-01-15", "wait"],
    ["2027-01-16", "due"],
    ["2027-01-17", "due"],
  ])("leaves the family the days between two letters when the first left late: on %s, %s", (today, kind) => {
    expect(told({ sent: [{ level: 1, on: "2027-01-01" }] }, today)).toEqual([kind, 2, "2027-01-16"]);
  });

  it("begins with the first level, however late the invoice is", () => {
    expect(told({}, "2027-06-01")).toEqual(["due", 1, "2026-11-20"]);
  });

  it("is over when every level was sent", () => {
    const sent = [
      { level: 2, on: "2026-12-05" },
      { level: 1, on: "2026-11-20" },
    ];
    expect(told({ sent }, "2027-06-01")).toEqual(["over"]);
  });

  it.each(["plan", "contest", "payment"] as const)("is held by a %s, and waits for its day all the same", (hold) => {
    expect(told({ holds: [hold] }, "2026-11-20")).toEqual(["held", 1, "2026-11-20"]);
    expect(told({ holds: [hold] }, "2026-11-19")).toEqual(["wait", 1, "2026-11-20"]);
  });

  it.each([
    [1, "due"],
    [0, undefined],
    [-1, undefined],
  ])("is for what is owed: %i cents", (dueCents, kind) => {
    expect(told({ dueCents }, "2026-12-01")?.[0]).toBe(kind);
  });

  it("does not exist where the rules know none", () => {
    expect(remindingOf(late(), [], "2027-01-01")).toBeNull();
  });
});
