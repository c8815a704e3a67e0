import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { price } from "./rules";
import type { Household, Period, Use } from "./schema";

const NOVEMBER: Period = { from: "2026-11-01", to: "2026-11-30" };
const DATES = [2, 3, 5, 6, 9, 10, 12, 13, 16, 17, 19, 20, 23, 24, 26, 27, 30];
type Given = Partial<Use>;
type Parts = Partial<CommuneFileInput>;

function fileOf(parts: Parts) {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "essai", name: "Essai" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [
      { id: "cantine", name: "Cantine", kind: "canteen" },
      { id: "matin", name: "Matin", kind: "morning-care" },
      { id: "soir", name: "Soir", kind: "evening-care", hours: { from: "16:30", to: "18:30" } },
    ],
    prices: [{ price: 300 }],
    ...parts,
  });
}

function family(ids = "A"): Household {
  return { facts: [], quotients: [], children: [...ids].map((id) => ({ id, facts: [] })) };
}

function uses(given: readonly Given[]): Use[] {
  const plain = {
    childId: "A",
    activity: "cantine",
    day: "2026-11-09",
    status: "present",
    booking: "in_time",
    facts: {},
  } as const;
  return given.map((use, place) => ({ id: `u${place}`, ...plain, ...use }));
}

const day = (date: number) => `2026-11-${String(date).padStart(2, "0")}`;

describe("whatever the uses", () => {
  const parts: Parts = {
    prices: [{ activities: ["cantine"], when: { rank: ">=2" }, price: 250 }, { price: 300 }],
    adjustments: [{ when: { booking: "late" }, add: 100, counter: { from: 2 } }],
    combinations: [{ kind: "cap", activities: ["matin", "soir"], per: "child_month", amount: 2000 }],
    aids: [{ id: "ccas", from: "CCAS", activities: ["cantine"], percent: "33", rounding: { mode: "nearest" } }],
    latePickups: [{ activities: ["soir"], sliceMinutes: 15, price: 500 }],
  };
  const file = fileOf(parts);
  const one = fc.record({
    childId: fc.constantFrom("A", "B", "C"),
    activity: fc.constantFrom("cantine", "matin", "soir"),
    day: fc.constantFrom(...DATES.map(day)),
    status: fc.constantFrom("present", "present", "absent_excused", "absent_unexcused"),
    booking: fc.constantFrom("in_time", "late", "none"),
    latePickups: fc.constantFrom(0, 0, 1),
  }) as fc.Arbitrary<Given>;
  const many = fc.array(one, { maxLength: 25 }).map(uses);
  const priced = (list: readonly Use[]) => price(file, NOVEMBER, family("ABC"), list);

  it("the total is the sum of the lines, in whole cents", () => {
    fc.assert(
      fc.property(many, (list) => {
        const { lines, totalCents } = priced(list);
        for (const line of lines) {
          expect(Number.isSafeInteger(line.amountCents)).toBe(true);
          expect(line.amountCents).toBe(line.quantity * line.unitCents);
        }
        expect(lines.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(totalCents);
      }),
    );
  });

  it("their order changes nothing", () => {
    const shuffled = many.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(priced(other)).toEqual(priced(list));
      }),
    );
  });

  it("one more presence never lowers the total", () => {
    const more = fc
      .tuple(many, one)
      .map(([list, extra]) => [list, { ...uses([extra])[0], id: "more", status: "present" }]);
    fc.assert(
      fc.property(more as fc.Arbitrary<[Use[], Use]>, ([list, extra]) => {
        expect(priced([...list, extra]).totalCents).toBeGreaterThanOrEqual(priced(list).totalCents);
      }),
    );
  });
});
