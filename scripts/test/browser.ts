/**
 * Browser tests: the whole application as `npm start` runs it, built once, then for each project of playwright.config.ts its
 * own free port, its own freshly seeded database, worker and PayFiP double, and Debian's Chromium.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outsideSettings, startOutsideDouble } from "../outside-double/server";
import { findProgram, installPackages, mayInstall } from "../private-database/find";
import { show } from "../process/capture";
import { sentenceOf, step } from "../process/steps";
import { buildPages } from "../start/build";
import { seededFolder, startTestPortal } from "./portal";
import { add, none, orOneFailure, playwrightTotals, readReport, type Totals } from "./totals";

/** Projects, the longest first, and how their portal differs from the usual one. */
const PROJECTS: Record<string, Record<string, string>> = {
  desktop: {},
  office: {},
  phone: {},
  "without-proxy": { PORTAIL_PROXY: "off" },
  hostile: {},
  outside: {},
};
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const LOGS = ".data/e2e";
/** Projects at a time: a browser test waits more than it works, and each project has a portal to itself. */
const LANES = 2;

export async function runBrowserTests(args: readonly string[]): Promise<Totals> {
  const chromium = requireChromium();
  await step("build", buildPages);
  const asked = args.find((argument) => argument.startsWith("--project="))?.slice("--project=".length);
  const others = args.filter((argument) => !argument.startsWith("--project="));
  const { folder, drop } = await seededFolder();
  const run = (project: string) => runProject({ project, seeded: folder, chromium, args: others });
  try {
    return await inLanes(asked ? [asked] : Object.keys(PROJECTS), run);
  } finally {
    drop();
  }
}

/** Each lane takes the next project that waits; one that breaks down is a failure, and the others still run. */
async function inLanes(projects: readonly string[], run: (project: string) => Promise<Totals>): Promise<Totals> {
  const waiting = projects.values();
  const lane = async () => {
    let totals = none;
    for (const project of waiting) totals = add(totals, await run(project).catch(brokenDown));
    return totals;
  };
  return add(...(await Promise.all(Array.from({ length: LANES }, lane))));
}

function brokenDown(error: unknown): Totals {
  console.error(sentenceOf(error));
  return { ...none, failed: 1 };
}

function requireChromium(): string {
  const find = () => process.env.CHROMIUM_PATH ?? BROWSERS.map(findProgram).find((path) => path !== null);
  if (!find() && mayInstall()) {
    console.log("  chromium: installing it with apt");
    installPackages(["chromium"]);
  }
  const found = find();
  if (found) return found;
  throw new Error(
    'Chromium is not on this machine: run "sudo apt-get install chromium", or set CHROMIUM_PATH to its program.',
  );
}

type Run = { project: string; seeded: string; chromium: string; args: readonly string[] };

async function runProject({ project, seeded, chromium, args }: Run): Promise<Totals> {
  console.log(`\n${project}`);
  const reports = mkdtempSync(join(tmpdir(), "portail-report-"));
  const report = join(reports, "report.json");
  mkdirSync(LOGS, { recursive: true });
  const logFile = join(LOGS, `${project}.log`);
  const log = createWriteStream(logFile);
  const state = project === "outside" ? await startOutsideDouble() : null;
  const given = { ...PROJECTS[project], ...(state && outsideSettings(state.url)) };
  const portal = await startTestPortal(seeded, given, (line) => void log.write(`${line}\n`));
  try {
    const playwright = ["node_modules/@playwright/test/cli.js", "test", `--project=${project}`, "--reporter=list,json"];
    const code = await show([...playwright, "--pass-with-no-tests", `--output=test-results/${project}`, ...args], {
      ...portal.environment,
      ...given,
      PORTAIL_URL: portal.url,
      PORTAIL_SEEDED: seeded,
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    });
    if (code !== 0) console.log(`  the application's own words: ${logFile}`);
    const read = readReport<Parameters<typeof playwrightTotals>[0]>(report);
    return orOneFailure(read ? playwrightTotals(read) : none, code);
  } finally {
    await portal.stop();
    await state?.close();
    rmSync(reports, { recursive: true });
    log.end();
  }
}
