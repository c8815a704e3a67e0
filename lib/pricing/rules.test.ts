import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { price, priceEach, priceOfOne } from "./rules";
import type { Household, Period, Use } from "./schema";

const NOVEMBER: Period = { from: "2026-11-01", to: "2026-11-30" };
type Given = Partial<Use>;

function fileOf(parts: Partial<CommuneFileInput>) {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "essai", name: "Essai" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
    ...parts,
  });
}

function family(ids = "A", facts: Record<string, string | number | boolean> = {}): Household {
  const children = [...ids].map((id) => ({ id, facts: [] }));
  return { facts: [{ since: null, value: facts }], quotients: [], children };
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

type Asked = { household?: Household; period?: Period };

function total(
  parts: Partial<CommuneFileInput>,
  given: readonly Given[],
  { household = family(), period = NOVEMBER }: Asked = {},
) {
  const priced = price(fileOf(parts), period, household, uses(given));
  return priced.problems[0]?.why.code ?? priced.totalCents;
}

const days = (...dates: number[]): Given[] =>
  dates.map((date) => ({ day: `2026-11-${String(date).padStart(2, "0")}` }));
const care = (more: object) =>
  [{ id: "garderie", name: "Garderie", kind: "evening-care", ...more }] as CommuneFileInput["activities"];

describe("the price that fits", () => {
  it("is the first in the order of the file", () => {
    const prices = [{ when: { pai: true }, price: 100 }, { when: { resident: false }, price: 700 }, { price: 400 }];
    expect(total({ prices }, [{}])).toBe(400);
    expect(total({ prices }, [{}], { household: family("A", { resident: false }) })).toBe(700);
    expect(total({ prices }, [{ facts: { pai: true } }], { household: family("A", { resident: false }) })).toBe(100);
  });

  it("is none, and says so, where no price fits", () => {
    expect(total({ prices: [{ when: { pai: true }, price: 100 }] }, [{}])).toBe("noPrice");
    expect(total({ prices: [{ price: 100 }] }, [{ activity: "ailleurs" }])).toBe("unknownActivity");
    expect(total({ prices: [{ price: 100 }] }, [{ childId: "Z" }])).toBe("unknownChild");
  });

  it.each([
    ["2026-12-31", 300],
    ["2027-01-01", 350],
  ])("changes with its date of effect: on %s it is %d", (day, cents) => {
    const prices = [
      { inForce: "..2026-12-31", price: 300 },
      { inForce: "2027-01-01..", price: 350 },
    ];
    expect(total({ prices }, [{ day }], { period: { from: "2026-12-01", to: "2027-01-31" } })).toBe(cents);
  });

  it("in another unit must ask for something more than the price in the activity's unit", () => {
    const alsh = [{ id: "cantine", name: "Centre", kind: "leisure", unit: "day" }] as CommuneFileInput["activities"];
    const prices = [{ per: "week" as const, price: 4000 }, { per: "half_day" as const, price: 500 }, { price: 900 }];
    expect(total({ activities: alsh, prices }, days(9, 10))).toBe(1800);
    expect(total({ activities: alsh, prices }, [{ units: { count: 1, unit: "half_day" } }])).toBe(500);
    expect(total({ activities: alsh, prices }, [{ units: { count: 1, unit: "week" } }])).toBe(4000);
    const card = [{ when: { regularity: "card" }, per: "month" as const, price: 5900 }, { price: 450 }];
    expect(
      total(
        { prices: card },
        days(9, 10).map((use) => ({ ...use, facts: { regularity: "card" } })),
      ),
    ).toBe(5900);
    expect(total({ prices: card }, days(9, 10))).toBe(900);
  });
});

describe("facts that the month makes", () => {
  const byRank = { prices: [{ when: { rank: ">=3" }, price: 100 }, { when: { rank: 2 }, price: 200 }, { price: 300 }] };
  it("rank counts the children who use the activity, in their order", () => {
    expect(total(byRank, [{ childId: "A" }, { childId: "B" }, { childId: "C" }], { household: family("ABC") })).toBe(
      600,
    );
    expect(total(byRank, [{ childId: "B" }, { childId: "C" }], { household: family("ABC") })).toBe(500);
    expect(
      total({ ...byRank, siblings: { among: "household" } }, [{ childId: "C" }], { household: family("ABC") }),
    ).toBe(100);
  });

  it("a given rank counts brothers and sisters whom nobody listed", () => {
    const alone = { facts: [], quotients: [], children: [{ id: "A", rank: 2, facts: [] }] };
    expect(total(byRank, [{}], { household: alone })).toBe(200);
  });

  it("orders by age when the file says so", () => {
    const children = [
      { id: "A", birthDate: "2020-05-01", facts: [] },
      { id: "B", birthDate: "2016-05-01", facts: [] },
    ];
    const household = { facts: [], quotients: [], children };
    const file = (order: "eldest_first" | "youngest_first") => ({ ...byRank, siblings: { order } });
    const line = (order: "eldest_first" | "youngest_first") =>
      price(fileOf(file(order)), NOVEMBER, household, uses([{ childId: "A" }, { childId: "B" }])).lines;
    expect(line("eldest_first").find(({ childId }) => childId === "A")?.unitCents).toBe(200);
    expect(line("youngest_first").find(({ childId }) => childId === "A")?.unitCents).toBe(300);
  });

  it("counts the children present that day, once for a family price", () => {
    const prices = [
      { for: "family" as const, when: { childrenPresent: 1 }, price: 280 },
      { for: "family" as const, when: { childrenPresent: ">=2" }, price: 465 },
    ];
    const both = [{ childId: "A" }, { childId: "B" }, { childId: "A", day: "2026-11-10" }];
    expect(total({ prices }, both, { household: family("AB") })).toBe(745);
  });

  it("nth counts presences of the month, each month anew", () => {
    const prices = [{ when: { nth: ">=3" }, price: 100 }, { price: 300 }];
    expect(total({ prices }, days(2, 3, 5, 6))).toBe(800);
    const over = [{ day: "2026-11-30" }, { day: "2026-12-01" }, { day: "2026-12-03" }];
    expect(total({ prices }, over, { period: { from: "2026-11-01", to: "2026-12-31" } })).toBe(900);
  });

  it("a category is computed from the month, then used as a fact", () => {
    const parts = {
      categories: [
        { fact: "regularity", values: [{ value: "regular", when: { presences: ">=4" } }, { value: "occasional" }] },
      ],
      prices: [{ when: { regularity: "regular" }, price: 300 }, { price: 400 }],
    };
    expect(total(parts, days(2, 3, 5))).toBe(1200);
    expect(total(parts, days(2, 3, 5, 6))).toBe(1200);
    expect(total(parts, days(2, 3, 5, 6, 9))).toBe(1500);
  });
});

describe("units", () => {
  const hours = { from: "16:30", to: "18:30" };
  const stay = (from: string, to: string): Given => ({ activity: "garderie", stay: { from, to } });
  const halfHours = (more: object = {}) => ({
    activities: care({ unit: "half_hour", hours, ...more }),
    prices: [{ price: 100 }],
  });

  it.each([
    ["17:00", 100],
    ["17:01", 200],
    ["17:30", 200],
    ["18:30", 400],
    ["19:10", 400],
  ])("started half-hours until %s, held at closing: %d", (to, cents) => {
    expect(total(halfHours(), [stay("16:30", to)])).toBe(cents);
  });

  it.each([
    ["started", 5, "17:05", 100],
    ["started", 5, "17:06", 200],
    ["nearest", 0, "17:14", 100],
    ["nearest", 0, "17:15", 200],
    ["full", 0, "17:29", 100],
    ["full", 0, "17:30", 200],
  ])("%s with a tolerance of %d minutes until %s: %d", (counts, toleranceMinutes, to, cents) => {
    expect(total(halfHours({ stay: { counts, toleranceMinutes } }), [stay("16:30", to)])).toBe(cents);
  });

  it("runs from the arrival, or from the opening", () => {
    expect(total(halfHours(), [stay("17:10", "17:40")])).toBe(100);
    expect(total(halfHours({ stay: { from: "opening" } }), [stay("17:10", "17:40")])).toBe(200);
  });

  it.each([
    ["attended", 100],
    ["booked", 300],
    ["greater", 300],
  ])("charges what was %s", (basis, cents) => {
    const use = { ...stay("16:30", "17:00"), bookedStay: { from: "16:30", to: "18:00" } };
    expect(total(halfHours({ stay: { basis } }), [use])).toBe(cents);
  });

  it("says that hours are missing rather than guess them", () => {
    expect(total(halfHours(), [{ activity: "garderie" }])).toBe("noStay");
  });

  it.each([
    ["07:30", "08:45", 290],
    ["08:30", "08:45", 60],
    ["08:00", "08:40", 175],
    ["07:30", "08:30", 230],
  ])("cuts a stay along slots: %s to %s is %d", (from, to, cents) => {
    const slots = [{ id: "quart", from: "08:30", to: "08:45" }];
    const parts = {
      activities: care({ unit: "half_hour", hours: { from: "07:30", to: "08:45" }, slots }),
      prices: [{ per: "quarter_hour" as const, when: { slot: "quart" }, price: 60 }, { price: 115 }],
    };
    expect(total(parts, [stay(from, to)])).toBe(cents);
  });

  it("cuts units into the steps of a price", () => {
    const prices = [{ price: { steps: [{ units: 2, price: 100 }, { price: 60 }] } }];
    expect(total({ ...halfHours(), prices }, [stay("16:30", "18:30")])).toBe(320);
    expect(
      total({ ...halfHours(), prices }, [{ activity: "garderie", day: null, units: { count: 3, unit: "hour" } }]),
    ).toBe(440);
  });

  it("charges a day once however often the child comes", () => {
    const parts = { activities: care({ unit: "day" }), prices: [{ price: 280 }] };
    expect(
      total(parts, [
        { activity: "garderie", moments: ["matin", "soir"] },
        { activity: "garderie", day: "2026-11-10" },
      ]),
    ).toBe(560);
  });

  it("charges a week or a month once, and a short week in proportion", () => {
    const alsh = [
      {
        id: "cantine",
        name: "Centre",
        kind: "leisure",
        unit: "week",
        open: { weekdays: ["mon", "tue", "wed", "thu", "fri"], during: "both" },
      },
    ] as CommuneFileInput["activities"];
    const week = { activities: alsh, prices: [{ price: 5000, prorata: { rounding: { mode: "nearest" as const } } }] };
    expect(total(week, days(16, 17))).toBe(5000);
    expect(total(week, days(9, 10))).toBe(4000);
    expect(total(week, days(9, 16))).toBe(9000);
    expect(total({ prices: [{ per: "month" as const, price: 3000 }] }, days(2, 27))).toBe(3000);
  });

  it("bills a year in equal parts, or once", () => {
    const parts = { activities: care({ unit: "year" }), prices: [{ price: 1000, instalments: [10, 1, 4] }] };
    const use = { activity: "garderie", day: null, units: { count: 1, unit: "year" } } as const;
    const monthly = (from: string, to: string) => total(parts, [use], { period: { from, to } });
    expect(["2026-10", "2027-01", "2027-04"].map((month) => monthly(`${month}-01`, `${month}-28`))).toEqual([
      334, 333, 333,
    ]);
    expect(monthly("2026-11-01", "2026-11-30")).toBe(0);
    expect(monthly("2026-09-01", "2027-08-31")).toBe(1000);
  });

  it("does not bill twice what is due once", () => {
    const file = fileOf({ prices: [{ per: "year", price: 8000 }] });
    const [line] = price(file, NOVEMBER, family(), uses([{}])).lines;
    expect(line).toMatchObject({ amountCents: 8000, kind: "flat" });
    const billed = new Set([line?.once ?? ""]);
    expect(
      price(file, { from: "2026-12-01", to: "2026-12-31", billed }, family(), uses([{ day: "2026-12-01" }])).totalCents,
    ).toBe(0);
  });
});

describe("lines", () => {
  const parts: Partial<CommuneFileInput> = {
    prices: [{ label: "Repas", price: 300 }],
    adjustments: [{ when: { booking: "late" }, add: 100, label: "Hors délai" }],
  };
  const given = [{}, { day: "2026-11-10", booking: "late" as const }];

  it("gather what has the same price for the same reasons", () => {
    const { lines, totalCents } = price(fileOf(parts), NOVEMBER, family(), uses(given));
    expect(lines.map(({ kind, quantity, amountCents, useIds }) => ({ kind, quantity, amountCents, useIds }))).toEqual([
      { kind: "use", quantity: 2, amountCents: 600, useIds: ["u0", "u1"] },
      { kind: "adjustment", quantity: 1, amountCents: 100, useIds: ["u1"] },
    ]);
    expect(totalCents).toBe(700);
  });

  it("stand one by one, with a name that stays, when asked so", () => {
    const named = (list: readonly Given[]) => priceEach(fileOf(parts), NOVEMBER, family(), uses(list)).lines;
    expect(named(given)).toHaveLength(3);
    const keys = named([...given, { day: "2026-11-12" }]).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(named(given).map(({ key }) => key)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("tell one use alone, with what is added to it", () => {
    const [, late] = uses(given);
    if (!late) throw new Error("No use");
    expect(priceOfOne(fileOf(parts), family(), late)).toMatchObject({ totalCents: 400, problems: [] });
  });
});
