import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CreditableLine, creditPlan, daysOfLine, effectOf } from "./rules";
import type { Pick } from "./schema";

const days = ["2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06"].map((day, index) => ({
  ...{ chargeId: `c${index}`, bookingId: `b${index}`, day, amountCents: 200, creditedCents: 0 },
}));
const line: CreditableLine = { id: "l", quantity: 4, unitCents: 200, amountCents: 800, creditedCents: 0, days };
const cap: CreditableLine = { id: "cap", quantity: 1, unitCents: -300, amountCents: -300, creditedCents: 0, days: [] };
const pick = (take: Pick["take"], lineId = "l"): Pick => ({ lineId, take, again: null });
const plan = (lines: readonly CreditableLine[], ...picks: Pick[]) => creditPlan(lines, picks);

describe("what a credit note takes back", () => {
  it("is some days of a line, with the bookings that they correct", () => {
    expect(plan([line], pick(["c1", "c3"]))).toMatchObject({
      totalCents: 400,
      parts: [{ quantity: 2, unitCents: 200, days: [{ bookingId: "b1" }, { bookingId: "b3" }] }],
    });
  });

  it.each([
    [1, 1, 1],
    [200, 1, 200],
    [400, 2, 200],
    [799, 1, 799],
    [800, 4, 200],
  ])("is an amount of %i cents: %i times %i", (cents, quantity, unitCents) => {
    expect(plan([line], pick(cents))).toMatchObject({ totalCents: cents, parts: [{ quantity, unitCents, cents }] });
  });

  it("is never more than what earlier credit notes left", () => {
    const credited = { ...line, creditedCents: 500 };
    expect(plan([credited], pick(300))).toMatchObject({ totalCents: 300 });
    expect(plan([credited], pick(301))).toBe("too-much");
    expect(plan([credited], pick("all"))).toMatchObject({ totalCents: 300 });
    expect(plan([{ ...line, creditedCents: 800 }], pick("all"))).toBe("nothing");
    expect(plan([line], pick(["c1", "other"]))).toBe("too-much");
  });

  it("takes of a day only what is left of it, and an amount from the last days", () => {
    const half = {
      ...line,
      creditedCents: 150,
      days: days.map((day, at) => (at === 3 ? { ...day, creditedCents: 150 } : day)),
    };
    expect(plan([half], pick(["c3"]))).toMatchObject({ totalCents: 50 });
    expect(plan([half], pick(100))).toMatchObject({
      parts: [
        {
          days: [
            { chargeId: "c3", cents: 50 },
            { chargeId: "c2", cents: 50 },
          ],
        },
      ],
    });
  });

  it("gives back a line that takes off whole or not at all, and never comes to nothing or less", () => {
    expect(plan([line, cap], pick("all"), pick("all", "cap"))).toMatchObject({ totalCents: 500 });
    expect(plan([line, cap], pick("all", "cap"))).toBe("nothing");
    expect(plan([line, cap], pick(100, "cap"))).toBe("too-much");
    expect(plan([line])).toBe("nothing");
  });

  it("counts a line that is picked twice once, and leaves out one that is not there", () => {
    expect(plan([line], pick(100), pick(700))).toMatchObject({ totalCents: 100 });
    expect(plan([line], pick(100, "other"))).toBe("nothing");
  });

  it("bills anew at the number and price that are right", () => {
    const again = { quantity: 3, unitCents: 150 };
    expect(creditPlan([line], [{ ...pick("all"), again }])).toMatchObject({ totalCents: 800, againCents: 450 });
  });

  it("never takes back more than the line, whatever the credit notes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constant("all" as const)), { maxLength: 8 }),
        (takes) => {
          let [credited, taken] = [0, new Map<string, number>()];
          for (const take of takes) {
            const now = {
              ...line,
              creditedCents: credited,
              days: days.map((day) => ({ ...day, creditedCents: taken.get(day.chargeId) ?? 0 })),
            };
            const made = plan([now], pick(take));
            if (typeof made === "string") continue;
            credited += made.totalCents;
            const parts = made.parts.flatMap((part) => part.days);
            expect(parts.reduce((total, day) => total + day.cents, 0)).toBe(made.totalCents);
            taken = new Map(
              days.map(({ chargeId }) => [
                chargeId,
                (taken.get(chargeId) ?? 0) + (parts.find((one) => one.chargeId === chargeId)?.cents ?? 0),
              ]),
            );
          }
          expect(credited).toBeLessThanOrEqual(800);
          for (const cents of taken.values()) expect(cents).toBeLessThanOrEqual(200);
        },
      ),
    );
  });
});

describe("the days of a line", () => {
  const told = {
    childId: "k",
    activityId: "a",
    unitCents: 200,
    kind: "booked",
    days: days.map(({ day }) => day),
    amountCents: 800,
  };
  const charged = days.map((day) => ({ ...day, kind: "booked", childId: "k", activityId: "a", unitCents: 200 }));

  it("are found again by what they charge", () => {
    const others = charged.map((one) => ({ ...one, chargeId: `x${one.chargeId}`, activityId: "b" }));
    expect(daysOfLine(told, [...others, ...charged]).map((day) => day.chargeId)).toEqual(["c0", "c1", "c2", "c3"]);
  });

  it("are left out rather than guessed when they do not come to the line", () => {
    expect(daysOfLine(told, charged.slice(1))).toEqual([]);
    expect(daysOfLine({ ...told, amountCents: 801 }, charged)).toEqual([]);
  });
});

it.each([
  [300, 800, 300, 0],
  [300, 300, 300, 0],
  [300, 299, 299, 1],
  [300, 0, 0, 300],
  [300, -5, 0, 300],
])(
  "of %i cents with %i owed lowers the debt by %i and leaves a credit of %i",
  (total, due, loweredCents, creditCents) => {
    expect(effectOf(total, due)).toEqual({ loweredCents, creditCents });
  },
);
