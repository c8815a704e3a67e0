/** One project of vitest.config.ts, shown as it runs and counted from its report. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { show } from "../process/capture";
import { none, orOneFailure, readReport, type Totals, vitestTotals } from "./totals";

export async function runVitest(project: "unit" | "db" | "house", args: readonly string[] = []): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), "portail-report-"));
  const report = join(folder, "report.json");
  const code = await show([
    "node_modules/vitest/vitest.mjs",
    "run",
    `--project=${project}`,
    "--passWithNoTests",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const read = readReport<Parameters<typeof vitestTotals>[0]>(report);
  rmSync(folder, { recursive: true, force: true });
  return orOneFailure(read ? vitestTotals(read) : none, code);
}
