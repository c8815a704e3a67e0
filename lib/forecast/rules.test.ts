import { describe, expect, it } from "vitest";
import type { Charge } from "@/lib/charge/schema";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { compare, effectOf } from "./rules";
import { compareImagined, type Imagined } from "./rules-imagined";
import { simulationSchema } from "./schema";

const file = (cents: number, cap?: number) =>
  communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen", open: {} }],
    prices: [{ label: "Prix unique", price: cents }],
    ...(cap && { combinations: [{ kind: "cap", per: "child_month", amount: cap, label: "Plafond" }] }),
  });

const asked: Imagined = {
  month: "2026-11",
  quotient: null,
  children: 2,
  grade: "CE1",
  isResident: true,
  weekdays: ["mon"],
  services: ["cantine"],
};

describe("an imagined family", () => {
  it("books every open day of the weekdays asked, for each child, under both versions", () => {
    const { lines, before, after } = compareImagined(file(300), file(310), asked);
    expect([before, after]).toEqual([10 * 300, 10 * 310]);
    expect(lines).toMatchObject([
      { activity: "cantine", before: { quantity: 10 }, after: { quantity: 10, cents: 3100 } },
    ]);
  });

  it("reads a new cap as a line of its own", () => {
    const { lines, after } = compareImagined(file(300), file(300, 1200), asked);
    expect(after).toBe(2400);
    expect(lines.find(({ label }) => label === "Plafond")).toMatchObject({ before: null, after: { cents: -600 } });
  });

  it("pays nothing for a service that the project no longer offers", () => {
    const without = communeFileSchema.parse({
      ...file(300),
      activities: [{ id: "etude", name: "Étude", kind: "study", open: {} }],
    });
    expect(compareImagined(file(300), without, asked)).toMatchObject({
      before: 3000,
      after: 0,
      lines: [{ after: null }],
    });
  });
});

const charge = (householdId: string, amountCents: number, given: Partial<Charge> = {}) =>
  ({
    ...{ householdId, childId: "c", activityId: "a", kind: "booked", quantity: 1, unitCents: amountCents, amountCents },
    ...{ why: { label: null, reasons: [] } },
    ...given,
  }) as unknown as Charge;

describe("real charges under two versions", () => {
  it("stand side by side, to the cent", () => {
    const { lines, before, after } = compare(
      [charge("h", 280), charge("h", 280)],
      [charge("h", 290), charge("h", 290)],
    );
    expect([before, after, lines.length]).toEqual([560, 580, 1]);
    expect(lines[0]).toMatchObject({ before: { quantity: 2, unitCents: 280 }, after: { cents: 580, unitCents: 290 } });
  });

  it("count who pays more, the same and less, and add up by bracket", () => {
    const before = [charge("h1", 100), charge("h2", 100), charge("h3", 100)];
    const after = [charge("h1", 120), charge("h2", 100), charge("h3", 70)];
    const effect = effectOf(before, after, (id) => (id === "h3" ? "A" : "B"));
    expect(effect).toMatchObject({ families: 3, more: 1, same: 1, less: 1, before: 300, after: 290 });
    expect(effect.brackets).toEqual([
      { key: "B", families: 2, before: 200, after: 220 },
      { key: "A", families: 1, before: 100, after: 70 },
    ]);
  });
});

describe("what the address asks", () => {
  it.each([
    ["642,50", 642.5],
    ["0", 0],
    ["642.505", undefined],
    ["-1", undefined],
    ["abc", undefined],
  ])("quotient %s", (text, value) => expect(simulationSchema.parse({ quotient: text }).quotient).toBe(value));

  it("is harmless whatever is typed", () => {
    const asked = simulationSchema.parse({
      mois: "2026-13",
      foyer: "x",
      enfants: "99",
      services: "cantine",
      avec: ["a", "b"],
    });
    expect(asked).toMatchObject({
      mois: undefined,
      foyer: undefined,
      enfants: 1,
      services: ["cantine"],
      avec: undefined,
    });
  });
});
