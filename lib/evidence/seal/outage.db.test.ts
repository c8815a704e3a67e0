/**
 * Fifty times, at random moments under load, the database, the application or the sealer is killed without a word. What was acknowledged is
 * what is recorded: each business row has its event, each event its row, and each is sealed once.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rowsOf, withConnection } from "@/prisma/connection";
import { prepareSchema } from "@/prisma/testing/build";
import { newPasswords, urlOf } from "@/scripts/private-database/accounts";
import { type Instance, startInstance } from "@/scripts/private-database/instance";

const KILLS = 50;
const TARGETS = ["database", "database", "database", "database", "database", "application", "sealer"] as const;
const folder = mkdtempSync(join(tmpdir(), "portail-outage-"));
const databaseFolder = join(folder, "db");
const passwords = newPasswords();
const schema = "portail_outage";
const acknowledged = new Set<string>();
let instance: Instance;
let children: Record<"application" | "sealer", ChildProcess>;

/** The socket stays where it is when the server comes back: addresses hold. */
const address = (account: "app" | "sealer" | "eraser" | "owner") => urlOf(account, instance, passwords, schema);
const open = () => startInstance({ folder: databaseFolder, passwords, say: () => undefined });

beforeAll(async () => {
  instance = await open();
  await prepareSchema(address("owner"), schema);
  children = { application: start("application"), sealer: start("sealer") };
}, 120_000);
afterAll(async () => {
  for (const child of Object.values(children)) child.kill("SIGKILL");
  await instance.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(name: "application" | "sealer"): ChildProcess {
  const program = name === "application" ? "scripts/process/write-alone.ts" : "scripts/process/seal-alone.ts";
  const env = {
    ...process.env,
    ...{ DATABASE_URL: address("app"), DATABASE_SEALER_URL: address("sealer"), DATABASE_ERASER_URL: address("eraser") },
    ...{ PORTAIL_DATA: folder, JOURNAL_KEY_FILE: join(folder, "journal.key"), LOG_LEVEL: "silent" },
  };
  const child = spawn(process.execPath, ["--import", "tsx", program], { env, stdio: ["ignore", "pipe", "ignore"] });
  if (name === "application" && child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ack ")) acknowledged.add(line.slice(4));
    });
  }
  return child;
}

async function kill(target: (typeof TARGETS)[number]): Promise<void> {
  if (target === "database") {
    process.kill(Number(readFileSync(join(databaseFolder, "pid"), "utf8")), "SIGKILL");
    await pause(50);
    instance = await open();
    return;
  }
  await end(children[target]);
  children[target] = start(target);
  // A program that is still being loaded has nothing to lose: the next kill comes when it works.
  await Promise.race([once(children[target].stdout ?? children[target], "data"), pause(20_000)]);
}

/** One that ended by itself has told so already: waiting for it would be for ever. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "exit");
  child.kill("SIGKILL");
  await closed;
}

const column = (sql: string) =>
  withConnection(address("owner"), async (connection) =>
    (await rowsOf<{ v: string }>(connection, sql)).map(({ v }) => String(v)),
  );

it("loses nothing that was acknowledged, invents nothing, and seals each event once", {
  timeout: 420_000,
}, async () => {
  const done = { database: 0, application: 0, sealer: 0 };
  for (let count = 0; count < KILLS; count += 1) {
    await pause(50 + Math.random() * 500);
    const target = TARGETS[Math.floor(Math.random() * TARGETS.length)] ?? "database";
    await kill(target);
    done[target] += 1;
  }
  await pause(3000);
  await end(children.application);
  await pause(500);
  for (
    let look = 0;
    look < 200 && (await column("SELECT event_id AS v FROM audit_pending LIMIT 1")).length > 0;
    look += 1
  ) {
    await pause(200);
  }
  const rows = await column("SELECT SUBSTRING(section, 3) AS v FROM setting WHERE section LIKE 'o-%'");
  const events = await column("SELECT SUBSTRING(object, 9) AS v FROM audit_event WHERE type = 'booking.created'");
  expect(new Set(events)).toEqual(new Set(rows));
  expect(events).toHaveLength(rows.length);
  expect([...acknowledged].filter((id) => !new Set(rows).has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(KILLS);
  // A commit whose answer was cut off by the kill is in the books although nobody was told: at most one for each kill.
  expect(rows.length - acknowledged.size).toBeLessThanOrEqual(KILLS + 1);
  const sealed = await column("SELECT event_id AS v FROM audit_leaf");
  const all = await column("SELECT id AS v FROM audit_event");
  expect(new Set(sealed).size).toBe(sealed.length);
  expect([...sealed].sort()).toEqual([...all].sort());
  expect(done.database).toBeGreaterThan(0);
});
