/** What docs/commune-file.md §4, §5, §8 and §9 say in words is what the rules answer. */
import { describe, expect, it } from "vitest";
import type { Facts } from "@/lib/clause/rules-conditions";
import { decide } from "@/lib/deadline/rules";
import { type AbsenceGiven, judgeAbsence } from "@/lib/deadline/rules-absences";
import { dueOn, firstDebitMonth, issuedOn, remindersOf, suspensionOf } from "@/lib/deadline/rules-billing";
import { capacityOn } from "@/lib/deadline/rules-capacity";
import { previewOf } from "@/lib/deadline/rules-preview";
import { documented } from "./documented";

type Row = [heading: string, place: number, activity: string, day: string, closesAt: string | null, facts?: Facts];

const table: Facts = { cutoff_table: "2026-11=2026-10-27; 2026-12=2026-11-24T18:00" };

describe("limits", () => {
  it.each<Row>([
    ["1. The smallest file", 0, "cantine", "2026-11-24", "2026-11-24T00:00"],
    ["Days before", 0, "cantine", "2026-11-24", "2026-11-23T10:00"],
    ["Days before", 0, "cantine", "2026-11-23", "2026-11-22T10:00"],
    ["Days before", 1, "cantine", "2026-11-23", "2026-11-20T10:00"],
    ["Days before", 1, "cantine", "2026-11-26", "2026-11-24T10:00"],
    ["Days before", 1, "cantine", "2026-11-02", "2026-10-16T10:00"],
    ["Hours before", 0, "cantine", "2026-11-12", "2026-11-09T11:30"],
    ["A day of the week before", 0, "cantine", "2026-11-23", "2026-11-19T09:00"],
    ["A day of the week before", 0, "cantine", "2026-11-27", "2026-11-19T09:00"],
    ["A table, one limit a weekday", 0, "cantine", "2026-11-24", "2026-11-20T12:00"],
    ["A table, one limit a weekday", 0, "cantine", "2026-11-27", "2026-11-24T12:00"],
    ["A day of the month before", 0, "cantine", "2026-12-17", "2026-11-20T12:00"],
    ["A day of the month before", 0, "garderie_soir", "2026-12-17", "2026-11-28T00:00"],
    ["Published dates", 0, "alsh_vacances", "2026-10-20", "2026-10-03T00:00"],
    ["Published dates", 0, "alsh_vacances", "2026-12-21", "2026-12-04T12:00"],
    ["Published dates", 0, "alsh_vacances", "2027-02-22", null],
    ["Published dates", 1, "cantine", "2026-11-24", "2026-10-27T12:00", table],
    ["Published dates", 1, "cantine", "2026-12-01", "2026-11-24T18:00", table],
    ["Around holidays", 0, "cantine", "2026-11-02", "2026-10-16T09:00"],
    ["Around holidays", 0, "alsh_vacances", "2026-10-20", "2026-10-03T00:00"],
  ])("%s (%i): %s on %s closes at %s", (heading, place, activity, day, closesAt, facts = {}) => {
    const [preview] = previewOf(documented(heading, place), { activity, day, facts });
    expect(preview?.windows[0]?.closesAt).toBe(closesAt);
  });
});

describe("what may be done at a moment", () => {
  const ask = (heading: string, action: "book" | "cancel" | "enrol" | "ride", asked: Asked) =>
    decide(documented(heading, asked.place), { action, activity: "cantine", day: "2026-11-24", facts: {}, ...asked });
  type Asked = { activity?: string; day?: string; now: string; facts?: Facts; place?: number };

  it.each([
    ["2026-11-23T17:00", { channel: "portal" }, "not_charged", undefined],
    ["2026-11-24T08:30", {}, "charged", { amount: 150 }],
    ["2026-11-24T11:00", {}, "charged", undefined],
    ["2026-11-24T11:00", { reason: "illness" }, "not_charged", undefined],
    ["2026-11-24T08:30", { regularity: "regular", channel: "phone" }, "not_charged", undefined],
  ])("a cancellation at %s, %o: %s", (now, facts, outcome, charge) => {
    const verdict = ask("By channel, by regularity, by reason", "cancel", { now, facts });
    expect([verdict.outcome, verdict.charge]).toEqual([outcome, charge]);
  });

  it.each([
    [12, "accepted_at_higher_price"],
    [0, "refused"],
  ])("a late booking with %i seats left: %s", (placesLeft, outcome) => {
    const asked = { day: "2026-12-03", now: "2026-12-01T09:00", facts: { placesLeft } };
    expect(ask("Late, if places are left", "book", asked).outcome).toBe(outcome);
  });

  it.each([
    ["2026-05-14T12:00", 5, "refused"],
    ["2026-07-31T12:00", 5, "accepted"],
    ["2026-08-01T00:00", 5, "accepted_at_higher_price"],
    ["2026-08-01T00:00", 0, "refused"],
  ])("an enrolment at %s with %i places: %s", (now, placesLeft, outcome) => {
    const asked = { activity: "car", day: "2026-09-01", now, facts: { placesLeft } };
    expect(ask("The yearly enrolment", "enrol", asked).outcome).toBe(outcome);
  });

  it.each([
    ["book", "cantine", { file_complete: false }, "refused"],
    ["book", "cantine", {}, "accepted"],
    ["ride", "car", { grade: "PS" }, "refused"],
    ["ride", "car", { grade: "PS", older_sibling_on_route: true }, "accepted"],
    ["ride", "car", { grade: "CE1" }, "accepted"],
    ["enrol", "alsh_vacances", { age: 12 }, "refused"],
  ] as const)("%s %s %o: %s", (action, activity, facts, outcome) => {
    expect(ask("Who may come", action, { activity, now: "2026-10-01T10:00", facts, day: "2026-11-24" }).outcome).toBe(
      outcome,
    );
  });

  it("needs study before the care that follows it", () => {
    const file = documented("An activity that needs another");
    const asked = { action: "book", activity: "garderie_apres_etude", day: "2026-11-24", facts: {} } as const;
    const outcomes = [["etude"], []].map(
      (booked) => decide(file, { ...asked, now: "2026-11-01T00:00", booked }).outcome,
    );
    expect(outcomes).toEqual(["accepted", "refused"]);
  });
});

describe("places", () => {
  const file = documented("Places");

  it.each([
    ["cantine", "2026-11-24", 120, 0],
    ["garderie_soir", "2026-11-24", 20, 10],
    ["garderie_soir", "2026-11-27", 20, 0],
  ])("%s on %s with %i taken: %i left", (activity, day, taken, left) => {
    expect(capacityOn(file, { activity, day, taken, facts: {} }).left).toBe(left);
  });

  it("follow the staff by age", () => {
    const asked = { activity: "alsh_vacances", day: "2026-10-20", taken: 24, ageCounts: { 4: 24 } };
    expect(capacityOn(file, { ...asked, facts: { age: 8 } }).left).toBe(36);
  });
});

describe("absences", () => {
  const given: Omit<AbsenceGiven, "absentDays"> = { activity: "cantine", notices: [], proofs: [], facts: {} };
  const week = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"];
  const charges = (place: number, more: Partial<AbsenceGiven> & Pick<AbsenceGiven, "absentDays">) =>
    judgeAbsence(documented("8. Absences", place), { ...given, ...more }).map(({ charge }) => charge);

  it.each([
    ["2026-11-23T09:45", ["full", "none", "none", "none"]],
    ["2026-11-24T11:00", ["full", "full", "none", "none"]],
  ])("an illness told at %s", (at, expected) => {
    expect(charges(0, { absentDays: week, notices: [{ at }], reason: "illness" })).toEqual(expected);
  });

  it.each([
    ["2026-12-01T15:00", ["none", "none"]],
    ["2026-12-02T09:00", [{ percent: "50" }, { percent: "50" }]],
  ])("a certificate received at %s", (receivedAt, expected) => {
    const proofs = [{ kind: "medical_certificate", receivedAt }];
    const answer = charges(1, { absentDays: ["2026-11-23", "2026-11-24"], reason: "illness", proofs });
    expect(answer).toMatchObject(expected);
  });

  it("a certificate says an illness by itself", () => {
    const proofs = [{ kind: "medical_certificate", receivedAt: "2026-11-25T09:00" }];
    expect(charges(1, { absentDays: ["2026-11-23", "2026-11-24"], proofs })).toEqual(["none", "none"]);
  });

  it("a strike, without a request", () => {
    expect(charges(1, { absentDays: ["2026-11-24"], reason: "strike" })).toEqual(["none"]);
  });
});

describe("billing", () => {
  it("tells its days", () => {
    const file = documented("9. Billing");
    expect(issuedOn(file, "2026-11")).toBe("2026-12-05");
    expect(dueOn(file, { month: "2026-11", receivedOn: "2026-12-15" })).toBe("2026-12-30");
    expect(firstDebitMonth(file, "2026-11-18")).toBe("2026-12");
    expect(firstDebitMonth(file, "2026-11-25")).toBe("2027-01");
  });

  it("reminds, then suspends", () => {
    const file = documented("9. Billing", 1);
    expect(remindersOf(file, "2026-12-01").map(({ feeCents }) => feeCents)).toEqual([0, 500]);
    const unpaid = { cents: 10_000, invoices: 2, daysLate: 60 };
    expect(suspensionOf(file, { ...unpaid, facts: {} }).isSuspended).toBe(true);
    expect(suspensionOf(file, { ...unpaid, facts: { social: "ccas" } }).isSuspended).toBe(false);
  });
});
