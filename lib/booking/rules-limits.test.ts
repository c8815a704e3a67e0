import { describe, expect, it } from "vitest";
import type { CutOff } from "@/lib/activity/schema";
import { daysBetween, instantOf, parisOf, weekdayOf } from "@/lib/kernel/civil-date";
import { closesAt } from "./rules";

/** School days without Wednesdays, from September; autumn holidays 17 October – 1 November, 11 November is a public holiday. */
const calendar = daysBetween("2026-09-01", "2026-12-18").filter(
  (day) =>
    [1, 2, 4, 5].includes(weekdayOf(day)) && !(day >= "2026-10-17" && day <= "2026-11-01") && day !== "2026-11-11",
);
const wednesdays = ["2026-10-07", "2026-10-14", "2026-11-04", "2026-11-18"];

const eveAtNoon: CutOff = { kind: "open-days-before", days: 1, time: "12:00" };
const threeDays: CutOff = { kind: "open-days-before", days: 3, time: "10:00" };
const sameMorning: CutOff = { kind: "open-days-before", days: 0, time: "07:00" };
const thursdayNight: CutOff = { kind: "weekday-of-week-before", weekday: 4, time: "23:59" };
const sundayNight: CutOff = { kind: "weekday-of-week-before", weekday: 7, time: "18:00" };

describe("the limit of a day", () => {
  it.each([
    ["the open day before, in the same week", "2026-11-24", eveAtNoon, calendar, "2026-11-23T12:00"],
    ["over the Wednesday without school", "2026-11-26", eveAtNoon, calendar, "2026-11-24T12:00"],
    ["over the week-end", "2026-11-23", eveAtNoon, calendar, "2026-11-20T12:00"],
    ["over the autumn holidays", "2026-11-02", eveAtNoon, calendar, "2026-10-16T12:00"],
    ["three open days before, over a week-end and a Wednesday", "2026-11-24", threeDays, calendar, "2026-11-19T10:00"],
    ["the same morning", "2026-11-24", sameMorning, calendar, "2026-11-24T07:00"],
    ["the Thursday of the week before", "2026-12-07", thursdayNight, calendar, "2026-12-03T23:59"],
    ["the Thursday of the week before, for its Friday too", "2026-12-11", thursdayNight, calendar, "2026-12-03T23:59"],
    ["a Sunday, which ends the week before", "2026-12-07", sundayNight, calendar, "2026-12-06T18:00"],
    ["during the holidays when the rule says a weekday", "2026-11-02", thursdayNight, calendar, "2026-10-29T23:59"],
    ["an activity of Wednesdays counts Wednesdays", "2026-11-18", eveAtNoon, wednesdays, "2026-11-04T12:00"],
    ["an activity of Wednesdays over the holidays", "2026-11-04", eveAtNoon, wednesdays, "2026-10-14T12:00"],
    ["before the first day of the year, working days", "2026-09-01", eveAtNoon, calendar, "2026-08-31T12:00"],
    ["before the second day of the year, both", "2026-09-03", threeDays, calendar, "2026-08-28T10:00"],
  ] as const)("%s", (_, day, cutOff, days, expected) => {
    expect(closesAt(day, cutOff, days)).toBe(expected);
  });

  it("is not moved by closing a day after the calendar was published", () => {
    expect(closesAt("2026-11-27", eveAtNoon, calendar)).toBe("2026-11-26T12:00");
  });
});

describe("the nights when the clock changes", () => {
  it.each([
    [
      "a limit at 23:59 before the change of October is 23:59 on the wall",
      "2026-10-25T23:59",
      "2026-10-25T22:59:00.000Z",
    ],
    ["the minute before is still in time", "2026-10-25T23:58", "2026-10-25T22:58:00.000Z"],
    ["in March the same hour is one hour earlier in UTC", "2027-03-28T23:59", "2027-03-28T21:59:00.000Z"],
  ] as const)("%s", (_, moment, instant) => {
    expect(instantOf(moment).toISOString()).toBe(instant);
    expect(parisOf(instantOf(moment)).moment).toBe(moment);
  });
});
