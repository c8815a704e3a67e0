/** A process we started: its lines carry its name, it is stopped with all it started, and it does not outlive us. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

export type Child = {
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** What it says first; null when it ended without a word. */
  firstLine: Promise<string | null>;
  stop: () => Promise<void>;
  /** Ends it with all it started, at once and without warning, as a power cut does. */
  kill: () => void;
};

/** Where a line of a child goes; the terminal unless told otherwise. */
export type Tell = (line: string) => void;
type Start = { name: string; args: readonly string[]; env: NodeJS.ProcessEnv; tell?: Tell | undefined };

const LEASH = new URL("./leash.mjs", import.meta.url).href;
const PATIENCE = 8000;
const TYPESCRIPT = ["--import", "tsx"];

/** Starts a Node script. It has a process group of its own: Ctrl-C reaches us only, and we stop all in order. */
export function startChild({ name, args, env, tell = console.log }: Start): Child {
  const child = spawn(process.execPath, ["--import", LEASH, ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...env, PORTAIL_LEASH: `${process.pid}` },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(1));
  });
  return {
    ended,
    firstLine: relay(child, (line) => tell(`[${name}] ${line}`), ended),
    stop: () => stop(child, ended),
    kill: () => signal(child, "SIGKILL"),
  };
}

export function typescript(script: string, ...args: string[]): string[] {
  return [...TYPESCRIPT, script, ...args];
}

function relay(child: ChildProcess, tell: Tell, ended: Promise<unknown>): Promise<string | null> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (stream === child.stdout) resolve(line);
        tell(line);
      });
    }
    ended.then(() => resolve(null));
  });
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signal(child, "SIGTERM");
  const late = pause(PATIENCE, "late", { ref: false });
  if ((await Promise.race([ended, late])) === "late") signal(child, "SIGKILL");
  await ended;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    child.kill(name); // no group of its own on this system
  }
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const STEADY_MILLISECONDS = 60_000;

/** Starts it again whenever it ends by itself, after a pause that doubles; a steady run begins again at the shortest. */
export function keepRunning(start: () => Child, tell: Tell): Child {
  let stopping = false;
  let current = start();
  const first = current.firstLine;
  const loop = async () => {
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      const began = performance.now();
      const code = await current.ended;
      if (stopping) return code;
      if (performance.now() - began > STEADY_MILLISECONDS) wait = FIRST_PAUSE;
      tell(`ended (${code ?? "signal"}): starting it again`);
      await pause(wait);
      if (stopping) return code;
      current = start();
    }
  };
  const ended = loop();
  const stopAll = async () => {
    stopping = true;
    await current.stop();
  };
  return { ended, firstLine: first, stop: stopAll, kill: () => current.kill() };
}
