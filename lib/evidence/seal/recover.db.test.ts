import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { emptyJournal, later, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run as verify } from "@/scripts/portail/journal/verify/main";
import { giveTurnBack } from "./duty";
import { recoverLeaves } from "./recover";
import { connectSealer } from "./sealer";

const folder = ownFolder();
const sealer = connectSealer();
const journal = join(folder, "journal");
const stops = (fault: string) => expect.objectContaining({ fault });

beforeEach(emptyJournal);
vi.setConfig({ testTimeout: 120_000 });
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

async function recover(minutes: number) {
  const owner = newId();
  try {
    return await recoverLeaves({ sealer, owner, now: later(minutes) });
  } finally {
    await giveTurnBack(sealer, "seal", owner);
  }
}

async function verified(): Promise<string[]> {
  const found: string[] = [];
  const emit = (value: unknown) => {
    const line = value as { kind: string; check?: string };
    if (line.kind === "finding") found.push(line.check ?? "");
  };
  await verify([], { json: true, say: () => undefined, note: () => undefined, emit });
  return found;
}

/** The database as a dump of before held it: `size` leaves of the log; of the rest, those in `waiting` were written and not sealed. */
async function restoreTo(size: number, waiting: readonly string[] = []): Promise<void> {
  const list = waiting.length > 0 ? `AND event_id NOT IN (${waiting.map((id) => `'${id}'`).join(", ")})` : "";
  const lost = `SELECT event_id FROM audit_leaf WHERE idx >= ${size} ${list}`;
  await tamper(
    `DELETE FROM audit_part WHERE event_id IN (${lost})`,
    `DELETE FROM audit_event WHERE id IN (${lost})`,
    `DELETE FROM audit_leaf WHERE idx >= ${size}`,
    `DELETE FROM audit_checkpoint WHERE size > ${size}`,
    ...waiting.map((id) => `INSERT INTO audit_pending VALUES ('${id}')`),
  );
}

/** 4 leaves, then 600 more. */
async function aLog(): Promise<string[]> {
  await writeEvents(3);
  await sealOnce(sealer);
  const ids = await writeEvents(600);
  await sealOnce(sealer, later(1));
  return ids;
}

const leaves = () => db().auditLeaf.findMany({ orderBy: { idx: "asc" }, select: { idx: true, eventId: true } });

it("puts back from the tiles what a restored database lost; the log then verifies and goes on in the same name", async () => {
  const ids = await aLog();
  const before = await leaves();
  await restoreTo(4, ids.slice(0, 5));
  await expect(sealOnce(sealer, later(2))).rejects.toEqual(stops("went-back"));
  expect(await verified()).toContain("went-back");
  expect(await recover(3)).toEqual([{ log: "preuve-2026", from: 4n, leaves: 600 }]);
  expect(await leaves()).toEqual(before);
  expect(await verified()).toEqual([]);
  await writeEvents(2);
  expect(await sealOnce(sealer, later(4))).toBe(3); // and the line that says what came back
  expect(await verified()).toEqual([]);
  expect(await db().auditEvent.count({ where: { type: "journal.recovered" } })).toBe(1);
  expect((await db().auditLog.findMany()).map(({ name }) => name)).toEqual(["preuve-2026"]);
});

const PROGRAM = `
const { recoverLeaves } = await import("./lib/evidence/seal/recover.ts");
const { connectSealer } = await import("./lib/evidence/seal/sealer.ts");
const sealer = connectSealer();
console.log("begins");
await recoverLeaves({ sealer, owner: "0192f0c1-7a3b-7c4d-8e5f-60718293a4b5", now: new Date("2026-11-23T12:00:00.000Z") });
process.exit(0);
`;

it("goes on where it was when it is killed, and tells once what came back", async () => {
  await writeEvents(3);
  await sealOnce(sealer);
  for (let round = 0; round < 4; round += 1) await writeEvents(2000);
  await sealOnce(sealer, later(1));
  const before = await leaves();
  await restoreTo(4);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", PROGRAM], {
      env: process.env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    await pause(200 + 150 * attempt);
    child.kill("SIGKILL");
    await once(child, "exit");
    await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: null, leaseUntil: null } });
    const count = await db().auditLeaf.count();
    if ((await db().auditCheckpoint.count({ where: { size: BigInt(before.length) } })) > 0) break;
    await expect(sealOnce(sealer, later(2))).rejects.toEqual(stops("went-back"));
    if (count > 4 && count < before.length) break;
  }
  await recover(3);
  expect(await leaves()).toEqual(before);
  await sealOnce(sealer, later(4));
  expect(await verified()).toEqual([]);
  expect(await db().auditEvent.count({ where: { type: "journal.recovered" } })).toBe(1);
}, 300_000);

it("puts a whole log back that the database does not know", async () => {
  await aLog();
  const before = await leaves();
  await restoreTo(0);
  await tamper("DELETE FROM audit_log");
  expect(await recover(3)).toEqual([{ log: "preuve-2026", from: 0n, leaves: 604 }]);
  expect(await leaves()).toEqual(before);
  expect(await verified()).toEqual([]);
});

it("puts nothing back when nothing was lost", async () => {
  await aLog();
  expect(await recover(3)).toEqual([]);
});

it("puts nothing back from tiles that were changed, are missing, or do not continue what the database holds", async () => {
  await aLog();
  await restoreTo(4);
  const path = join(journal, "preuve-2026/tile/entries/001");
  const entries = readFileSync(path);
  writeFileSync(path, entries.toString("latin1").replace("booking.created", "booking.refused"), "latin1");
  await expect(recover(3)).rejects.toEqual(stops("not-in-tiles"));
  rmSync(path);
  await expect(recover(3)).rejects.toEqual(stops("not-in-tiles"));
  writeFileSync(path, entries);
  await tamper("UPDATE audit_checkpoint SET root = REVERSE(root) WHERE size = 4");
  await expect(recover(3)).rejects.toEqual(stops("not-in-tiles"));
  expect(await leaves()).toHaveLength(4);
});

it("takes no record for signed that another key signed", async () => {
  await aLog();
  await restoreTo(4);
  writeFileSync(join(folder, "journal.key"), Buffer.alloc(32, 7).toString("base64"));
  await expect(recover(3)).rejects.toEqual(stops("other-key"));
  expect(readdirSync(journal)).toEqual(["preuve-2026"]);
});
