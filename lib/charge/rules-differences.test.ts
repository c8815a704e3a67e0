import { describe, expect, it } from "vitest";
import { aDay, aMarked, facts, home, quotient, rules, share } from "@/prisma/fixtures/charge";
import { communeFile } from "@/prisma/fixtures/rules";
import { chargesOf } from "./rules";
import type { BillingFacts, Charge, IssuedCharge } from "./schema";

const several = (ruleCode: string, days: readonly string[]) =>
  days.map((day) => aDay({ ruleCode, day, activityDayId: day, booking: bookingOf(day) }));
const bookingOf = (id: string) => ({ id, householdId: "h1", priceCents: 200, timing: "in_time" as const });
/** As the invoices of a run hold them. */
const billed = (charges: readonly Charge[]): IssuedCharge[] =>
  charges.map(({ sourceKey, amountCents, payerId, householdId, childId, activityId, day }) => ({
    ...{ sourceKey, amountCents, payerId, householdId, childId, activityId, day },
  }));

describe("what invoices hold", () => {
  const days = ["2026-11-03", "2026-11-05", "2026-11-06"];

  it("of a flat month is the whole month, and not charged again for a day added after issuing", () => {
    const { charges } = chargesOf(facts({ days: several("forfait", days.slice(0, 2)) }));
    expect(charges).toMatchObject([{ kind: "flat", amountCents: 4000, quantity: 1, day: "2026-11-03" }]);
    const again = chargesOf(facts({ days: several("forfait", days), issued: billed(charges) }));
    expect([again.charges, again.differences]).toEqual([[], []]);
  });

  const issued = billed(chargesOf(facts()).charges);
  const differencesAfter = (given: Partial<BillingFacts>) => {
    const { charges, differences } = chargesOf(facts({ issued, ...given }));
    return {
      charges,
      differences: differences.map(({ payerId, billedCents, cents }) => [payerId, billedCents, cents]),
    };
  };

  it("is not charged again", () => {
    expect(differencesAfter({})).toEqual({ charges: [], differences: [] });
  });

  it("is proposed to be corrected when a quotient comes late, and charges nothing", () => {
    const late = { ...quotient, valueCents: 30_000, recordedAt: new Date("2026-12-04") };
    const households = new Map([["h1", { ...home, quotients: [quotient, late] }]]);
    expect(differencesAfter({ households })).toEqual({ charges: [], differences: [["p1", 281, 150]] });
  });

  it("is proposed when another rule now holds, wherever it stands in the file", () => {
    const file = communeFile((own) => ({
      ...own,
      prices: [{ activities: ["cantine"], price: 300 }, ...(own.prices ?? [])],
    }));
    const corrected = [{ ...rules, id: "v2", file }];
    expect(differencesAfter({ rules: corrected })).toEqual({
      charges: [],
      differences: [["p1", 281, 300]],
    });
  });

  it("is proposed to be given back when the day is cancelled or excused", () => {
    expect(differencesAfter({ days: [] }).differences).toEqual([["p1", 281, 0]]);
    const excused = [aDay({ attendance: aMarked("absent_justified") })];
    expect(differencesAfter({ days: excused }).differences).toEqual([["p1", 281, 0]]);
  });

  it("goes from one payer to the other", () => {
    const households = new Map([["h1", { ...home, shares: [{ ...share, payerId: "p2" }] }]]);
    expect(differencesAfter({ households })).toEqual({
      charges: [],
      differences: [
        ["p1", 281, 0],
        ["p2", 0, 281],
      ],
    });
  });

  it("says nothing more once a correction has been made", () => {
    const late = { ...quotient, valueCents: 30_000, recordedAt: new Date("2026-12-04") };
    const households = new Map([["h1", { ...home, quotients: [quotient, late] }]]);
    const corrected = [...issued, ...issued.map((one) => ({ ...one, amountCents: -131 }))];
    expect(chargesOf(facts({ households, issued: corrected })).differences).toEqual([]);
  });

  it("leaves a day that was not billed to the next invoice", () => {
    const days = [aDay(), aDay({ activityDayId: "d2", day: "2026-11-05" })];
    expect(chargesOf(facts({ days, issued })).charges).toMatchObject([{ day: "2026-11-05", amountCents: 281 }]);
  });
});
