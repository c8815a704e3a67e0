/**
 * Browser tests: the whole application as `npm start` runs it, built once, then for each project of playwright.config.ts its
 * own free port, its own freshly seeded database, worker and PayFiP double, and Debian's Chromium.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, installPackages, mayInstall } from "../private-database/find";
import { show } from "../process/capture";
import { freePort } from "../process/ports";
import { step } from "../process/steps";
import { startApplication } from "../start/application";
import { buildPages } from "../start/build";
import { openDatabase, prepareDatabase } from "../start/database";
import { seedDemonstration } from "../start/demonstration";
import { makePlan, toolEnvironment } from "../start/plan";
import { add, none, orOneFailure, playwrightTotals, readReport, type Totals } from "./totals";

/** Projects, and how their portal differs from the usual one. */
const PROJECTS: Record<string, Record<string, string>> = {
  desktop: {},
  phone: {},
  "without-proxy": { PORTAIL_PROXY: "off" },
};
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const LOGS = ".data/e2e";

export async function runBrowserTests(args: readonly string[]): Promise<Totals> {
  const chromium = requireChromium();
  await step("build", buildPages);
  const asked = args.find((argument) => argument.startsWith("--project="))?.slice("--project=".length);
  const others = args.filter((argument) => !argument.startsWith("--project="));
  const totals: Totals[] = [];
  for (const project of asked ? [asked] : Object.keys(PROJECTS))
    totals.push(await runProject({ project, chromium, args: others }));
  return add(...totals);
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

type Run = { project: string; chromium: string; args: readonly string[] };

async function runProject({ project, chromium, args }: Run): Promise<Totals> {
  console.log(`\n${project}`);
  const folder = mkdtempSync(join(tmpdir(), "portail-e2e-"));
  mkdirSync(LOGS, { recursive: true });
  const logFile = join(LOGS, `${project}.log`);
  const log = createWriteStream(logFile);
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const plan = await makePlan({ ...(await testSettings(folder)), ...PROJECTS[project] });
    const { env, stop } = await openDatabase(plan, console.log, true);
    closing.unshift(stop);
    await prepareDatabase(env);
    await step("demonstration", () => seedDemonstration(plan, env));
    const tell = (line: string) => void log.write(`${line}\n`);
    const application = await startApplication({ plan, env, development: false, tell });
    closing.unshift(application.stop);
    const report = join(folder, "report.json");
    const variables = { PORTAIL_URL: env.PUBLIC_URL, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const playwright = ["node_modules/@playwright/test/cli.js", "test", `--project=${project}`, "--reporter=list,json"];
    const environment = { ...toolEnvironment(plan, env), ...variables };
    const code = await show(
      [...playwright, "--pass-with-no-tests", `--output=test-results/${project}`, ...args],
      environment,
    );
    const read = readReport<Parameters<typeof playwrightTotals>[0]>(report);
    if (code !== 0) console.log(`  the application's own words: ${logFile}`);
    return orOneFailure(read ? playwrightTotals(read) : none, code);
  } finally {
    for (const close of closing) await close();
    log.end();
  }
}

/** Nothing of the surrounding environment reaches the tests but what a process needs to run. */
async function testSettings(folder: string): Promise<Record<string, string | undefined>> {
  const kept = ["PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "CI"].map((name) => [name, process.env[name]]);
  const port = String(await freePort());
  return { ...Object.fromEntries(kept), PORT: port, PORTAIL_DATA: folder, PORTAIL_TEST: "1", PORTAIL_DEMO: "1" };
}
