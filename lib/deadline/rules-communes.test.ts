/** What eight communes publish, asked of their files in docs/communes: each row a moment just before or just after one of their limits. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Facts } from "@/lib/clause/rules-conditions";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { type Asked, decide } from "./rules";
import { judgeAbsence } from "./rules-absences";
import { capacityOn } from "./rules-capacity";

function commune(id: string) {
  const text = readFileSync(new URL(`../../docs/communes/${id}.json`, import.meta.url), "utf8");
  return communeFileSchema.parse(JSON.parse(text));
}

type Row = [id: string, action: Asked["action"], day: string, now: string, outcome: string, facts?: Facts];

describe("bookings and cancellations of the canteen", () => {
  it.each<Row>([
    ["bethisy-saint-pierre", "book", "2026-11-23", "2026-11-19T11:29", "accepted"],
    ["bethisy-saint-pierre", "book", "2026-11-23", "2026-11-19T11:30", "out_of_time"],
    ["bethisy-saint-pierre", "book", "2026-11-12", "2026-11-09T11:29", "accepted"],
    ["bethisy-saint-pierre", "book", "2026-11-12", "2026-11-09T11:30", "out_of_time"],
    ["boisemont", "book", "2026-11-24", "2026-11-19T08:59", "accepted"],
    ["boisemont", "book", "2026-11-24", "2026-11-19T09:00", "out_of_time"],
    ["boisemont", "cancel", "2026-11-27", "2026-11-19T08:59", "not_charged"],
    ["rontalon", "cancel", "2026-11-23", "2026-11-20T10:59", "not_charged"],
    ["rontalon", "cancel", "2026-11-23", "2026-11-20T11:00", "charged"],
    ["rontalon", "cancel", "2026-11-02", "2026-10-16T10:59", "not_charged"],
    ["rontalon", "cancel", "2026-11-02", "2026-10-30T10:59", "charged"],
    ["peipin", "book", "2026-12-07", "2026-11-27T23:59", "accepted"],
    ["peipin", "book", "2026-12-07", "2026-11-28T00:00", "out_of_time"],
    ["peipin", "book", "2026-12-11", "2026-12-04T10:00", "accepted", { placesLeft: 5 }],
    ["peipin", "book", "2026-12-11", "2026-12-04T10:00", "refused", { placesLeft: 0 }],
    ["peipin", "cancel", "2026-11-24", "2026-11-23T23:59", "not_charged"],
    ["peipin", "cancel", "2026-11-24", "2026-11-24T00:00", "charged"],
    ["mauleon", "book", "2026-12-07", "2026-11-17T23:59", "accepted", { order: "mensuelle" }],
    ["mauleon", "book", "2026-12-07", "2026-11-19T10:00", "accepted_at_higher_price", { order: "mensuelle" }],
    ["mauleon", "cancel", "2026-11-24", "2026-11-24T08:14", "not_charged", { reason: "illness" }],
    ["mauleon", "cancel", "2026-11-24", "2026-11-24T08:15", "charged", { reason: "illness" }],
    ["mauleon", "cancel", "2026-11-24", "2026-11-10T08:15", "charged", { reason: "convenience" }],
    ["lamagistere", "cancel", "2026-11-27", "2026-11-24T23:59", "not_charged"],
    ["lamagistere", "cancel", "2026-11-27", "2026-11-25T00:00", "charged"],
    ["vailhauques", "book", "2026-11-24", "2026-11-20T08:59", "accepted"],
    ["vailhauques", "book", "2026-11-24", "2026-11-20T09:00", "accepted_at_higher_price"],
    ["vailhauques", "book", "2026-11-27", "2026-11-24T08:59", "accepted"],
    ["la-tessoualle", "book", "2026-11-24", "2026-11-21T23:58", "accepted"],
    ["la-tessoualle", "book", "2026-11-24", "2026-11-22T00:00", "accepted_at_higher_price"],
    ["la-tessoualle", "cancel", "2026-11-26", "2026-11-24T00:00", "charged"],
  ])("%s: %s %s at %s is %s", (id, action, day, now, outcome, facts = {}) => {
    expect(decide(commune(id), { action, activity: "cantine", day, now, facts }).outcome).toBe(outcome);
  });
});

describe("absences and places", () => {
  const week = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"];
  const due = (id: string, days: string[], at: string, kinds: string[]) =>
    judgeAbsence(commune(id), {
      activity: "cantine",
      absentDays: days,
      bookedDays: days,
      notices: [{ at }],
      proofs: kinds.map((kind) => ({ kind, receivedAt: null })),
      facts: {},
    })
      .filter(({ charge }) => charge !== "none")
      .map(({ day }) => Number(day.slice(8)));

  it.each([
    ["boisemont", week, "2026-11-23T09:59", ["illness"], [23]],
    ["boisemont", week, "2026-11-24T10:00", ["illness"], [23, 24]],
    ["lamagistere", [...week, "2026-11-25"], "2026-11-23T08:30", ["illness"], [23, 24, 25]],
    ["vailhauques", ["2026-11-26"], "2026-11-26T08:59", ["phone", "letter"], []],
    ["vailhauques", ["2026-11-26"], "2026-11-26T09:00", ["phone", "letter"], [26]],
    ["vailhauques", ["2026-11-26"], "2026-11-26T08:59", ["phone"], [26]],
    ["la-tessoualle", ["2026-11-23"], "2026-11-23T08:30", ["medical_certificate"], [23]],
    ["mauleon", ["2026-11-24"], "2026-11-24T12:00", ["school_trip"], []],
  ])("%s: absent %j, told at %s with %j", (id, days, at, kinds, expected) => {
    expect(due(id, days, at, kinds)).toEqual(expected);
  });

  it.each([
    ["2026-11-23", 59, 1],
    ["2026-11-23", 60, 0],
    ["2026-11-24", 60, 10],
  ])("peipin, on %s with %i taken: %i left", (day, taken, left) => {
    expect(capacityOn(commune("peipin"), { activity: "cantine", day, taken, facts: {} }).left).toBe(left);
  });
});
