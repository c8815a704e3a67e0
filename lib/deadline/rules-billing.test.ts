import { describe, expect, it } from "vitest";
import type { CommuneFileInput } from "@/lib/rulebook/schema";
import { smallTown } from "@/prisma/fixtures/small-town";
import * as billing from "./rules-billing";

const fileOf = (rules: CommuneFileInput["billing"]) => smallTown({ billing: rules });

describe("the day to pay", () => {
  it.each([
    [{ days: 15, from: "receipt" }, "2026-12-30"],
    [{ days: 15 }, "2026-12-25"],
    [{ days: 10, count: "business" }, "2026-12-24"],
    [{ days: 30, from: "end_of_month" }, "2026-12-30"],
    [{ day: 20 }, "2026-12-20"],
    [{ day: "last", months: 0 }, "2026-11-30"],
    [{ day: 31, months: 3 }, "2027-02-28"],
  ] as const)("%o: %s", (due, day) => {
    const file = fileOf({ issued: { day: 10, months: 1 }, due });
    expect(billing.issuedOn(file, "2026-11")).toBe("2026-12-10");
    expect(billing.dueOn(file, { month: "2026-11", receivedOn: "2026-12-15" })).toBe(day);
  });

  it("is another one for an activity billed another way", () => {
    const file = fileOf({
      due: { day: 20 },
      exceptions: [{ activities: ["centre"], timing: "on_booking", due: { days: 8 } }],
    });
    expect(billing.dueOn(file, { month: "2026-11", activity: "centre", issuedOn: "2026-11-03" })).toBe("2026-11-11");
    expect(billing.billingOf(file, "centre").timing).toBe("on_booking");
    expect(billing.billingOf(file, "cantine").timing).toBe("after");
  });

  it("is not told where the file says nothing", () => {
    expect(billing.dueOn(fileOf({}), { month: "2026-11" })).toBeNull();
    expect(billing.dueOn(fileOf({ due: { days: 15 } }), { month: "2026-11" })).toBeNull();
  });
});

describe("direct debit", () => {
  it.each([
    ["2026-11-19", false, "2026-12"],
    ["2026-11-20", false, "2027-01"],
    ["2026-11-20", true, "2026-12"],
    ["2026-11-21", true, "2027-01"],
    ["2026-12-25", false, "2027-02"],
  ])("papers received on %s (the day itself in: %s) begin in %s", (day, included, month) => {
    const file = fileOf({ directDebit: { receivedBefore: { day: 20, months: 1, included }, rejectionsAllowed: 1 } });
    expect(billing.firstDebitMonth(file, day)).toBe(month);
    expect([1, 2].map((rejections) => billing.debitEnds(file, rejections))).toEqual([false, true]);
  });
});

describe("reminders, suspension", () => {
  const reminders = [
    { afterDays: 15, label: "Rappel" },
    { afterDays: 30, feeCents: 500 },
  ];

  it("dates the reminders from the day to pay", () => {
    expect(billing.remindersOf(fileOf({ reminders }), "2026-12-20")).toEqual([
      { on: "2027-01-04", feeCents: 0, label: "Rappel" },
      { on: "2027-01-19", feeCents: 500, label: null },
    ]);
  });

  const file = fileOf({ suspension: { unpaidCents: 10_000, unpaidInvoices: 2, exempt: { social: "ccas" } } });

  it.each([
    [9_999, 2, {}, false],
    [10_000, 2, {}, true],
    [10_000, 1, {}, false],
    [10_000, 2, { social: "ccas" }, false],
  ])("%i cents of %i invoices, %o: suspended %s", (cents, invoices, facts, isSuspended) => {
    expect(billing.suspensionOf(file, { cents, invoices, daysLate: 0, facts }).isSuspended).toBe(isSuspended);
  });

  it("suspends nobody where the file names no threshold", () => {
    const unpaid = { cents: 99_999, invoices: 9, daysLate: 300, facts: {} };
    expect(billing.suspensionOf(fileOf({}), unpaid).isSuspended).toBe(false);
    expect(billing.suspensionOf(fileOf({ suspension: {} }), unpaid).isSuspended).toBe(false);
  });
});

describe("small amounts, tickets, plain answers", () => {
  it.each([
    ["carry", 499, { billedCents: 0, carriedCents: 499 }],
    ["carry", 500, { billedCents: 500, carriedCents: 0 }],
    ["drop", 499, { billedCents: 0, carriedCents: 0 }],
    ["bill", 499, { billedCents: 499, carriedCents: 0 }],
    ["drop", -200, { billedCents: -200, carriedCents: 0 }],
  ] as const)("%s under five euros: %i", (below, cents, expected) => {
    expect(billing.smallAmount(fileOf({ smallest: { cents: 500, below } }), cents)).toEqual(expected);
  });

  it("ends a card of tickets in its month", () => {
    const file = fileOf({ tickets: [{ activities: ["cantine"], units: 10, cents: 4000, validMonths: 3 }] });
    expect(billing.ticketsUntil(file, "cantine", "2026-11-30")).toBe("2027-02-28");
    expect(billing.ticketsUntil(file, "centre", "2026-11-30")).toBeNull();
  });

  it("gives the first answer whose condition holds", () => {
    const values = [{ when: { resident: false }, value: "no" }, { value: "yes" }];
    const file = fileOf({ answers: [{ question: "refund", values }] });
    expect(billing.answerTo(file, "refund", {})).toBe("yes");
    expect(billing.answerTo(file, "refund", { resident: false })).toBe("no");
    expect(billing.answerTo(file, "other", {})).toBeNull();
  });
});
