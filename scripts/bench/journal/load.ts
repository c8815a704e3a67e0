/**
 * From commit to sealed, under load (issue 5: 50 events a second for a minute, 99 in 100 sealed within two seconds). One writer process, and the
 * sealer of the worker in a process of its own, as in service; what it has sealed is looked for in the tables, twenty times a second.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { db } from "../../../lib/server/db";
import type { Times } from "../measure";

const LOAD = { perSecond: 50, seconds: 60 };
/** Below the pool of connections: a slow machine then writes later, not all at once. */
const AT_ONCE = 6;
const LOOK_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 60_000;

type Waiting = Map<string, number>;

/** `write` commits one event and gives its id. */
export async function measureLoad(write: () => Promise<string>): Promise<{ times: Times; p99: number }> {
  const sealer = spawn(process.execPath, ["--import", "tsx", "scripts/process/seal-alone.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await once(sealer.stdout, "data");
    await settled(write);
    const samples = await underLoad(write);
    samples.sort((a, b) => a - b);
    const p99 = samples[Math.floor(samples.length * 0.99)] ?? Number.NaN;
    return { times: { name: `sealed after commit, ${LOAD.perSecond} events/s`, samples }, p99 };
  } finally {
    await end(sealer);
  }
}

/** The sealer has taken its turn and works: one event is through. */
async function settled(write: () => Promise<string>): Promise<void> {
  const waiting: Waiting = new Map([[await write(), 0]]);
  while (waiting.size > 0) await look(waiting, []);
}

async function underLoad(write: () => Promise<string>): Promise<number[]> {
  const waiting: Waiting = new Map();
  const samples: number[] = [];
  const state = { isOver: false };
  const looking = watch(waiting, samples, state);
  const flying = new Set<Promise<unknown>>();
  const tick = 1000 / LOAD.perSecond;
  const began = performance.now();
  for (let count = 0; count < LOAD.perSecond * LOAD.seconds; count += 1) {
    while (flying.size >= AT_ONCE) await Promise.race(flying);
    const one = write().then((id) => waiting.set(id, performance.now()));
    flying.add(one);
    void one.finally(() => flying.delete(one));
    await pause(Math.max(0, began + (count + 1) * tick - performance.now()));
  }
  await Promise.all(flying);
  state.isOver = true;
  await looking;
  return samples;
}

async function watch(waiting: Waiting, samples: number[], state: { isOver: boolean }): Promise<void> {
  for (let since = performance.now(); !state.isOver || waiting.size > 0; await pause(LOOK_MILLISECONDS)) {
    await look(waiting, samples);
    if (!state.isOver) since = performance.now();
    else if (performance.now() - since > PATIENCE_MILLISECONDS) throw new Error(`${waiting.size} events never sealed`);
  }
}

async function look(waiting: Waiting, samples: number[]): Promise<void> {
  if (waiting.size === 0) return;
  const rows = await db().auditLeaf.findMany({
    where: { eventId: { in: [...waiting.keys()] } },
    select: { eventId: true },
  });
  const now = performance.now();
  for (const { eventId } of rows) {
    samples.push(now - (waiting.get(eventId) ?? now));
    waiting.delete(eventId);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "exit");
  child.kill("SIGKILL");
  await closed;
}
