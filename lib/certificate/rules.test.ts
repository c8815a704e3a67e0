import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serviceKinds } from "@/lib/rulebook/schema-activities";
import { careOf, isCare, isYoungEnough, type Line, type Move, type PaidInvoice } from "./rules";

const care = (childId: string, cents: number, activityId = "garderie"): Line => ({
  childId,
  activityId,
  cents,
  isCare: true,
});
const meal = (childId: string, cents: number): Line => ({ childId, activityId: "cantine", cents, isCare: false });
const paid = (day: string, cents: number): Move => ({ kind: "money", day, cents });
const told = (...invoices: PaidInvoice[]) =>
  [...careOf(invoices)].flatMap(([year, children]) => [...children].map(([child, cents]) => [year, child, cents]));

describe("what the tax credit knows as care", () => {
  it.each([
    ["morning-care", true],
    ["evening-care", true],
    ["leisure", true],
    ["canteen", false],
    ["study", false],
    ["workshop", false],
    ["bus", false],
    ["family", false],
  ])("%s: %s", (activityKind, counts) => {
    expect(isCare({ activityKind, kind: "booked" })).toBe(counts);
  });

  it("says something of every kind of service", () => {
    expect(serviceKinds.filter((kind) => isCare({ activityKind: kind, kind: "booked" }))).toHaveLength(3);
    expect(serviceKinds).toHaveLength(7);
  });

  it.each(["late_pickup", "fee"])("leaves out a %s", (kind) => {
    expect(isCare({ activityKind: "evening-care", kind })).toBe(false);
  });

  it.each([
    ["2019-12-31", false],
    ["2020-01-01", false],
    ["2020-01-02", true],
    ["2026-06-01", true],
  ])("a child born on %s is under six on the first of January 2026: %s", (birthDate, young) => {
    expect(isYoungEnough(birthDate, 2026)).toBe(young);
  });
});

describe("what was paid for care", () => {
  const lines = [care("lea", 3000), meal("lea", 6000), care("tom", 1000)];

  it("counts in the year of the payment, in the share of its lines", () => {
    expect(told({ lines, moves: [paid("2025-12-31", 5000), paid("2026-01-01", 5000)] })).toEqual([
      [2025, "lea", 1500],
      [2025, "tom", 500],
      [2026, "lea", 1500],
      [2026, "tom", 500],
    ]);
  });

  it("is exact once all is paid, however it was paid", () => {
    expect(told({ lines, moves: [paid("2026-01-05", 3333), paid("2026-02-05", 1), paid("2026-03-05", 6666)] })).toEqual(
      [
        [2026, "lea", 3000],
        [2026, "tom", 1000],
      ],
    );
  });

  it("loses what bounced, in the year in which it bounced", () => {
    expect(told({ lines, moves: [paid("2025-12-30", 10_000), paid("2026-01-04", -10_000)] })).toEqual([
      [2025, "lea", 3000],
      [2025, "tom", 1000],
      [2026, "lea", -3000],
      [2026, "tom", -1000],
    ]);
  });

  it("never comes to more than the price lowered for the family as a whole", () => {
    const cap: Line = { childId: null, activityId: null, cents: -2000, isCare: false };
    expect(told({ lines: [...lines, cap], moves: [paid("2026-01-05", 8000)] })).toEqual([
      [2026, "lea", 2400],
      [2026, "tom", 800],
    ]);
  });

  it("gives back the line of a credit note that had been paid", () => {
    const credited: Move = { kind: "credited", day: "2026-03-01", lines: [care("tom", 1000)], cents: 1000 };
    expect(told({ lines, moves: [paid("2026-01-05", 10_000), credited] })).toEqual([
      [2026, "lea", 3000],
      [2026, "tom", 0],
    ]);
  });

  it("stays what it was when a credit note only lowers what was still owed", () => {
    const credited: Move = { kind: "credited", day: "2026-03-01", lines: [meal("lea", 6000)], cents: 0 };
    expect(told({ lines, moves: [credited, paid("2026-03-05", 4000)] })).toEqual([
      [2026, "lea", 3000],
      [2026, "tom", 1000],
    ]);
  });

  const line = fc.record({
    childId: fc.constantFrom("lea", "tom", null),
    activityId: fc.constantFrom("garderie", "cantine", "centre"),
    cents: fc.integer({ min: -500, max: 9000 }),
    isCare: fc.boolean(),
  });
  const history = fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    })
    .map(({ lines: made, parts }): PaidInvoice => {
      const total = made.reduce((all, { cents }) => all + cents, 0);
      let left = Math.max(total, 0);
      const moves = parts.map((part, index): Move => {
        const cents = Math.floor(left * part);
        left -= cents;
        return paid(`${2024 + index}-05-05`, cents);
      });
      return { lines: made, moves };
    });

  it("is never above the money received, in any year, and the same when computed twice", () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 5 }), (invoices) => {
        const all = careOf(invoices);
        expect(careOf(invoices)).toEqual(all);
        for (const upTo of [2024, 2025, 2026, 2027, 2028]) {
          const certified = [...all]
            .filter(([year]) => year <= upTo)
            .flatMap(([, children]) => [...children.values()])
            .reduce((sum, cents) => sum + cents, 0);
          const received = invoices
            .flatMap(({ moves }) => moves)
            .filter(({ day }) => Number(day.slice(0, 4)) <= upTo)
            .reduce((sum, { cents }) => sum + cents, 0);
          expect(certified).toBeLessThanOrEqual(received);
        }
      }),
      { numRuns: 500 },
    );
  });
});
