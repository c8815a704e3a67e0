import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargesOf } from "@/lib/charge/rules";
import { sum } from "@/lib/kernel/money";
import type { TariffRule } from "@/lib/tariff/schema";
import { aDay, facts } from "@/prisma/fixtures/charge";
import { draftsOf, groupFindings, isSameBilling, numberOf, refdetOf } from "./rules";

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
