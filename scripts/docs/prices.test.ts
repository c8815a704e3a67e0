/** What docs/commune-file.md §2, §4 and §6 say in words is what the prices come to. */
import { describe, expect, it } from "vitest";
import type { Facts } from "@/lib/clause/rules-conditions";
import { documented } from "./documented";
import { type Asked, type Family, type Given, totalOf, withPrices } from "./documented-prices";

/** The total, or the code of the reason why there is none. */
const total = (heading: string, place: number, uses: readonly Given[], asked?: Asked) =>
  totalOf(documented(heading, place), uses, asked);

const child = (facts: Facts): Family => ({ children: [{ id: "A", facts }] });

describe("conditions", () => {
  it.each<[string, number, Family, Given, number]>([
    ["Conditions", 0, child({ grade: "MS" }), {}, 320],
    ["Conditions", 0, child({ grade: "CP" }), {}, 410],
    ["Conditions", 1, {}, { facts: { regularity: "card" } }, 300],
    ["Conditions", 1, { facts: { resident: false }, ...child({ grade: "ulis" }) }, {}, 380],
    ["Conditions", 1, { facts: { resident: false } }, {}, 450],
    ["Facts of your own", 0, child({ ulis: true }), {}, 210],
    ["Facts of your own", 0, {}, {}, 350],
    ["What every rule may carry", 0, {}, {}, 350],
    ["Parts of the day", 0, {}, { activity: "garderie_matin", facts: { slot: "mercredi_midi" }, day: "2026-11-04" }, 0],
    ["Parts of the day", 0, {}, { activity: "garderie_matin" }, 150],
  ])("%s (%i) %o %o: %i", (heading, place, family, use, cents) => {
    expect(total(heading, place, [use], { family })).toBe(cents);
  });

  it.each([
    ["12:25", 0],
    ["12:40", 1000],
  ])("a slot after the closing, until %s: %i", (to, cents) => {
    const file = documented("Parts of the day");
    const hours = { from: "07:00", to: "08:00" };
    const activities = file.activities.map((one) => ({ ...one, hours }));
    const [pickup] = documented("Late pick-ups").latePickups.map((one) => ({ ...one, activities: undefined }));
    const use = { activity: "garderie_matin", day: "2026-11-04", stay: { from: "12:00", to } };
    expect(totalOf({ ...file, activities, latePickups: pickup ? [pickup] : [] }, [use])).toBe(cents);
  });

  it("a price of the next year", () => {
    const period = { from: "2027-01-01", to: "2027-01-31" };
    expect(total("What every rule may carry", 0, [{ day: "2027-01-04" }], { period })).toBe(360);
  });
});

describe("amounts", () => {
  it.each<[string, number, Family, Given, number | string]>([
    ["A fixed price", 0, child({ grade: "MS", pai: true }), {}, 120],
    ["A fixed price", 0, { facts: { resident: false }, ...child({ grade: "MS" }) }, {}, 540],
    ["A price by bracket", 0, { qf: 640 }, {}, 305],
    ["A price by bracket", 0, { qf: 1000 }, {}, 305],
    ["A price by bracket", 0, { qf: 1000.01 }, {}, 420],
    ["A price by bracket", 0, {}, {}, 420],
    ["A price by bracket", 2, { qf: 850, facts: { dependentChildren: 3 } }, {}, 250],
    ["A price by bracket", 2, { qf: 850 }, {}, 350],
    ["A price by bracket", 2, { qf: 100, facts: { dependentChildren: 3 } }, {}, 150],
    ["A rate of effort", 0, { qf: 1000 }, {}, 360],
    ["A rate of effort", 0, { qf: 600 }, {}, 260],
    ["A rate of effort", 0, { qf: 1400 }, {}, 450],
    ["A rate of effort", 1, {}, {}, 450],
    ["A rate of effort", 1, { qf: 903 }, {}, 305],
    ["A line between points", 0, { qf: 400 }, {}, 100],
    ["A line between points", 0, { qf: 800 }, {}, 260],
    ["A line between points", 0, { qf: 2000 }, {}, 420],
    ["An amount decided for one household", 0, { facts: { meal_price_cents: 285 } }, {}, 285],
    ["An amount decided for one household", 0, {}, {}, "missingFact"],
  ])("%s (%i) %o %o: %s", (heading, place, family, use, cents) => {
    expect(total(heading, place, [use], { family })).toBe(cents);
  });

  it("steps by the half-hour", () => {
    const use = { activity: "garderie_soir", units: { count: 3, unit: "half_hour" } } as const;
    expect(total("The first units at one price, the next at another", 0, [use])).toBe(260);
  });

  it.each([
    [5, 169],
    [4, 135],
    [1, 34],
  ])("%i quarters of a price by the hour: %i", (count, cents) => {
    const use = { activity: "garderie_soir", units: { count, unit: "quarter_hour" } } as const;
    expect(total("A price by the hour, counted by the quarter", 0, [use])).toBe(cents);
  });

  it("each quarter rounded by itself, of a stay", () => {
    const file = documented("A price by the hour, counted by the quarter");
    const rounding = { mode: "nearest", stepCents: 1 } as const;
    const countedBy = { unit: "quarter_hour", each: true, rounding } as const;
    const prices = file.prices.map((one) => ({ ...one, countedBy }));
    const use: Given = { activity: "garderie_soir", stay: { from: "16:30", to: "17:40" } };
    expect(totalOf({ ...file, prices }, [use])).toBe(170);
  });

  it.each([
    ["17:34", undefined, 2],
    ["17:36", undefined, 3],
    ["17:34", "18:30", 4],
  ])("half-hours stayed until %s, booked until %s: %i", (to, bookedTo, units) => {
    const file = withPrices(documented("Time stayed"), { garderie_soir: 100 });
    const booked = bookedTo === undefined ? {} : { bookedStay: { from: "16:30", to: bookedTo } };
    const use: Given = { activity: "garderie_soir", stay: { from: "16:40", to }, ...booked };
    expect(totalOf(file, [use])).toBe(units * 100);
  });
});

describe("units and families", () => {
  const HEADING = "Another unit, one price for the family";
  const brothers = { children: [{ id: "A" }, { id: "B" }, { id: "C" }] };

  it("a week shortened by a public holiday", () => {
    const week = { activity: "alsh", units: { count: 1, unit: "week" }, day: "2026-12-21" } as const;
    const period = { from: "2026-10-01", to: "2026-12-31" };
    expect(total(HEADING, 0, [week], { period })).toBe(7200);
    expect(total(HEADING, 0, [{ ...week, day: "2026-10-19" }], { period })).toBe(9000);
    expect(total(HEADING, 0, [{ activity: "alsh", day: "2026-10-19" }], { period })).toBe(2000);
  });

  it.each([
    [["A"], 280],
    [["A", "B"], 465],
    [["A", "B", "C"], 465],
  ])("care for %o: %i", (ids, cents) => {
    const uses = ids.map((childId) => ({ childId, activity: "garderie_soir" }));
    expect(total(HEADING, 0, uses, { family: brothers })).toBe(cents);
  });

  it.each([
    ["car", "2027-02-10", 4800],
    ["car", "2027-04-02", 8000],
    ["car", undefined, 8000],
    ["etude", "2027-02-10", 5000],
    ["etude", "2026-06-10", 10000],
    ["etude", "2027-06-30", 1000],
    ["dessin", "2027-02-10", 10000],
    ["dessin", "2027-04-12", 5000],
    ["dessin", "2026-12-31", 15000],
  ])("%s enrolled on %s: %i", (activity, enrolledOn, cents) => {
    const period = { from: "2026-09-01", to: "2027-08-31" };
    const use = { activity, day: null, facts: enrolledOn === undefined ? {} : { enrolledOn } };
    expect(total("Who arrives during the year", 0, [use], { period })).toBe(cents);
  });

  it("instalments", () => {
    const ride = (month: string) => ({ from: `${month}-01`, to: `${month}-28` });
    const use = (month: string) =>
      [{ activity: "car", day: `${month}-02`, units: { count: 1, unit: "year" } }] as const;
    expect(total("A yearly price in instalments", 0, use("2026-10"), { period: ride("2026-10") })).toBe(4000);
    expect(total("A yearly price in instalments", 0, use("2026-11"), { period: ride("2026-11") })).toBe(0);
  });
});
