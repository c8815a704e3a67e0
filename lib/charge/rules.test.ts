import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { aDay, facts, home, share } from "@/prisma/fixtures/charge";
import { chargeKindOf, chargesOf, lastChargedDay } from "./rules";

describe("what a day is charged as", () => {
  it.each([
    [true, null, "booked"],
    [true, "present", "booked"],
    [true, "unbooked_present", "booked"],
    [true, "absent", "absence"],
    [true, "absent_justified", "waived"],
    [false, "unbooked_present", "unbooked"],
    [false, "present", "unbooked"],
    [false, "absent", null],
    [false, "absent_justified", null],
    [false, null, null],
  ] as const)("booked: %s, marked: %s", (isBooked, status, kind) => expect(chargeKindOf(isBooked, status)).toBe(kind));
});

describe("the charge of a day", () => {
  it("says bracket, quotient with its date and source, and price list", () => {
    const [charge] = chargesOf(facts()).charges;
    expect(charge).toMatchObject({ kind: "booked", payerId: "p1", amountCents: 281, sourceKey: "day:d1:c1:0" });
    expect(charge?.why).toEqual({
      versionId: "v1",
      version: "2026",
      since: "2026-09-01",
      rule: "bracket",
      unbooked: false,
      bracket: "B",
      quotient: { valueCents: 64_200, since: "2026-09-01" },
      source: "caf",
      share: null,
      bookedCents: null,
    });
  });

  it("has its own price for a presence nobody booked, owed by the household that has the child that day", () => {
    const unbooked = aDay({ booking: null, attendance: { id: "t1", status: "unbooked_present" } });
    expect(chargesOf(facts({ days: [unbooked] })).charges).toMatchObject([
      { kind: "unbooked", householdId: "h1", amountCents: 420 },
    ]);
  });

  it("uses the address and the quotient of the day, not of today", () => {
    const moved = { ...home, addresses: [...home.addresses, { city: "Nice", since: "2026-11-04" }] };
    const days = [aDay(), aDay({ activityDayId: "d2", day: "2026-11-04" })];
    const { charges } = chargesOf(facts({ days, households: new Map([["h1", moved]]) }));
    expect(charges.map((charge) => charge.amountCents)).toEqual([281, 600]);
    expect(charges[1]?.why).toMatchObject({ rule: "outsider", quotient: null, bookedCents: 281 });
  });

  it("pays the top price without a quotient, and says so when the family saw another price", () => {
    const { charges, findings } = chargesOf(
      facts({
        days: [aDay({ booking: { id: "b1", householdId: "h1", priceCents: 150 } })],
        households: new Map([["h1", { ...home, quotients: [] }]]),
      }),
    );
    expect(charges[0]?.why.rule).toBe("top-without-quotient");
    expect(findings).toEqual([
      { kind: "price-changed", childId: "c1", activityId: "a1", day: "2026-11-03", bookedCents: 150, cents: 281 },
    ]);
  });

  it.each([
    ["no price", { tariffs: new Map() }, "no-tariff"],
    ["no payer", { households: new Map([["h1", { ...home, shares: [] }]]) }, "no-payer"],
    [
      "payers whose time is over",
      { households: new Map([["h1", { ...home, shares: [{ ...share, until: "2026-11-02" }] }]]) },
      "no-payer",
    ],
    [
      "nobody known that day",
      { days: [aDay({ booking: null, attendance: { id: "t", status: "present" as const } })], homes: new Map() },
      "no-household",
    ],
  ])("is a finding, not a guess: %s", (_, given, kind) => {
    const { charges, findings } = chargesOf(facts(given));
    expect(charges).toEqual([]);
    expect(findings).toMatchObject([{ kind }]);
  });

  it("is not made again for a day an issued invoice holds", () => {
    expect(chargesOf(facts({ charged: new Set(["c1.d1"]) })).charges).toEqual([]);
  });

  it("is shared between payers to the cent, whatever the shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 4 }), (percents) => {
        fc.pre(percents.some((percent) => percent > 0));
        const shares = percents.map((sharePercent, place) => ({ ...share, sharePercent, payerId: `p${place}` }));
        const { charges } = chargesOf(facts({ households: new Map([["h1", { ...home, shares }]]) }));
        expect(sum(charges.map((charge) => charge.amountCents))).toBe(281);
        expect(charges.every((charge) => charge.amountCents >= 0)).toBe(true);
      }),
    );
  });
});

describe("the last day charged", () => {
  it.each([
    ["2026-11", "2026-11-23", "2026-11-23"],
    ["2026-10", "2026-11-23", "2026-10-31"],
    ["2026-11", "2026-11-30", "2026-11-30"],
  ])("of %s, prepared on %s", (month, today, day) => expect(lastChargedDay(month, today)).toBe(day));
});
