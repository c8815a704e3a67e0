import { describe, expect, it } from "vitest";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Limit } from "@/lib/rulebook/schema-deadlines";
import { limitsOn } from "./rules";

/** School days without Wednesdays, zone B: autumn holidays 17 October – 1 November, 11 November is a public holiday. */
function fileWith(until: Limit) {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [
      { id: "cantine", name: "Cantine", kind: "canteen", open: { weekdays: ["mon", "tue", "thu", "fri"] } },
      { id: "mercredi", name: "Mercredi", kind: "leisure", open: { weekdays: ["wed"] } },
    ],
    deadlines: [{ actions: ["book", "cancel"], windows: [{ until }], otherwise: "refused" }],
  });
}

const eveAtNoon: Limit = { kind: "days", days: 1, count: "open", at: "12:00" };
const threeDays: Limit = { kind: "days", days: 3, count: "open", at: "10:00" };
const sameMorning: Limit = { kind: "days", days: 0, count: "calendar", at: "07:00" };
const thursdayNight: Limit = { kind: "weekday", weekday: "thu", weeks: 1, at: "23:00" };
const thursdayEnd: Limit = { kind: "weekday", weekday: "thu", weeks: 1, at: "23:59" };
const sundayNight: Limit = { kind: "weekday", weekday: "sun", weeks: 1, at: "18:00" };

describe("the limit of a day", () => {
  it.each([
    ["the open day before, in the same week", "2026-11-24", eveAtNoon, "cantine", "2026-11-23T12:00"],
    ["over the Wednesday without school", "2026-11-26", eveAtNoon, "cantine", "2026-11-24T12:00"],
    ["over the week-end", "2026-11-23", eveAtNoon, "cantine", "2026-11-20T12:00"],
    ["over the autumn holidays", "2026-11-02", eveAtNoon, "cantine", "2026-10-16T12:00"],
    ["three open days before, over a week-end and a Wednesday", "2026-11-24", threeDays, "cantine", "2026-11-19T10:00"],
    ["the same morning", "2026-11-24", sameMorning, "cantine", "2026-11-24T07:00"],
    ["the Thursday of the week before", "2026-12-07", thursdayNight, "cantine", "2026-12-03T23:00"],
    ["the Thursday of the week before, for its Friday too", "2026-12-11", thursdayNight, "cantine", "2026-12-03T23:00"],
    ["the whole Thursday when it is told as 23:59", "2026-12-07", thursdayEnd, "cantine", "2026-12-04T00:00"],
    ["a Sunday, which ends the week before", "2026-12-07", sundayNight, "cantine", "2026-12-06T18:00"],
    ["during the holidays when the rule says a weekday", "2026-11-02", thursdayNight, "cantine", "2026-10-29T23:00"],
    ["an activity of Wednesdays counts Wednesdays", "2026-11-18", eveAtNoon, "mercredi", "2026-11-04T12:00"],
    ["an activity of Wednesdays over the holidays", "2026-11-04", eveAtNoon, "mercredi", "2026-10-14T12:00"],
    ["over the summer, the last open day of the year before", "2026-09-01", eveAtNoon, "cantine", "2026-07-03T12:00"],
    ["over the summer, so many open days", "2026-09-03", threeDays, "cantine", "2026-07-02T10:00"],
  ] as const)("%s", (_, day, until, ruleCode, expected) => {
    const both = limitsOn(fileWith(until), { ruleCode, day, startsAt: "12:00" });
    expect(both).toEqual({ closesAt: expected, cancelClosesAt: expected });
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
