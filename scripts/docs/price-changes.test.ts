/** What docs/commune-file.md §7 says in words is what the prices come to. */
import { describe, expect, it } from "vitest";
import { documented } from "./documented";
import { type Asked, daily, type Family, type Given, totalOf, withPrices } from "./documented-prices";

type Priced = Asked & { place?: number; prices?: Readonly<Record<string, number>> };

/** Any example, with the price of each activity that it leaves out. */
const total = (heading: string, uses: readonly Given[], { place = 0, prices = {}, ...asked }: Priced = {}) =>
  totalOf(withPrices(documented(heading, place), prices), uses, asked);

const three: Family = { children: [{ id: "A" }, { id: "B" }, { id: "C" }] };
const both: Family = { children: [{ id: "A" }, { id: "B" }] };

describe("surcharges and reductions", () => {
  const PRICE = 360;
  const meals = (place: number, uses: readonly Given[]) =>
    total("Surcharges and reductions", uses, { place, prices: { cantine: PRICE } });

  it.each([
    ["in_time", 360],
    ["late", 460],
    ["none", 540],
  ] as const)("booked %s: %i", (booking, cents) => {
    expect(meals(0, [{ booking }])).toBe(cents);
  });

  it("the third child of the evening", () => {
    const evenings = ["A", "B", "C"].map((childId) => ({ childId, activity: "garderie_soir" }));
    const asked = { prices: { garderie_soir: 250 }, family: three };
    expect(total("Surcharges and reductions", evenings, asked)).toBe(2 * 250 + 100);
  });

  it("only from the third time", () => {
    expect(meals(1, daily(4, { booking: "none" }))).toBe(4 * PRICE + 2 * 200);
  });

  it("the whole order", () => {
    expect(meals(2, [{ booking: "late" }, ...daily(12).slice(1)])).toBe(12 * (PRICE + 50));
  });
});

describe("an enrolment", () => {
  const rides = [{ activity: "car" }, { activity: "car", day: "2026-11-03" }];

  it("that is late costs more, once", () => {
    const uses = rides.map((ride) => ({ ...ride, booking: "late" as const }));
    const asked = { place: 2, prices: { car: 100 } };
    expect(total("Surcharges and reductions", uses, asked)).toBe(2 * (100 + 50) + 1500);
    expect(total("Surcharges and reductions", rides, asked)).toBe(2 * 100);
  });

  it.each([
    ["2026-11-02", 2206],
    ["2026-09-01", 2000],
  ])("on %s has its fee in the month: %i", (enrolledOn, cents) => {
    const use = { activity: "alsh_vacances", day: "2026-11-02", facts: { enrolledOn } };
    expect(total("Yearly fees", [use], { prices: { alsh_vacances: 2000 } })).toBe(cents);
  });
});

describe("late pick-ups", () => {
  it.each([
    ["18:35", 0],
    ["18:36", 1000],
    ["18:46", 2000],
  ])("fetched at %s: %i, alone or with a brother", (to, cents) => {
    const use = { activity: "garderie_soir", stay: { from: "16:30", to } };
    const asked = { prices: { garderie_soir: 0 } };
    expect(total("Late pick-ups", [use], asked)).toBe(cents);
    expect(total("Late pick-ups", [use, { ...use, childId: "B" }], { ...asked, family: both })).toBe(cents);
  });
});

describe("combinations", () => {
  it.each([
    [19, 4845],
    [20, 5000],
    [30, 5000],
  ])("%i mornings and evenings: %i", (count, cents) => {
    const mornings = daily(Math.min(count, 17), { activity: "garderie_matin" });
    const evenings = daily(Math.max(0, count - 17), { activity: "garderie_soir" });
    const prices = { garderie_matin: 255, garderie_soir: 255 };
    expect(total("Combinations", [...mornings, ...evenings], { prices })).toBe(cents);
  });

  it("the fourth meal of a week", () => {
    const uses = ["09", "10", "12", "13"].map((day) => ({ day: `2026-11-${day}` }));
    expect(total("Combinations", uses, { prices: { cantine: 360 } })).toBe(3 * 360 + 300);
  });

  it.each([
    [10, 964, 8000],
    [1, 200, 500],
    [0, 200, 0],
  ])("%i evenings at %i, at most and at least: %i", (count, price, cents) => {
    const uses = daily(count, { activity: "garderie_soir" });
    expect(total("Combinations", uses, { place: 1, prices: { garderie_soir: price } })).toBe(cents);
  });

  it("morning and evening of a day", () => {
    const uses = ["garderie_matin", "garderie_soir"].map((activity) => ({ activity }));
    const prices = { garderie_matin: 200, garderie_soir: 200 };
    expect(total("Combinations", uses, { place: 2, prices })).toBe(320);
    expect(total("Combinations", uses.slice(1), { place: 2, prices })).toBe(200);
  });

  it.each([1, 16])("study by the month, %i evenings", (count) => {
    const uses = daily(count, { activity: "etude" });
    expect(total("Combinations", uses, { place: 2, prices: { etude: 250 } })).toBe(2800);
  });
});

describe("fees and aids", () => {
  it("a membership on the bill of September", () => {
    const september = { from: "2026-09-01", to: "2026-09-30" };
    const prices = { cantine: 300 };
    expect(total("Yearly fees", [{ day: "2026-09-03" }], { prices, period: september })).toBe(1800);
    expect(total("Yearly fees", [{}], { prices })).toBe(300);
  });

  it.each([
    [10, 300, 1500],
    [1, 180, 100],
  ])("%i meals at %i, half of it paid: %i", (count, price, cents) => {
    expect(total("Aids", daily(count), { prices: { cantine: price }, family: { qf: 450 } })).toBe(cents);
  });
});

describe("brothers and sisters", () => {
  const born = ["2019-01-01", "2016-01-01", "2022-01-01"];
  const family = { children: born.map((birthDate, index) => ({ id: String(index), birthDate })) };

  it.each([
    [["0", "1", "2"], 750],
    [["2", "0"], 550],
    [["2"], 300],
  ])("%o: %i", (ids, cents) => {
    const uses = ids.map((childId) => ({ childId }));
    expect(total("Brothers and sisters", uses, { family })).toBe(cents);
  });
});

describe("the quotient that holds", () => {
  it.each([
    ["2026-11-12", "2026-11-02", 210],
    ["2026-11-16", "2026-11-30", 100],
    ["2026-11-16", "2026-12-01", 210],
    ["2026-11-12", "2027-01-04", 420],
  ])("received on %s, for a meal of %s: %i", (receivedOn, day, cents) => {
    const known = { value: 100, receivedOn: null };
    const quotients = [known, { value: 500, receivedOn }];
    const { quotient } = documented("Which quotient holds");
    const file = { ...documented("A price by bracket"), quotient };
    const period = { from: day, to: day };
    expect(totalOf(file, [{ day }], { family: { quotients }, period })).toBe(cents);
  });
});

describe("a category that is computed", () => {
  it.each([
    [7, 7 * 250],
    [8, 8 * 180],
  ])("%i evenings: %i", (count, cents) => {
    expect(total("A category that the commune computes", daily(count))).toBe(cents);
  });
});
