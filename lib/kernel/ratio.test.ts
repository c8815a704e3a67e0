import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, over, plus, ratioOf, roundTo, times } from "./ratio";

const exact = (text: string | number) => {
  const ratio = ratioOf(text);
  if (!ratio) throw new Error(`Not a decimal: ${text}`);
  return ratio;
};

describe("exact fractions", () => {
  it.each([
    ["nearest", 1, "324.49", 324],
    ["nearest", 1, "324.5", 325],
    ["nearest", 1, "324.51", 325],
    ["nearest", 1, "-324.5", -325],
    ["nearest", 5, "322.49", 320],
    ["nearest", 5, "322.5", 325],
    ["down", 1, "324.99", 324],
    ["down", 1, "325", 325],
    ["down", 1, "-0.5", -1],
    ["up", 1, "324.01", 325],
    ["up", 1, "324", 324],
    ["up", 10, "320.01", 330],
    ["up", 1, "-0.5", 0],
  ] as const)("rounds %s to %d cents: %s becomes %d", (mode, stepCents, text, expected) => {
    expect(roundTo(exact(text), { mode, stepCents }) + 0).toBe(expected);
  });

  it("multiplies, adds and divides without loss", () => {
    expect(decimalText(times(exact("0.36"), exact(901)))).toBe("324.36");
    expect(decimalText(plus(exact("0.1"), exact("0.2")))).toBe("0.3");
    expect(decimalText(over(exact(1), exact(-8)))).toBe("-0.125");
    expect(decimalText(over(exact(1), exact(3)))).toBe("0.333333");
  });

  it("takes no text that is not a plain decimal", () => {
    for (const text of ["", "1e3", "0,36", ".5", "NaN", Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(ratioOf(text)).toBeNull();
    }
  });

  it("never moves an amount by a step or more", () => {
    const modes = fc.constantFrom("nearest", "up", "down" as const);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), modes, (cents, stepCents, mode) => {
        const rounded = roundTo({ over: BigInt(cents), under: 7n }, { mode: mode as "up", stepCents });
        expect(Math.abs(rounded - cents / 7)).toBeLessThanOrEqual(stepCents);
        expect(Math.abs(rounded % stepCents)).toBe(0);
      }),
    );
  });
});
