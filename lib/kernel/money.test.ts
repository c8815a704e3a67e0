import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents, formatEuros, formatEurosEnglish, formatPlain, parseEuros, splitFairly, sum } from "./money";

describe("reading euros", () => {
  it.each([
    ["12", 1200],
    ["12,5", 1250],
    ["1 234,50 €", 123450],
    ["1\u00a0234.05", 123405],
    ["0,01", 1],
    ["-3,20", -320],
    ["-0", 0],
    ["19.99", 1999],
    ["12,345", null],
    ["1.234,50", null],
    ["1e3", null],
    ["", null],
    ["douze", null],
  ])("%j is %s", (text, amount) => {
    expect(parseEuros(text)).toBe(amount);
  });

  it("gives back what was written, for any amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
        expect(parseEuros(formatPlain(amount))).toBe(amount);
      }),
    );
  });
});

describe("writing euros", () => {
  it.each([
    [123450, "1\u00a0234,50\u00a0€", "€1,234.50", "1234.50"],
    [5, "0,05\u00a0€", "€0.05", "0.05"],
    [-320, "−3,20\u00a0€", "−€3.20", "-3.20"],
    [123456789, "1\u00a0234\u00a0567,89\u00a0€", "€1,234,567.89", "1234567.89"],
  ])("%i cents", (amount, french, english, plain) => {
    expect([formatEuros(amount), formatEurosEnglish(amount), formatPlain(amount)]).toEqual([french, english, plain]);
  });

  it("refuses half a cent", () => {
    expect(() => cents(0.5)).toThrow();
    expect(() => formatEuros(10.1)).toThrow();
  });
});

describe("sharing an amount", () => {
  it("loses and makes nothing, and gives nothing to a weight of zero", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), weights, (amount, shares) => {
        fc.pre(shares.some((share) => share > 0));
        const parts = splitFairly(amount, shares);
        expect(sum(parts)).toBe(amount);
        shares.forEach((share, index) => {
          if (share === 0) expect(parts[index] === 0).toBe(true);
        });
      }),
    );
  });

  it("gives the odd cents to the first", () => {
    expect(splitFairly(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitFairly(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });
});
