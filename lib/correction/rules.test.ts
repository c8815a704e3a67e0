import { describe, expect, it } from "vitest";
import { chargesOf } from "@/lib/charge/rules";
import type { Difference } from "@/lib/charge/schema";
import { facts } from "@/prisma/fixtures/charge";
import { billedIn, changeOf, chosen, correctionsOf, keptOf, lineOf } from "./rules";

const [charge] = chargesOf(facts()).charges;
if (!charge) throw new Error("a charge");
const { sourceKey, householdId, payerId, childId, activityId, day, why } = charge;
const difference: Difference = {
  ...{ sourceKey, householdId, payerId, childId, activityId, day, why },
  ...{ billedCents: 281, cents: 150 },
};
const other = { ...difference, householdId: "h2", payerId: "p2" };

describe("the month that bills a correction", () => {
  it.each([
    ["2026-10", "2026-11", "2026-11"],
    ["2026-09", "2026-11", "2026-10"],
    ["2026-11", "2026-11", "2026-11"],
    [null, "2026-11", "2026-11"],
    ["2026-12", "2027-01", "2027-01"],
  ])("after %s, in %s, is %s", (last, now, month) => expect(billedIn(last, now)).toBe(month));
});

describe("what a credit note took back", () => {
  const more = { ...difference, cents: 400 };
  it("is not proposed to be billed again, and may still be proposed to cost less", () => {
    expect(keptOf([more, difference], [difference])).toEqual([difference]);
    expect(keptOf([more], [{ ...difference, payerId: "p2" }])).toEqual([more]);
    expect(keptOf([more], [{ ...difference, day: "2026-09-01" }])).toEqual([more]);
  });
});

describe("what was accepted", () => {
  it("is one line, a household's, or all", () => {
    const all = [difference, other];
    expect(chosen(all, {})).toEqual(all);
    expect(chosen(all, { householdId: "h2" })).toEqual([other]);
    expect(chosen(all, { line: lineOf(difference) })).toEqual([difference]);
    expect(chosen(all, { line: lineOf(difference), householdId: "h2" })).toEqual([]);
    expect(changeOf(all)).toBe(-262);
  });

  it("becomes a charge under the key of what it corrects, numbered after those that exist", () => {
    const made = (taken: string[]) => correctionsOf([difference], { taken, billedWhy: new Map() });
    expect(made([])).toMatchObject([
      {
        ...{
          kind: "correction",
          sourceKey: `fix:1:${sourceKey}`,
          amountCents: -131,
          unitCents: -131,
          quantity: 1,
          day,
        },
        why: { corrects: { billedCents: 281, cents: 150 } },
      },
    ]);
    expect(made([`fix:1:${sourceKey}`, `fix:4:${sourceKey}`, "fix:9:other"])[0]?.sourceKey).toBe(`fix:5:${sourceKey}`);
  });

  it("has two numbers when one payer gives back what another owes", () => {
    const keys = correctionsOf([difference, { ...difference, payerId: "p2" }], { taken: [], billedWhy: new Map() });
    expect(keys.map((one) => one.sourceKey)).toEqual([`fix:1:${sourceKey}`, `fix:2:${sourceKey}`]);
  });

  it("tells the rule that was billed, without its reasons, when nothing is due any more", () => {
    const gone = { ...difference, cents: 0, why: null };
    const [made] = correctionsOf([gone], { taken: [], billedWhy: new Map([[sourceKey, why]]) });
    expect(made?.why).toMatchObject({
      rules: "2026",
      reasons: [],
      source: null,
      corrects: { billedCents: 281, cents: 0 },
    });
  });
});
