/**
 * npm start: from a clone to a running portal, step by step (contract §1). `--dev` serves with `next dev`, `--build` builds
 * and ends. Ctrl-C stops all that was started, in order; a killed start leaves nothing that the next one cannot take over.
 */
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { generateClient } from "../process/generate";
import { seconds, sentenceOf, step } from "../process/steps";
import { requirePort, startApplication } from "./application";
import { buildPages } from "./build";
import { openDatabase, prepareDatabase } from "./database";
import { clearUnfinishedSeed, demonstrationAccounts, PASSWORD, seedDemonstration } from "./demonstration";
import { makePlan, type Plan } from "./plan";
import { rememberRunning } from "./running";
import { buildVerifier } from "./verifier";

export async function main(args: readonly string[]): Promise<void> {
  const closing: (() => Promise<unknown>)[] = [];
  let stopping: Promise<never> | undefined;
  const stop = (code: number): Promise<never> => {
    stopping ??= stopAll(closing, code);
    return stopping;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { dev: { type: "boolean" }, build: { type: "boolean" } },
    });
    if (values.build) await build();
    else await stop((await serve(values.dev ?? false, closing)) ?? 1);
  } catch (error) {
    if (stopping) return stopping;
    console.error(`\n${sentenceOf(error)}`);
    await stop(1);
  }
}

async function build(): Promise<void> {
  await step("prisma", prisma);
  await step("build", buildPages);
}

async function prisma(): Promise<string> {
  return (await generateClient()) ? "generated" : "up to date";
}

/** Serves until the web server ends; returns its exit code. */
async function serve(development: boolean, closing: (() => Promise<unknown>)[]): Promise<number | null> {
  const began = performance.now();
  console.log("Portail famille");
  const plan = await step("settings", () => makePlan(process.env), tellPlan);
  await requirePort(Number(plan.source.PORT || 3000));
  const { env, stop } = await step(
    "database",
    (say) => openDatabase(plan, say),
    (opened) => opened.words,
  );
  closing.unshift(stop);
  await step("prisma", prisma);
  await clearUnfinishedSeed(plan, env);
  await prepareDatabase(env);
  if (plan.demo) await step("demonstration", () => seedDemonstration(plan, env, (stop) => closing.unshift(stop)));
  if (development) await step("verifier", async () => buildVerifier());
  else await step("build", buildPages);
  const application = await startApplication({ plan, env, development });
  closing.unshift(application.stop, rememberRunning(plan));
  console.log(`\n  ${env.PUBLIC_URL} is ready after ${seconds(performance.now() - began)}`);
  tellAccounts(plan);
  return application.web.ended;
}

function tellPlan({ demo, data }: Plan): string {
  return `${demo ? "demonstration" : "no demonstration data"}, data in ${relative(process.cwd(), data) || data}/`;
}

function tellAccounts(plan: Plan): void {
  if (plan.demo) {
    console.log(`\n  Demonstration accounts; the password of all is ${PASSWORD}`);
    for (const [email, who] of demonstrationAccounts) console.log(`    ${email.padEnd(28)} ${who}`);
  }
  console.log(`\n  Ctrl-C stops everything. The data stays in ${relative(process.cwd(), plan.data) || plan.data}/\n`);
}

async function stopAll(closing: (() => Promise<unknown>)[], code: number): Promise<never> {
  if (closing.length > 0) console.log("\n  stopping");
  for (const close of closing) await close().catch((error: unknown) => console.error(sentenceOf(error)));
  process.exit(code);
}
