import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, DRAWN_COLOURS, derivedContrasts, refuseColours, styleOf } from "./colour";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("contrast", () => {
  it("goes from 1 to 21, whichever colour comes first", () => {
    expect(contrast("#777777", "#777777")).toBe(1);
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  });

  it("is known to two digits for the drawn blue on paper", () => {
    expect(contrast("#23409f", "#fbf8ef")).toBeCloseTo(8.6, 1);
  });
});

describe("the colours of a commune", () => {
  it("accepts the drawn ones, and adds no style for them", () => {
    expect(refuseColours(DRAWN_COLOURS)).toEqual([]);
    expect(styleOf(DRAWN_COLOURS)).toBe("");
  });

  it.each([
    ["a sky blue that paper swallows", { blue: "#4aa8e0", marigold: "#f5b12a" }, ["blue-on-paper", "white-on-blue"]],
    ["a brown that hides ink", { blue: "#23409f", marigold: "#6b3d00" }, ["ink-on-marigold"]],
  ] as const)("refuses %s", (_, colours, faults) => {
    expect(refuseColours(colours)).toEqual(faults);
    expect(styleOf(colours)).toBe("");
  });

  it("gives a forest commune its green in both themes", () => {
    const style = styleOf({ blue: "#14532d", marigold: "#f0a030" });
    expect(style).toContain(":root{--color-blue:#14532d");
    expect(style).toContain("[data-theme=dark]");
  });

  it("writes nothing from a value that is not a colour", () => {
    expect(styleOf({ blue: "red}body{display:none", marigold: "#f5b12a" })).toBe("");
  });

  it("derives readable themes from any pair that it accepts", () => {
    fc.assert(
      fc.property(hex, hex, (blue, marigold) => {
        const colours = { blue, marigold };
        fc.pre(refuseColours(colours).length === 0);
        for (const { pair, contrast: measure } of derivedContrasts(colours)) {
          expect(measure, `${pair} of ${blue} and ${marigold}`).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 500 },
    );
  });
});
