/** Cases of price with absences: waiting days, notice and proof told in the bill, and who arrived during the year. */
import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { simulate } from "./rules";

const base = {
  format: "portail-commune/1",
  commune: { id: "exempleville", name: "Exempleville" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [
    { id: "cantine", name: "Cantine", kind: "canteen", open: { weekdays: ["mon", "tue", "thu", "fri"] } },
    { id: "musique", name: "Musique", kind: "workshop" },
  ],
  prices: [{ price: 400 }],
  fees: [{ activities: ["musique"], per: "child_year", price: 1000, label: "Adhésion" }],
};
const waiting = [{ reasons: ["illness"], waiting: { days: 1 }, credit: { as: "next_invoice" }, minimumDays: 2 }];
const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}`;
const absent = (dates: readonly number[], more = {}) => ({
  service: "cantine",
  status: "booked_absent_excused",
  dates: dates.map(day),
  ...more,
});

function cents(rules: readonly object[], use: readonly object[], more = {}) {
  const file = communeFileSchema.parse({ ...base, absences: { rules } });
  return simulate(file, { id: "1", type: "price", period: "2026-11", use, ...more }).got;
}

describe("an absence that the family excused, in a bill", () => {
  it.each([
    ["the first day stays due", waiting, [absent([23, 24, 26])], 400],
    ["of each absence", waiting, [absent([2, 3]), absent([23, 24])], 800],
    ["two told one after the other are one", waiting, [absent([23, 24]), absent([26, 27])], 400],
    [
      "a day that was charged is the first",
      waiting,
      [absent([23], { status: "booked_absent_unexcused" }), absent([24])],
      400,
    ],
    ["a presence begins it again", waiting, [absent([23, 26]), absent([24], { status: "booked_present" })], 1200],
    ["a rule without waiting may be the one", [...waiting, { reasons: ["grief"] }], [absent([23, 24])], 0],
    ["the reason tells which", [...waiting, { reasons: ["grief"] }], [absent([23, 24], { reason: "illness" })], 400],
  ])("%s", (_, rules, use, total) => {
    expect(cents(rules, use)).toBe(total);
  });

  it.each([
    ["2026-11-25T10:00:00+01:00", 0],
    ["2026-11-30T10:00:00+01:00", 800],
    ["2026-12-05T10:00:00+01:00", 1600],
  ])("with a certificate received on %s: %i", (received, total) => {
    const evidence = (within: object) => ({ all: ["medical_certificate"], within });
    const rules = [{ evidence: evidence({ hours: 72 }) }, { evidence: evidence({ days: 10 }), waiting: { days: 2 } }];
    const told = { evidence: ["medical_certificate"], evidence_received_at: received };
    expect(cents(rules, [absent([23, 24, 26, 27], told)])).toBe(total);
  });
});

describe("questions about absences", () => {
  const file = communeFileSchema.parse({ ...base, absences: { rules: waiting } });

  it.each([
    ["billing", "credit_month", { absence_month: "2026-11" }, "2026-12"],
    ["billing", "credited_in_month", { absence_date: "2026-12-03" }, "2027-01"],
    ["count", "waiting_days", { reason: "illness" }, 1],
    ["count", "minimum_absence_days", {}, 2],
  ])("%s: %s %o", (type, question, given, expected) => {
    expect(simulate(file, { id: "1", type, question, given, expected })).toMatchObject({ ok: true, got: expected });
  });
});

it("a case of a million days is refused before it is read", () => {
  const dates = Array.from({ length: 2000 }, () => day(2));
  const use = Array.from({ length: 500 }, () => ({ service: "cantine", dates }));
  expect(cents([], use)).toBeNull();
});

it("no part of a bill is named as what every object has", () => {
  expect(cents([], [absent([2])], { only: "__proto__" })).toBeNull();
});

describe("an enrolment whose day is told", () => {
  it.each([
    ["2026-11-02T10:00:00+01:00", "2026-11", 1400],
    ["2026-10-02T10:00:00+02:00", "2026-11", 400],
    ["2026-06-10T10:00:00+02:00", "2026-09", 1400],
  ])("on %s has its fee in %s: %i", (at, period, total) => {
    const use = [{ service: "musique", dates: [`${period}-05`], enrolled_at: at }];
    expect(cents([], use, { period })).toBe(total);
  });
});
