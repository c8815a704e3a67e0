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

function total(parts: Parts, given: readonly Given[], { household = family(), period = NOVEMBER } = {}) {
  const priced = price(fileOf(parts), period, household, uses(given));
  return priced.problems[0]?.why.code ?? priced.totalCents;
}

const day = (date: number) => `2026-11-${String(date).padStart(2, "0")}`;
const times = (count: number, more: Given = {}): Given[] =>
  DATES.slice(0, count).map((date) => ({ day: day(date), ...more }));
const late = { booking: "late" } as const;

describe("surcharges and reductions", () => {
  it.each([
    [{ add: 100 }, 400],
    [{ multiply: "1.5", rounding: { mode: "nearest" as const } }, 450],
    [{ multiply: "0.333", rounding: { mode: "up" as const } }, 100],
    [{ replace: 750 }, 750],
    [{ add: -100 }, 200],
  ])("%o on a late use", (way, cents) => {
    expect(total({ adjustments: [{ when: { booking: "late" }, ...way }] }, [late])).toBe(cents);
    expect(total({ adjustments: [{ when: { booking: "late" }, ...way }] }, [{}])).toBe(300);
  });

  it("apply in the order of the file", () => {
    const half = { multiply: "0.5", rounding: { mode: "nearest" as const } };
    expect(total({ adjustments: [{ replace: 500 }, half] }, [{}])).toBe(250);
    expect(total({ adjustments: [half, { replace: 500 }] }, [{}])).toBe(500);
  });

  it.each([
    [{ from: 3 }, 2, 600],
    [{ from: 3 }, 3, 1000],
    [{ from: 3 }, 4, 1400],
    [{ upTo: 2 }, 1, 400],
    [{ upTo: 2 }, 2, 800],
    [{ upTo: 2 }, 4, 1400],
    [{ from: 2, upTo: 2 }, 4, 1300],
  ])("counted %o: %d late uses cost %d", (counter, count, cents) => {
    expect(total({ adjustments: [{ when: { booking: "late" }, add: 100, counter }] }, times(count, late))).toBe(cents);
  });

  it("are counted by child, or for the family", () => {
    const given = [{ ...late }, { ...late, childId: "B" }];
    const counted = (per: "child_month" | "family_month") => ({
      adjustments: [{ when: { booking: "late" }, add: 100, counter: { per, from: 2 } }],
    });
    expect(total(counted("child_month"), given, { household: family("AB") })).toBe(600);
    expect(total(counted("family_month"), given, { household: family("AB") })).toBe(700);
  });

  it("raise the whole order of the activity when one use is late", () => {
    const parts = { adjustments: [{ when: { booking: "late" }, add: 50, wholeOrder: true }] };
    expect(total(parts, times(4))).toBe(1200);
    expect(total(parts, [...times(3), { day: day(16), ...late }])).toBe(1400);
    expect(total(parts, [...times(3), { activity: "matin", ...late }])).toBe(1250);
  });

  it("are due for each late use of a flat month, once for a reduction that reads no use", () => {
    const month = { prices: [{ per: "month" as const, price: 3000 }] };
    expect(
      total({ ...month, adjustments: [{ when: { booking: "late" }, add: 100 }] }, [
        ...times(2),
        { day: day(16), ...late },
      ]),
    ).toBe(3100);
    expect(total({ ...month, adjustments: [{ add: -500 }] }, times(5))).toBe(2500);
  });

  it("to the enrolment are due once a year", () => {
    const parts = { adjustments: [{ to: "enrolment" as const, when: { booking: "late" }, add: 2000 }] };
    expect(total(parts, times(3, late))).toBe(2900);
  });
});

describe("late pick-ups", () => {
  const pickup = (more: object = {}) => ({
    prices: [{ price: 0 }],
    latePickups: [{ activities: ["soir"], sliceMinutes: 15, price: 1000, ...more }],
  });
  const until = (to: string, more: Given = {}): Given => ({ activity: "soir", stay: { from: "16:30", to }, ...more });

  it.each([
    ["18:30", 0, 0],
    ["18:31", 0, 1000],
    ["18:45", 0, 1000],
    ["18:46", 0, 2000],
    ["18:35", 5, 0],
    ["18:36", 5, 1000],
  ])("until %s with a tolerance of %d minutes: %d", (to, toleranceMinutes, cents) => {
    expect(total(pickup({ toleranceMinutes }), [until(to)])).toBe(cents);
  });

  it("may be due each time, from the second, or once for brothers and sisters", () => {
    const flat = { sliceMinutes: undefined };
    expect(total(pickup(flat), [until("19:30")])).toBe(1000);
    expect(total(pickup({ ...flat, counter: { from: 2 } }), [until("18:40"), until("18:40", { day: day(10) })])).toBe(
      1000,
    );
    const both = [until("18:40"), until("18:50", { childId: "B" })];
    expect(total(pickup(), both, { household: family("AB") })).toBe(3000);
    expect(total(pickup({ for: "family" }), both, { household: family("AB") })).toBe(2000);
    expect(total(pickup(flat), [{ activity: "soir", latePickups: 3 }])).toBe(3000);
  });
});

describe("combinations", () => {
  const tier = (mode: "flat" | "each") => ({
    combinations: [
      { kind: "tier" as const, per: "child_month" as const, from: 4, mode, price: mode === "flat" ? 1000 : 100 },
    ],
  });
  it.each([
    ["flat", 3, 900],
    ["flat", 4, 1000],
    ["flat", 9, 1000],
    ["each", 3, 900],
    ["each", 4, 1000],
    ["each", 6, 1200],
  ] as const)("a tier (%s) with %d presences: %d", (mode, count, cents) => {
    expect(total(tier(mode), times(count))).toBe(cents);
  });

  it.each([
    ["cap", 3, 900],
    ["cap", 4, 1000],
    ["minimum", 3, 1000],
    ["minimum", 4, 1200],
    ["minimum", 0, 0],
  ] as const)("a %s of 10 euros with %d presences: %d", (kind, count, cents) => {
    expect(total({ combinations: [{ kind, per: "child_month", amount: 1000 }] }, times(count))).toBe(cents);
  });

  it.each([
    ["child_month", 2000],
    ["family_month", 1000],
    ["child_day", 2400],
    ["child_week", 2000],
  ] as const)("a cap of 10 euros per %s on two children: %d", (per, cents) => {
    const given = [...times(4), ...times(4, { childId: "B" })];
    expect(total({ combinations: [{ kind: "cap", per, amount: 1000 }] }, given, { household: family("AB") })).toBe(
      cents,
    );
  });

  it("a month's cap holds month by month in a longer period", () => {
    const given = [...times(5), { day: "2026-12-01" }];
    const period = { from: "2026-11-01", to: "2026-12-31" };
    expect(total({ combinations: [{ kind: "cap", per: "child_month", amount: 1000 }] }, given, { period })).toBe(1300);
  });

  it("a bundle is one price for activities of one day", () => {
    const parts = { combinations: [{ kind: "bundle" as const, all: ["matin", "soir"], price: 450 }] };
    expect(total(parts, [{ activity: "matin" }, { activity: "soir" }])).toBe(450);
    expect(total(parts, [{ activity: "matin" }, { activity: "soir", day: day(10) }])).toBe(600);
    expect(total(parts, [{ activity: "matin" }, { activity: "soir" }, {}])).toBe(750);
  });

  it("leave surcharges outside, and follow each other", () => {
    const adjustments = [{ when: { booking: "late" }, add: 100 }];
    expect(
      total({ adjustments, combinations: [{ kind: "cap", per: "child_month", amount: 500 }] }, times(2, late)),
    ).toBe(700);
    const both = [
      { kind: "bundle" as const, all: ["matin", "soir"], price: 450 },
      { kind: "cap" as const, per: "child_month" as const, amount: 400 },
    ];
    expect(total({ combinations: both }, [{ activity: "matin" }, { activity: "soir" }])).toBe(400);
  });
});

describe("fees and aids", () => {
  it("a fee is due once a child or a family", () => {
    const fee = (per: "child_year" | "family_year") => ({ fees: [{ per, price: 1000, due: "first_use" as const }] });
    const given = [...times(2), ...times(2, { childId: "B" })];
    expect(total(fee("child_year"), given, { household: family("AB") })).toBe(3200);
    expect(total(fee("family_year"), given, { household: family("AB") })).toBe(2200);
  });

  it.each([
    [{ month: 11 }, 1300],
    [{ month: 9 }, 300],
    ["enrolment", 300],
    ["first_use", 1300],
  ] as const)("a fee due %o in November: %d", (due, cents) => {
    expect(total({ fees: [{ per: "child_year", price: 1000, due }] }, [{}])).toBe(cents);
  });

  it.each([
    [{ percent: "50", rounding: { mode: "nearest" as const } }, 450],
    [{ amount: 120 }, 540],
    [{ amount: 400 }, 0],
    [{ amount: 400, leastCents: 100 }, 300],
    [{ amount: 120, cap: { per: "child_month" as const, cents: 200 } }, 700],
  ])("an aid of %o leaves %d of 9 euros", (more, cents) => {
    expect(total({ aids: [{ id: "ccas", from: "CCAS", ...more }] }, times(3))).toBe(cents);
  });
});

describe("absences", () => {
  const absent = { status: "absent_unexcused" } as const;
  const excused = { status: "absent_excused" } as const;
  it("are due unless excused, or as the file says", () => {
    expect(total({}, [absent])).toBe(300);
    expect(total({}, [excused])).toBe(0);
    const half = { percent: "50", rounding: { mode: "nearest" as const } };
    expect(total({ absences: { otherwise: [{ charge: half }] } }, [absent])).toBe(150);
    expect(total({ absences: { rules: [{ charge: { amount: 80 } }] } }, [excused])).toBe(80);
    expect(total({}, [{ ...excused, absenceCharge: "full" }])).toBe(300);
  });

  it("give money back on a flat price", () => {
    const parts = {
      prices: [{ per: "month" as const, price: 5900 }],
      absences: { rules: [{ charge: { refund: 385 } }] },
    };
    expect(total(parts, [...times(3), { day: day(16), ...excused }])).toBe(5515);
  });
});
