import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { aDay, aMarked, facts, home, rules, share } from "@/prisma/fixtures/charge";
import { communeFile } from "@/prisma/fixtures/rules";
import { chargesOf, lastChargedDay } from "./rules";
import { dayKindOf } from "./rules-uses";
import type { Charge } from "./schema";

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
  ] as const)("booked: %s, marked: %s", (isBooked, status, kind) => expect(dayKindOf(isBooked, status)).toBe(kind));
});

const codesOf = (charge: Charge | undefined) => charge?.why.reasons.map(({ code }) => code);

describe("the charge of a day", () => {
  it("says bracket, quotient with its date and source, and the version of the rules", () => {
    const [charge, ...others] = chargesOf(facts()).charges;
    expect(others).toEqual([]);
    expect(charge).toMatchObject({
      kind: "booked",
      payerId: "p1",
      amountCents: 281,
      activityId: "a1",
      bookingId: "b1",
    });
    expect(charge?.why).toMatchObject({
      ...{ rulesId: "v1", rules: "2026", since: "2026-09-01", label: "Tarif de juin", unit: "session" },
      ...{ source: "caf", share: null, bookedCents: null },
    });
    expect(charge?.why.reasons).toContainEqual({
      code: "bracket",
      label: "B",
      facts: { number: 2, bounds: "[500,inf)" },
    });
    expect(charge?.why.reasons).toContainEqual({ code: "quotientSince", facts: { value: 642, since: "2026-09-01" } });
  });

  it("has its own price for a presence nobody booked, owed by the household that has the child that day", () => {
    const unbooked = aDay({ booking: null, attendance: aMarked("unbooked_present") });
    expect(chargesOf(facts({ days: [unbooked] })).charges).toMatchObject([
      { kind: "unbooked", householdId: "h1", amountCents: 420 },
    ]);
  });

  it("uses the address and the quotient of the day, not of today", () => {
    const moved = { ...home, addresses: [...home.addresses, { city: "Nice", since: "2026-11-04" }] };
    const days = [aDay(), aDay({ activityDayId: "d2", day: "2026-11-04" })];
    const { charges } = chargesOf(facts({ days, households: new Map([["h1", moved]]) }));
    expect(charges.map((charge) => charge.amountCents)).toEqual([281, 600]);
    expect(charges[1]?.why).toMatchObject({ label: "Autre commune", source: null, bookedCents: 281 });
    expect(codesOf(charges[1])).toContain("outsider");
  });

  it("pays the top price without a quotient, and says so when the family saw another price", () => {
    const { charges, findings } = chargesOf(
      facts({
        days: [aDay({ booking: { id: "b1", householdId: "h1", priceCents: 150, timing: "in_time" } })],
        households: new Map([["h1", { ...home, quotients: [] }]]),
      }),
    );
    expect(codesOf(charges[0])).toContain("noQuotientBracket");
    expect(charges[0]).toMatchObject({ amountCents: 281, why: { source: null, bookedCents: 150 } });
    expect(findings).toEqual([
      { kind: "price-changed", childId: "c1", activityId: "a1", day: "2026-11-03", bookedCents: 150, cents: 281 },
    ]);
  });

  it.each([
    ["no rules yet", { rules: [] }, "no-tariff"],
    ["no price in the rules", { days: [aDay({ ruleCode: "bus" })] }, "no-tariff"],
    ["no payer", { households: new Map([["h1", { ...home, shares: [] }]]) }, "no-payer"],
    [
      "payers whose time is over",
      { households: new Map([["h1", { ...home, shares: [{ ...share, until: "2026-11-02" }] }]]) },
      "no-payer",
    ],
    [
      "nobody known that day",
      { days: [aDay({ booking: null, attendance: aMarked("present") })], homes: new Map() },
      "no-household",
    ],
  ])("is a finding, not a guess: %s", (_, given, kind) => {
    const { charges, findings } = chargesOf(facts(given));
    expect(charges).toEqual([]);
    expect(findings).toMatchObject([{ kind }]);
  });

  it("is nothing when the absence is excused, and the full price when it is not", () => {
    const marked = (status: "absent" | "absent_justified") =>
      chargesOf(facts({ days: [aDay({ attendance: aMarked(status) })] }));
    expect(marked("absent_justified")).toMatchObject({ charges: [], waived: [{ childId: "c1", day: "2026-11-03" }] });
    expect(marked("absent").charges).toMatchObject([{ kind: "absence", amountCents: 281 }]);
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

  it("has a line of its own for a late pick-up, from the hour of departure", () => {
    const late = (departedAt: string) => {
      const day = { ruleCode: "garderie", startsAt: "16:30", endsAt: "18:30" };
      const attendance = aMarked("present", { departedAt });
      return chargesOf(facts({ days: [aDay({ ...day, attendance })] })).charges.map(({ kind, amountCents }) => [
        kind,
        amountCents,
      ]);
    };
    expect(late("18:35")).toEqual([["booked", 200]]);
    expect(late("18:36")).toEqual([
      ["booked", 200],
      ["late_pickup", 500],
    ]);
    expect(late("18:46")).toEqual([
      ["booked", 200],
      ["late_pickup", 1000],
    ]);
  });
});

const several = (ruleCode: string, days: readonly string[]) =>
  days.map((day) => aDay({ ruleCode, day, activityDayId: day, booking: bookingOf(day) }));
const bookingOf = (id: string) => ({ id, householdId: "h1", priceCents: 200, timing: "in_time" as const });
describe("a month", () => {
  const days = ["2026-11-03", "2026-11-05", "2026-11-06"];

  it("that reaches the cap has it as a line that takes off", () => {
    const { charges } = chargesOf(facts({ days: several("plafond", days) }));
    expect(charges.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ["booked", 200],
      ["booked", 200],
      ["booked", 200],
      ["combination", -100],
    ]);
    expect(charges[3]).toMatchObject({ childId: "c1", activityId: "a1", why: { label: "Plafond du mois" } });
  });

  it("shares each line between two payers, the line that takes off too", () => {
    const shares = [
      { ...share, sharePercent: 50 },
      { ...share, sharePercent: 50, payerId: "p2" },
    ];
    const households = new Map([["h1", { ...home, shares }]]);
    const { charges } = chargesOf(facts({ days: several("plafond", days), households }));
    const own = (payerId: string) =>
      sum(charges.filter((one) => one.payerId === payerId).map((one) => one.amountCents));
    expect([own("p1"), own("p2")]).toEqual([250, 250]);
    expect(charges.filter(({ kind }) => kind === "combination")).toMatchObject([
      { amountCents: -50, why: { share: { percent: 50, ofCents: -100 } } },
      { amountCents: -50 },
    ]);
    expect(new Set(charges.map(({ sourceKey }) => sourceKey)).size).toBe(charges.length);
  });

  it("in which the rules change prices each day by the rules of that day, and what is due once, once", () => {
    const dearer = communeFile((file) => ({
      ...file,
      prices: [
        { label: "Nouveau", activities: ["plafond"], price: 210 },
        { label: "Nouveau", activities: ["forfait"], per: "month", price: 5000 },
      ],
    }));
    const both = [rules, { id: "v2", label: "Novembre", since: "2026-11-05", file: dearer }];
    const charged = (ruleCode: string) =>
      chargesOf(facts({ days: several(ruleCode, days), rules: both })).charges.map(({ amountCents, why }) => [
        amountCents,
        why.rules,
      ]);
    expect(charged("plafond")).toEqual([
      [200, "2026"],
      [210, "Novembre"],
      [210, "Novembre"],
    ]);
    expect(charged("forfait")).toEqual([[4000, "2026"]]);
  });
});

describe("the last day charged", () => {
  it.each([
    ["2026-11", "2026-11-23", "2026-11-23"],
    ["2026-10", "2026-11-23", "2026-10-31"],
    ["2026-11", "2026-11-30", "2026-11-30"],
  ])("of %s, prepared on %s", (month, today, day) => expect(lastChargedDay(month, today)).toBe(day));
});
