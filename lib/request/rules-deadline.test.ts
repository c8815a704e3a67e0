import { describe, expect, it } from "vitest";
import { requestKinds } from "./rules";
import { type Delays, dueAfterWait, dueOf, isWorkingDay, prolonged, urgencyOf, workingDayFrom } from "./rules-deadline";

const place = { alsaceMoselle: false };
const delays = Object.fromEntries(requestKinds.map((kind) => [kind, { days: 5, remind: 2 }])) as Delays;
const due = (kind: Parameters<typeof dueOf>[0], on: string) => dueOf(kind, on, { delays, place });

describe("working days", () => {
  it.each([
    ["2026-11-20", true],
    ["2026-11-21", false],
    ["2026-11-22", false],
    ["2026-11-11", false],
    ["2026-12-25", false],
    ["2026-12-24", true],
    ["2027-03-29", false],
  ])("%s is one: %s", (day, expected) => expect(isWorkingDay(day, place)).toBe(expected));

  it("26 December and Good Friday are holidays in Alsace and Moselle only", () => {
    for (const day of ["2025-12-26", "2027-03-26"]) {
      expect(isWorkingDay(day, place)).toBe(true);
      expect(isWorkingDay(day, { alsaceMoselle: true })).toBe(false);
    }
  });

  it("are counted from the next day on, backwards too", () => {
    expect(workingDayFrom("2026-11-20", 1, place)).toBe("2026-11-23");
    expect(workingDayFrom("2026-11-21", 1, place)).toBe("2026-11-23");
    expect(workingDayFrom("2026-11-23", -1, place)).toBe("2026-11-20");
    expect(workingDayFrom("2026-11-22", 0, place)).toBe("2026-11-22");
  });
});

describe("the answer is due", () => {
  it("after the working days of its kind, over a week-end and a holiday", () => {
    expect(due("question", "2026-11-23")).toBe("2026-11-30");
    expect(due("question", "2026-11-06")).toBe("2026-11-16");
    expect(due("question", "2026-12-31")).toBe("2027-01-08");
  });

  it.each([
    ["2026-11-23", "2026-12-23"],
    ["2027-01-31", "2027-03-01"],
    ["2026-11-25", "2026-12-28"],
    ["2028-01-31", "2028-02-29"],
  ])("one month after a data right of %s: %s", (received, expected) => expect(due("access", received)).toBe(expected));

  it("two months later once prolonged, which is told by the last day and not after", () => {
    const right = { receivedOn: "2026-11-23", dueOn: "2026-12-23" };
    expect(prolonged(right, { today: "2026-12-22", place })).toBe("2027-02-23");
    expect(prolonged(right, { today: "2026-12-23", place })).toBe("2027-02-23");
    expect(prolonged(right, { today: "2026-12-24", place })).toBeNull();
  });
});

describe("while the family is waited for", () => {
  const wait = (kind: Parameters<typeof dueOf>[0], today: string) =>
    dueAfterWait(kind, { dueOn: "2026-11-30", waitingSince: "2026-11-23", today }, place);

  it("the working days that went by are given back, none on the same day", () => {
    expect(wait("question", "2026-11-23")).toBe("2026-11-30");
    expect(wait("question", "2026-11-24")).toBe("2026-12-01");
    expect(wait("question", "2026-11-30")).toBe("2026-12-07");
  });

  it("a week-end gives nothing back", () =>
    expect(wait("question", "2026-11-29")).toBe(wait("question", "2026-11-27")));
  it("the month of a data right runs on", () => expect(wait("access", "2026-11-30")).toBe("2026-11-30"));
});

describe("how urgent it is", () => {
  it.each([
    ["2026-11-25", "fine"],
    ["2026-11-26", "soon"],
    ["2026-11-30", "soon"],
    ["2026-12-01", "late"],
  ])("due on 30 November with a reminder two days before, on %s: %s", (today, expected) => {
    expect(urgencyOf("2026-11-30", today, { remind: 2, place })).toBe(expected);
  });
});
