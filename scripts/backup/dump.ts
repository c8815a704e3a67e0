/** The database as SQL text and back, by MariaDB's own tools: the account's password goes through the environment, never through the command line. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { connectionOptions } from "../../prisma/connection";

/** Wrapped data keys travel apart from the data that they open. */
const KEYS_TABLE = "data_key";

export type Dump = { text: Readable; ended: Promise<void> };

export function dumpData(address: string): Dump {
  const database = new URL(address).pathname.slice(1);
  return dump(address, [`--ignore-table-data=${database}.${KEYS_TABLE}`, "--triggers", database]);
}

export function dumpKeys(address: string): Dump {
  return dump(address, [
    "--no-create-info",
    "--skip-triggers",
    "--insert-ignore",
    new URL(address).pathname.slice(1),
    KEYS_TABLE,
  ]);
}

function dump(address: string, what: readonly string[]): Dump {
  const fixed = [
    "--single-transaction",
    "--quick",
    "--hex-blob",
    "--skip-comments",
    "--no-tablespaces",
    "--default-character-set=utf8mb4",
  ];
  const child = spawn("mariadb-dump", [...placeOf(address), ...fixed, ...what], {
    env: environmentOf(address),
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { text: child.stdout.pipe(withoutDefiners()), ended: endOf(child, "mariadb-dump") };
}

/** Feeds SQL text to an empty database. */
export async function load(address: string, text: Readable): Promise<void> {
  const database = new URL(address).pathname.slice(1);
  const args = [
    ...placeOf(address),
    "--default-character-set=utf8mb4",
    "--init-command=SET foreign_key_checks=0",
    database,
  ];
  const child = spawn("mariadb", args, { env: environmentOf(address), stdio: ["pipe", "ignore", "pipe"] });
  const ended = endOf(child, "mariadb");
  text.once("error", (error) => child.stdin.destroy(error));
  child.stdin.on("error", () => undefined);
  text.pipe(child.stdin);
  await Promise.all([ended, new Promise<void>((resolve, reject) => text.once("end", resolve).once("error", reject))]);
}

function placeOf(address: string): string[] {
  const { host, port, socketPath, user } = connectionOptions(address);
  const place = socketPath ? [`--socket=${socketPath}`] : [`--host=${host}`, `--port=${port}`, "--protocol=tcp"];
  return ["--no-defaults", ...place, `--user=${user}`];
}

function environmentOf(address: string): NodeJS.ProcessEnv {
  return { ...process.env, MYSQL_PWD: String(connectionOptions(address).password ?? "") };
}

/** Resolves at the end; rejects with the tool's own last words. */
function endOf(child: ChildProcess, name: string): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`${name} is missing (package mariadb-client): ${error.message}`)));
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}: ${said.trim()}`)),
    );
  });
}

/** Triggers belong to whoever restores: another server has other accounts. Whole lines, since a chunk may end inside a name. */
function withoutDefiners(): Transform {
  let rest = "";
  const clean = (text: string) => text.replace(/\/\*!\d+ DEFINER=`[^`]*`@`[^`]*`\*\/ ?/g, "");
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = rest + chunk.toString("latin1");
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      done(null, Buffer.from(clean(text.slice(0, end)), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(clean(rest), "latin1"));
    },
  });
}
