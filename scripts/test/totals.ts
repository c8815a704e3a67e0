/** Adds up the JSON reports of vitest and Playwright, which count differently. */
import { existsSync, readFileSync } from "node:fs";

export type Totals = { passed: number; failed: number };

export const none: Totals = { passed: 0, failed: 0 };

export function add(...all: Totals[]): Totals {
  return all.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), none);
}

/** A run that ended badly without naming a failed test still counts as one failure. */
export function orOneFailure(totals: Totals, exitCode: number | null): Totals {
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** A file that could not even be loaded has no test in the report: it counts as one failure. */
export function vitestTotals(report: VitestReport): Totals {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

/** A flaky test passed at a second try: here that is a failure. */
export function playwrightTotals({ stats, errors }: PlaywrightReport): Totals {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

export function readReport<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : null;
}
