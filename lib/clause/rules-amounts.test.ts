import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { type Amount, amountSchema } from "@/lib/rulebook/schema-amounts";
import { cutIntoSteps, resolveAmount } from "./rules-amounts";
import type { Facts } from "./rules-conditions";
import type { QuotientOn } from "./rules-scales";

const minimal: CommuneFileInput = {
  format: "portail-commune/1",
  commune: { id: "essai", name: "Essai" },
  calendar: { zone: "A", schoolYears: ["2026-2027"] },
  activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
};
const known = (value: number): QuotientOn => ({ state: "known", value, since: "2026-09-01" });

function worth(amount: unknown, quotient: QuotientOn | number, facts: Facts = {}, scale?: object) {
  const file = communeFileSchema.parse({
    ...minimal,
    scales: scale ? [{ id: "tranches", none: "highest", ...scale }] : [],
  });
  const given = { facts, quotient: typeof quotient === "number" ? known(quotient) : quotient };
  const resolved = resolveAmount(file, amountSchema.parse(amount) as Amount, given);
  return resolved.ok ? { cents: resolved.cents, why: resolved.why } : { failed: resolved.why.code };
}

const three = { brackets: [{ in: "[0,400)" }, { in: "[400,640)" }, { in: "(640,inf)" }] };
const inThree = { scale: "tranches", amounts: [100, 200, 300] };

describe("an amount by bracket", () => {
  it.each([
    [0, 100],
    [399.99, 100],
    [400, 200],
    [639.99, 200],
    [640.01, 300],
    [99_999, 300],
  ])("a quotient of %d pays %d", (quotient, cents) => {
    expect(worth(inThree, quotient, {}, three)).toMatchObject({ cents });
  });

  it.each([
    [308, 377],
    [308.01, 553],
    [500, 553],
  ])("reads bounds to the cent: %d pays %d", (quotient, cents) => {
    const brackets = [{ in: "[0,308]" }, { in: "[308.01,500]" }, { in: "[500.01,inf)" }];
    expect(worth({ scale: "tranches", amounts: [377, 553, 786] }, quotient, {}, { brackets })).toMatchObject({ cents });
  });

  it.each([
    ["lower", 200],
    ["upper", 300],
    ["highest", 300],
  ])("fills the hole at 640 with the %s bracket", (holes, cents) => {
    expect(worth(inThree, 640, {}, { ...three, holes })).toMatchObject({ cents });
  });

  it.each([undefined, "refuse"])("names the hole when the scale answers %s", (holes) => {
    expect(worth(inThree, 640, {}, holes ? { ...three, holes } : three)).toEqual({ failed: "hole" });
  });

  it.each([
    ["none", "highest", 300],
    ["none", "lowest", 100],
    ["none", "b", 200],
    ["expired", "lowest", 100],
  ] as const)("answers for a quotient that is %s with %s", (state, answer, cents) => {
    const brackets = three.brackets.map((bracket, index) => ({ ...bracket, id: "abc"[index] }));
    const quotient: QuotientOn = state === "none" ? { state } : { state, value: 300, until: "2026-12-31" };
    expect(worth(inThree, quotient, {}, { brackets, none: answer })).toMatchObject({ cents });
  });

  it("may answer otherwise for an expired proof, or refuse", () => {
    const expired: QuotientOn = { state: "expired", value: 300, until: "2026-12-31" };
    expect(worth(inThree, expired, {}, { ...three, none: "lowest", expired: "highest" })).toMatchObject({ cents: 300 });
    expect(worth(inThree, expired, {}, { ...three, expired: "refuse" })).toEqual({ failed: "expiredQuotient" });
    expect(worth(inThree, { state: "none" }, {}, { ...three, none: "refuse" })).toEqual({ failed: "noQuotient" });
  });

  it.each([
    [500, 3, 100],
    [300, 3, 100],
    [700, 3, 200],
    [500, 2, 200],
  ])("moves a quotient of %d with %d children to %d", (quotient, familyChildren, cents) => {
    const shifts = [{ when: { familyChildren: ">=3" }, by: -1 }];
    expect(worth(inThree, quotient, { familyChildren }, { ...three, shifts })).toMatchObject({ cents });
  });

  it.each([
    ["no", 399.6, 100],
    ["nearest", 399.5, 200],
    ["nearest", 399.49, 100],
    ["up", 399.01, 200],
    ["down", 400.99, 200],
  ])("rounds the quotient (%s) before looking %d up", (roundQf, quotient, cents) => {
    expect(worth(inThree, quotient, {}, { ...three, roundQf })).toMatchObject({ cents });
  });

  it("says the bracket, its bounds and the quotient with its date", () => {
    expect(worth(inThree, 400, {}, three)).toMatchObject({
      why: [
        { code: "bracket", facts: { number: 2, bounds: "[400,640)" } },
        { code: "quotientSince", facts: { value: 400, since: "2026-09-01" } },
        { code: "fixed", facts: { amountCents: 200 } },
      ],
    });
  });

  it("looks another number up when the scale is of one", () => {
    const scale = { ...three, of: "income" };
    expect(worth(inThree, { state: "none" }, { income: 500 }, scale)).toMatchObject({ cents: 200 });
    expect(worth(inThree, 500, {}, { ...scale, none: "refuse" })).toEqual({ failed: "missingFact" });
  });
});

describe("a rate of effort", () => {
  const rate = { percent: "0.36", minCents: 260, maxCents: 450, rounding: { mode: "nearest" } };
  it.each([
    [1000, 360],
    [600, 260],
    [722.22, 260],
    [723, 260],
    [724, 261],
    [1250, 450],
    [1251.39, 450],
    [1400, 450],
    [0, 260],
  ])("0.36 %% of %d is %d cents", (quotient, cents) => {
    expect(worth(rate, quotient)).toMatchObject({ cents });
  });

  it.each([
    ["nearest", 5, 325],
    ["up", 5, 325],
    ["down", 5, 320],
    ["down", 1, 324],
    ["up", 1, 325],
    ["nearest", 10, 320],
  ] as const)("rounds 324,36 cents %s to %d: %d", (mode, stepCents, cents) => {
    expect(worth({ percent: "0.36", rounding: { mode, stepCents } }, 901)).toMatchObject({ cents });
  });

  it("adds a constant and tells the exact amount before rounding", () => {
    expect(worth({ percent: "0.125", plusCents: 50, rounding: { mode: "up" } }, 777.77)).toMatchObject({
      cents: 148,
      why: [
        { code: "quotientSince" },
        { code: "effortPlus", facts: { percent: "0.125", value: 777.77, plusCents: 50, exact: "1.472212" } },
        { code: "rounded", facts: { exact: "1.472212", amountCents: 148, mode: "up", stepCents: 1 } },
      ],
    });
  });

  it("does not guess without a quotient", () => {
    expect(worth(rate, { state: "none" })).toEqual({ failed: "noQuotient" });
  });

  it("is exact where floats are not", () => {
    expect(worth({ percent: "1.15", rounding: { mode: "up" } }, 100)).toMatchObject({ cents: 115 });
    expect(worth({ percent: "0.07", rounding: { mode: "up" } }, 300)).toMatchObject({ cents: 21 });
  });
});

describe("a line between points", () => {
  const line = {
    points: [
      ["500", 100],
      ["1500", 400],
    ],
    rounding: { mode: "nearest" },
  };
  it.each([
    [0, 100],
    [500, 100],
    [501, 100],
    [502, 101],
    [1000, 250],
    [1500, 400],
    [3000, 400],
  ])("a quotient of %d pays %d", (quotient, cents) => {
    expect(worth(line, quotient)).toMatchObject({ cents });
  });
});

describe("other amounts", () => {
  it("takes what was decided for one household, in cents", () => {
    expect(worth({ given: "prix" }, { state: "none" }, { prix: 345 })).toMatchObject({ cents: 345 });
    expect(worth({ given: "prix" }, 500)).toEqual({ failed: "missingFact" });
    expect(worth({ given: "prix" }, 500, { prix: 3.5 })).toEqual({ failed: "missingFact" });
  });

  it.each([
    [1, [[1, 100]]],
    [2, [[2, 100]]],
    [
      5,
      [
        [2, 100],
        [3, 60],
      ],
    ],
  ])("cuts %d units into steps", (units, expected) => {
    const steps = [
      { units: 2, cents: 100 },
      { units: Number.POSITIVE_INFINITY, cents: 60 },
    ];
    expect(cutIntoSteps(steps, units).map(({ quantity, cents }) => [quantity, cents])).toEqual(expected);
  });

  it("names a scale that is not there", () => {
    expect(worth(inThree, 500)).toEqual({ failed: "unknownScale" });
  });
});

describe("properties of amounts", () => {
  const quotients = fc.integer({ min: 0, max: 500_000 }).map((cents) => cents / 100);
  it("are integer cents, and rise with the quotient", () => {
    const rate = { percent: "0.273", plusCents: 35, rounding: { mode: "nearest", stepCents: 5 } };
    fc.assert(
      fc.property(quotients, quotients, (one, other) => {
        const [low, high] = [worth(rate, Math.min(one, other)), worth(rate, Math.max(one, other))];
        if (low.cents === undefined || high.cents === undefined) throw new Error("No price");
        expect(Number.isSafeInteger(low.cents)).toBe(true);
        expect(low.cents).toBeLessThanOrEqual(high.cents);
      }),
    );
  });
});
