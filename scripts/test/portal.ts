/** Portals for browser tests and measures: seeded once, then started from a copy each time, on a free port, gone afterwards. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tell } from "../process/child";
import { freePort } from "../process/ports";
import { step } from "../process/steps";
import { startApplication } from "../start/application";
import { openDatabase, prepareDatabase } from "../start/database";
import { seedDemonstration } from "../start/demonstration";
import { makePlan, toolEnvironment } from "../start/plan";

export type TestPortal = {
  url: string;
  /** Settings for tools and tests beside it, owner's account included. */
  environment: NodeJS.ProcessEnv;
  stop: () => Promise<void>;
  /** Kills web server and worker without warning, and starts them again. */
  crash: () => Promise<void>;
};

/** A data folder with the demonstration commune loaded, to copy; `drop` removes it. */
export async function seededFolder(): Promise<{ folder: string; drop: () => void }> {
  const folder = newFolder();
  const drop = () => rmSync(folder, { recursive: true, force: true });
  try {
    await seed(folder);
    return { folder, drop };
  } catch (error) {
    drop();
    throw error;
  }
}

async function seed(folder: string): Promise<void> {
  const plan = await makePlan(await testSettings(folder));
  const { env, stop } = await step(
    "database",
    (say) => openDatabase(plan, say, "kept"),
    (opened) => opened.words,
  );
  try {
    await prepareDatabase(env);
    await step("demonstration", () => seedDemonstration(plan, env));
  } finally {
    await stop();
  }
}

export async function startTestPortal(seeded: string, given: Record<string, string>, tell: Tell): Promise<TestPortal> {
  const folder = newFolder();
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of closing.splice(0)) await close();
  };
  try {
    cpSync(seeded, folder, { recursive: true });
    const plan = await makePlan({ ...(await testSettings(folder)), ...given });
    const database = await openDatabase(plan, console.log, true);
    closing.unshift(database.stop);
    const worker = given.PORTAIL_WORKER !== "off";
    const application = await startApplication({ plan, env: database.env, development: false, worker, tell });
    closing.unshift(application.stop);
    const environment = toolEnvironment(plan, database.env);
    return { url: database.env.PUBLIC_URL, environment, stop, crash: application.crash };
  } catch (error) {
    await stop();
    throw error;
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "portail-e2e-"));
}

/** Nothing of the surrounding environment reaches the tests but what a process needs to run. */
async function testSettings(folder: string): Promise<Record<string, string | undefined>> {
  const kept = ["PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "CI"].map((name) => [name, process.env[name]]);
  const port = String(await freePort());
  return { ...Object.fromEntries(kept), PORT: port, PORTAIL_DATA: folder, PORTAIL_TEST: "1", PORTAIL_DEMO: "1" };
}
