import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import type { TariffRule } from "@/lib/tariff/schema";
import { type BillingFacts, chargeKindOf, chargesOf, type Day, lastChargedDay, numberOf, refdetOf } from "./rules";
import { draftsOf, groupFindings, isSameBilling } from "./rules-drafts";

const rule: TariffRule = {
  kind: "by-qf",
  brackets: [
    { label: "A", fromCents: 0, toCents: 50_000, bounds: "[)", cents: 150 },
    { label: "B", fromCents: 50_000, toCents: null, bounds: "[)", cents: 281, unbookedCents: 420 },
  ],
  outsiderCents: 600,
};
const share = { payerId: "p1", childId: null, sharePercent: 100, since: "2026-09-01", until: null };
const quotient = {
  valueCents: 64_200,
  source: "caf",
  since: "2026-09-01",
  until: null,
  recordedAt: new Date("2026-09-01"),
};
const home = { quotients: [quotient], addresses: [{ city: "Valmontel", since: "2020-01-01" }], shares: [share] };

function aDay(given: Partial<Day> = {}): Day {
  return {
    activityDayId: "d1",
    activityId: "a1",
    day: "2026-11-03",
    childId: "c1",
    booking: { id: "b1", householdId: "h1", priceCents: 281 },
    attendance: null,
    ...given,
  };
}

function facts(given: Partial<BillingFacts> = {}): BillingFacts {
  return {
    commune: "Valmontel",
    days: [aDay()],
    tariffs: new Map([["a1", [{ id: "v1", label: "2026", since: "2026-09-01", until: null, rule }]]]),
    households: new Map([["h1", home]]),
    homes: new Map([
      ["c1", { residences: [{ householdId: "h1", custody: null, since: "2020-01-01", until: null }], exceptions: [] }],
    ]),
    charged: new Set(),
    ...given,
  };
}

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

describe("drafts", () => {
  const order = { children: ["c1", "c2"], activities: ["a1"] };
  const keep = (billing: ReturnType<typeof chargesOf>) =>
    billing.charges.map((charge) => ({ ...charge, id: charge.sourceKey }));

  it("gather days of one price in one line and set excused absences beside them", () => {
    const days = [
      aDay({ activityDayId: "d2", day: "2026-11-05" }),
      aDay(),
      aDay({ activityDayId: "d3", day: "2026-11-06", attendance: { id: "t", status: "absent_justified" } }),
      aDay({ activityDayId: "d4", day: "2026-11-09", attendance: { id: "u", status: "absent" } }),
    ];
    const billing = chargesOf(facts({ days }));
    const { drafts } = draftsOf(keep(billing), billing.waived, order);
    expect(drafts).toMatchObject([
      {
        payerId: "p1",
        totalCents: 843,
        lines: [
          { kind: "booked", days: ["2026-11-03", "2026-11-05"], waived: ["2026-11-06"], quantity: 2, amountCents: 562 },
          { kind: "absence", days: ["2026-11-09"], quantity: 1, amountCents: 281 },
        ],
      },
    ]);
  });

  it.each([
    [99, 0],
    [100, 1],
  ])("of %s cents make %s invoice", (cents, count) => {
    const fixed: TariffRule = { kind: "fixed", cents };
    const tariffs = new Map([["a1", [{ id: "v", label: "", since: "2026-09-01", until: null, rule: fixed }]]]);
    const { drafts, findings } = draftsOf(keep(chargesOf(facts({ tariffs }))), [], order);
    expect([drafts.length, findings.length]).toEqual([count, 1 - count]);
  });

  it("total their charges, to the cent", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 }), (numbers) => {
        const days = [...new Set(numbers)].map((number) =>
          aDay({
            activityDayId: `d${number}`,
            childId: `c${number % 3}`,
            day: `2026-11-${String(number).padStart(2, "0")}`,
          }),
        );
        const billing = chargesOf(facts({ days }));
        const { drafts } = draftsOf(keep(billing), billing.waived, order);
        const total = sum(billing.charges.map((charge) => charge.amountCents));
        expect(sum(drafts.map((draft) => draft.totalCents))).toBe(total);
        for (const draft of drafts)
          for (const line of draft.lines) expect(line.amountCents).toBe(line.quantity * line.unitCents);
      }),
    );
  });

  it("are the same billing whatever their order, and another when one amount differs", () => {
    const one = chargesOf(facts({ days: [aDay(), aDay({ activityDayId: "d2" })] })).charges;
    expect(isSameBilling(one, [...one].reverse())).toBe(true);
    expect(isSameBilling(one, one.slice(1))).toBe(false);
    expect(
      isSameBilling(
        one,
        one.map((charge) => ({ ...charge, amountCents: charge.amountCents + 1 })),
      ),
    ).toBe(false);
  });

  it("show one line for what one act mends", () => {
    const finding = { kind: "no-payer", childId: "c1", householdId: "h1", day: "2026-11-03" } as const;
    expect(groupFindings([finding, { ...finding, day: "2026-11-04" }])).toEqual([{ first: finding, count: 2 }]);
  });
});

describe("numbers and references", () => {
  it("are written with six digits, and absent from a draft", () => {
    expect(numberOf({ year: 2026, number: 1187 })).toBe("2026-001187");
    expect(numberOf({ year: null, number: null })).toBeNull();
  });

  it.each([
    ["RAS", "RAS2026001187"],
    ["r-1", "R12026001187"],
    ["", "2026001187"],
  ])("of a régie « %s »", (code, refdet) => expect(refdetOf(code, 2026, 1187)).toBe(refdet));

  it("refuse a code that does not fit", () => expect(() => refdetOf("A".repeat(25), 2026, 1)).toThrow());
});

describe("the last day charged", () => {
  it.each([
    ["2026-11", "2026-11-23", "2026-11-23"],
    ["2026-10", "2026-11-23", "2026-10-31"],
    ["2026-11", "2026-11-30", "2026-11-30"],
  ])("of %s, prepared on %s", (month, today, day) => expect(lastChargedDay(month, today)).toBe(day));
});
