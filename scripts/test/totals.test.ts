import { describe, expect, it } from "vitest";
import { add, orOneFailure, playwrightTotals, vitestTotals } from "./totals";

describe("one verdict from several reports", () => {
  it("counts a vitest file that could not be loaded as one failure", () => {
    const report = {
      numPassedTests: 4,
      numFailedTests: 1,
      testResults: [
        { status: "passed", assertionResults: [1, 2] },
        { status: "failed", assertionResults: [1, 2, 3] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(vitestTotals(report)).toEqual({ passed: 4, failed: 2 });
  });

  it("counts a browser test that passed at the second try, and an error outside tests, as failures", () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1 };
    expect(playwrightTotals({ stats, errors: ["no web server"] })).toEqual({ passed: 7, failed: 3 });
  });

  it("a bad end without a failed test is one failure, and a good end none", () => {
    expect(orOneFailure({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
    expect(orOneFailure({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
    expect(orOneFailure({ passed: 3, failed: 0 }, null)).toEqual({ passed: 3, failed: 1 });
    expect(orOneFailure({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  });

  it("adds up", () => {
    expect(add({ passed: 1, failed: 2 }, { passed: 3, failed: 4 })).toEqual({ passed: 4, failed: 6 });
  });
});
