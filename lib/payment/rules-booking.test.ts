import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookingOf, receivedOnOf, takenBack } from "./rules-booking";

describe("the money of a payment of 50 €", () => {
  it.each([
    ["pays all that is owed", 5000, 0, { payCents: 5000, surplusCents: 0, beside: null }],
    ["pays a part of more", 5001, 0, { payCents: 5000, surplusCents: 0, beside: null }],
    ["is a cent too much", 4999, 0, { payCents: 4999, surplusCents: 1, beside: "paid-twice" }],
    ["comes when nothing is owed any more", 0, 0, { payCents: 0, surplusCents: 5000, beside: "paid-twice" }],
    ["comes when the comptable has the debt", 0, 5000, { payCents: 0, surplusCents: 5000, beside: "after-hand-over" }],
    ["finds the invoice in credit", -100, 0, { payCents: 0, surplusCents: 5000, beside: "paid-twice" }],
  ] as const)("%s", (_, dueCents, claimCents, expected) => {
    expect(bookingOf({ amountCents: 5000, dueCents, claimCents })).toEqual(expected);
  });

  it("is refused when there is none, or when it is no whole cent", () => {
    for (const amountCents of [0, -1, 19.99, Number.NaN]) {
      expect(() => bookingOf({ amountCents, dueCents: 100, claimCents: 0 })).toThrow();
    }
  });
});

describe("a receipt of 80 € of which 30 € were too much, taken back", () => {
  it.each([
    ["takes its credit back too, when it is whole", 3000, 8000, [3000, 5000, 0]],
    ["is owed for the cent of credit that was given back", 2999, 8000, [2999, 5001, 0]],
    ["is owed whole when all of the credit was given back", 0, 8000, [0, 8000, 0]],
    ["never takes more credit than it gave", 9000, 8000, [3000, 5000, 0]],
    ["is owed no more than was paid of the invoice: the rest is to recover", 0, 7999, [1, 7999, 1]],
    ["of an invoice that only it had paid, is owed what it had paid", 0, 5000, [3000, 5000, 3000]],
    ["leaves the credit below zero by what is to recover, beside what was left of it", 1000, 5000, [3000, 5000, 2000]],
    ["of an invoice that owes all of it already, is to recover whole", 0, 0, [8000, 0, 8000]],
  ] as const)("%s", (_, creditLeftCents, paidCents, expected) => {
    const { creditCents, owedCents, recoverCents } = takenBack({
      ...{ payCents: 5000, surplusCents: 3000, creditLeftCents, paidCents },
    });
    expect([creditCents, owedCents, recoverCents]).toEqual(expected);
    expect(creditCents + owedCents).toBe(8000);
  });
});

it("no cent is lost, and no invoice is paid beyond what is owed", () => {
  const cents = fc.integer({ min: -10_000, max: 10_000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), cents, fc.nat(10_000), (amountCents, dueCents, claimCents) => {
      const { payCents, surplusCents, beside } = bookingOf({ amountCents, dueCents, claimCents });
      expect(payCents + surplusCents).toBe(amountCents);
      expect(payCents).toBeLessThanOrEqual(Math.max(dueCents, 0));
      expect(beside === null).toBe(surplusCents === 0);
    }),
  );
});

describe("the day of a receipt", () => {
  /** Just after midnight in Paris: 1 January there, still 31 December in UTC. */
  const createdAt = new Date("2026-12-31T23:30:00Z");
  const TODAY = "2027-01-03";
  const dayOf = (gateway: string, day: string | null) =>
    receivedOnOf({ gateway, createdAt, paidAtRaw: day && `${day}T10:00` }, TODAY);

  it.each([
    ["two days before the attempt", "2026-12-30", TODAY],
    ["the day before it", "2026-12-31", "2026-12-31"],
    ["its day", "2027-01-01", "2027-01-01"],
    ["today", TODAY, TODAY],
    ["tomorrow", "2027-01-04", TODAY],
    ["another year", "2025-12-31", TODAY],
    ["no day", null, TODAY],
  ])("of the web service, told %s", (_, told, day) => {
    expect(dayOf("soap", told)).toBe(day);
  });

  it.each(["2025-12-31", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-04", null])(
    "of the form is that of the attempt, told %s",
    (told) => {
      expect(dayOf("form", told)).toBe("2027-01-01");
    },
  );
});
