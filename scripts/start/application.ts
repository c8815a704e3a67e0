/** The three that keep running: the web server, the job worker, and in the demonstration the PayFiP double. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Env } from "../../lib/server/env";
import { type Child, keepRunning, startChild, type Tell, typescript } from "../process/child";
import { isFree } from "../process/ports";
import { step } from "../process/steps";
import { environmentOf, type Plan } from "./plan";

export type Application = {
  web: Child;
  stop: () => Promise<void>;
  /** For tests: web server and worker die without a word, and start again. */
  crash: () => Promise<void>;
};

const READY_SECONDS = 60;
const PORT_PATIENCE = 3000;

/** Refuses a taken port; one that a killed start is just leaving gets a moment. */
export async function requirePort(port: number): Promise<void> {
  for (const deadline = performance.now() + PORT_PATIENCE; performance.now() < deadline; await pause(100)) {
    if (await isFree(port)) return;
  }
  throw new Error(
    `Port ${port} is taken by another program: stop it, or choose another port: PORT=${port + 1} npm start`,
  );
}

/** `worker` is false where nothing may happen that was not asked for: tests that compare two portals. */
type Start = { plan: Plan; env: Env; development: boolean; worker?: boolean; tell?: Tell };

export async function startApplication({
  plan,
  env,
  development,
  worker: withWorker = true,
  tell = console.log,
}: Start): Promise<Application> {
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
  };
  const environment = environmentOf(plan, env, development ? { NODE_ENV: "development" } : {});
  const start = (name: string, args: string[], extra: Record<string, string> = {}) =>
    startChild({ name, args, env: { ...environment, ...extra }, tell });
  const keep = (name: string, begin: () => Child) => keepRunning(begin, (line) => tell(`[${name}] ${line}`));
  try {
    const { doublePort } = plan;
    if (doublePort) {
      const double = () =>
        start("payfip", typescript("scripts/payfip-double/main.ts"), {
          PAYFIP_DOUBLE_PORT: `${doublePort}`,
          PAYFIP_DOUBLE_STATE: join(plan.data, "payfip-double.json"),
        });
      children.push(await step("PayFiP double", () => firstWord(keep("payfip", double), "the PayFiP double")));
    }
    const worker = withWorker ? keep("worker", () => start("worker", typescript("scripts/worker.ts"))) : null;
    if (worker) children.push(worker);
    const startWeb = async () => {
      const next = ["node_modules/next/dist/bin/next", development ? "dev" : "start", "-p", `${env.PORT}`];
      const child = start("web", next);
      children.push(child);
      await step("web server", () => untilItAnswers(child, env.PORT));
      return child;
    };
    let web = await startWeb();
    const crash = async () => {
      worker?.kill();
      web.kill();
      await web.ended;
      web = await startWeb();
    };
    return { web, stop, crash };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstWord(child: Child, name: string): Promise<Child> {
  const late = pause(READY_SECONDS * 1000, null, { ref: false });
  if ((await Promise.race([child.firstLine, late])) === null)
    throw new Error(`${name} did not start: see its lines above.`);
  return child;
}

/** Any answer counts: a database that is down answers 503, and that is the web server's to say. */
async function untilItAnswers(web: Child, port: number): Promise<void> {
  let ended = false;
  web.ended.then(() => {
    ended = true;
  });
  for (const deadline = performance.now() + READY_SECONDS * 1000; performance.now() < deadline; await pause(50)) {
    if (ended) throw new Error("The web server ended at once: see its lines above.");
    const answer = await fetch(`http://127.0.0.1:${port}/api/sante`).catch(() => null);
    if (answer) return;
  }
  throw new Error(`The web server did not answer on port ${port} within ${READY_SECONDS} seconds.`);
}
