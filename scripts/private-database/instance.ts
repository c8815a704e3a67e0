/**
 * A MariaDB server of our own: its data folder, socket and free port, for this portal only, never the machine's service.
 * It outlives a killed parent, and the next start takes it over.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { withConnection } from "../../prisma/connection";
import { freePort } from "../process/ports";
import { isAlive, sweepThrowaways } from "./abandoned";
import { initStatements, type Passwords, type Place, urlOf } from "./accounts";
import { requireServer, type ServerPrograms } from "./find";

/** Unix sockets have 107 characters for their whole path. */
const LONGEST_SOCKET = 107;
const START_SECONDS = 90;
const STOP_SECONDS = 60;

export type InstanceOptions = {
  /** Everything of the instance is below it. */
  folder: string;
  passwords: Passwords;
  /** For tests: no durability, and nothing kept after `stop` unless "kept". */
  throwaway?: boolean | "kept";
  say: (text: string) => void;
};

export type Instance = Place & { reused: boolean; stop: () => Promise<void> };
/** `keeper`: the process that stops it. */
type State = Place & { keeper: number };

/** Takes over the running instance of this folder, or starts one. Other live keepers keep the right to stop it. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { folder, passwords, throwaway = false } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = await findInstance(folder, passwords);
  if (running) {
    const kept = running.keeper !== process.pid && isAlive(running.keeper);
    if (!kept) writeState(folder, { ...running, keeper: process.pid });
    return { ...running, reused: true, stop: async () => (kept ? undefined : shutDown(folder, running, passwords)) };
  }
  if (throwaway) sweepThrowaways();
  const programs = requireServer(options.say);
  mkdirSync(temporaryOf(folder), { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, "data"))) initialise(folder, programs, throwaway !== false);
  const state = { socket: socketOf(folder), port: await freePort(), keeper: process.pid };
  writeFileSync(join(folder, "init.sql"), initStatements(passwords), { mode: 0o600 });
  const server = spawn(programs.server, serverArguments(folder, state, throwaway !== false), {
    detached: true,
    env: environmentOf(folder),
    stdio: "ignore",
  });
  server.unref();
  writeState(folder, state);
  await waitUntilUp(server, { folder, place: state, passwords });
  if (throwaway) process.once("exit", () => void (server.exitCode === null && server.kill("SIGKILL")));
  const stop = throwaway === true ? () => destroy(server, folder) : () => shutDown(folder, state, passwords);
  return { ...state, reused: false, stop };
}

/** The running instance of this folder, if it answers to our password. */
export async function findInstance(folder: string, passwords: Passwords): Promise<State | null> {
  try {
    const state = JSON.parse(readFileSync(join(folder, "instance.json"), "utf8")) as State;
    return (await answers(state, passwords)) ? state : null;
  } catch {
    return null; // no state file, or cut short by a kill: nothing to take over
  }
}

function initialise(folder: string, { installer }: ServerPrograms, throwaway: boolean): void {
  const fresh = join(folder, "data.new"); // renamed when complete: a killed first start leaves no half-made folder
  rmSync(fresh, { recursive: true, force: true });
  const args = ["--no-defaults", ...userOption(), `--datadir=${fresh}`, "--skip-test-db", "--skip-name-resolve"];
  args.push("--auth-root-authentication-method=socket", ...(throwaway ? ["--innodb-log-file-size=16M"] : []));
  const result = spawnSync(installer, args, { encoding: "utf8", env: environmentOf(folder) });
  if (result.status !== 0) {
    throw new Error(`mariadb-install-db failed: ${result.error?.message ?? lastLines(result.stderr + result.stdout)}`);
  }
  renameSync(fresh, join(folder, "data"));
}

/** A server that starts clears its temporary folder of all servers' tables: in a shared one, queries of another fail. */
const temporaryOf = (folder: string) => join(folder, "tmp");
const environmentOf = (folder: string) => ({ ...process.env, TMPDIR: temporaryOf(folder) });

function serverArguments(folder: string, { socket, port }: Place, throwaway: boolean): string[] {
  return [
    "--no-defaults",
    ...userOption(),
    `--datadir=${join(folder, "data")}`,
    `--socket=${socket}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    `--pid-file=${join(folder, "pid")}`,
    `--log-error=${join(folder, "error.log")}`,
    `--init-file=${join(folder, "init.sql")}`,
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    "--default-time-zone=+00:00",
    ...(throwaway
      ? ["--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0"]
      : []),
  ];
}

function userOption(): string[] {
  return process.getuid?.() === 0 ? [`--user=${userInfo().username}`] : [];
}

function socketOf(folder: string): string {
  const inside = join(folder, "s.sock");
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET) return inside;
  const short = join(tmpdir(), `portail-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  return join(short, "s.sock");
}

async function waitUntilUp(
  server: ChildProcess,
  { folder, place, passwords }: { folder: string; place: Place; passwords: Passwords },
): Promise<void> {
  const deadline = performance.now() + START_SECONDS * 1000;
  while (performance.now() < deadline) {
    if (await answers(place, passwords)) return;
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) break;
    await pause(25);
  }
  throw new Error(`MariaDB did not start. The end of ${join(folder, "error.log")}:\n${lastLines(readLog(folder))}`);
}

async function answers(place: Place, passwords: Passwords): Promise<boolean> {
  try {
    await withConnection(urlOf("owner", place, passwords), (connection) => connection.query("SELECT 1"));
    return true;
  } catch {
    return false; // not up yet, or another server on this port
  }
}

/** Asks for a clean stop over the connection (no process id to mistake) and waits until the pid file has gone. */
async function shutDown(folder: string, place: Place, passwords: Passwords): Promise<void> {
  await withConnection(urlOf("owner", place, passwords), (connection) => connection.query("SHUTDOWN")).catch(
    () => undefined,
  );
  const deadline = performance.now() + STOP_SECONDS * 1000;
  while (existsSync(join(folder, "pid")) && performance.now() < deadline) await pause(25);
  rmSync(join(folder, "instance.json"), { force: true });
  if (!place.socket.startsWith(folder)) rmSync(dirname(place.socket), { recursive: true, force: true });
}

async function destroy(server: ChildProcess, folder: string): Promise<void> {
  server.kill("SIGKILL");
  while (server.exitCode === null && server.signalCode === null) await pause(10);
  rmSync(folder, { recursive: true, force: true });
}

function writeState(folder: string, { socket, port, keeper }: State): void {
  writeFileSync(join(folder, "instance.json"), `${JSON.stringify({ socket, port, keeper })}\n`, { mode: 0o600 });
}

function readLog(folder: string): string {
  const file = join(folder, "error.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-12).join("\n");
}
