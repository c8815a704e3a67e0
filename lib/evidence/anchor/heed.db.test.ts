import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { type Database, db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { healthOf } from "@/lib/server/work/health";
import { as } from "@/prisma/testing";
import { emptyJournal, later, noon, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run as withoutWitness } from "@/scripts/portail/journal/without-witness";
import { run as takeInFile } from "@/scripts/portail/journal/witnessed";
import { type Witness, witnessServer } from "@/scripts/portail/witness";
import { newSealing, sealPass } from "../seal/pass";
import { connectSealer, sealAndTell } from "../seal/sealer";
import { formatVkey, signer } from "../tlog/keys";
import { anchorRound } from "./round";

const folder = ownFolder();
const store = mkdtempSync(join(tmpdir(), "portail-witness-"));
const own = signer("temoin.example/w", "witness", new Uint8Array(32).fill(5));
const witness: Witness = { store, logs: [], signer: own };
const inner = witnessServer(witness);
let isMute = false;
/** What stands before the witness, and answers in its place. */
let stranger: { status: number; body: string } | null = null;
const watcher = createServer((request, response) => {
  if (isMute) request.socket.destroy();
  else if (stranger) response.writeHead(stranger.status).end(stranger.body);
  else inner.emit("request", request, response);
});
const journal = join(folder, "journal");
const newYear = new Date("2027-01-02T08:00:00.000Z");
let kept = "";
let sealer: Database;

beforeAll(async () => {
  await new Promise<void>((resolve) => watcher.listen(0, "127.0.0.1", resolve));
  process.env.WITNESS_URL = `http://127.0.0.1:${(watcher.address() as AddressInfo).port}`;
  process.env.WITNESS_KEY = formatVkey(own.key);
  sealer = connectSealer();
});
afterAll(async () => {
  watcher.close();
  await sealer.$disconnect();
  for (const one of [folder, store, kept]) rmSync(one, { recursive: true, force: true });
});

/** Four leaves that the database and a copy of the whole data folder hold; then four more, which the witness sees. */
beforeEach(async () => {
  isMute = false;
  stranger = null;
  rmSync(join(store, "logs"), { recursive: true, force: true });
  await emptyJournal();
  await as("owner", (connection) => connection.query("DELETE FROM setting WHERE section = 'retention'"));
  await writeEvents(3);
  await sealOnce(sealer, noon);
  witness.logs = [(await db().auditLog.findFirstOrThrow()).vkey];
  kept = mkdtempSync(join(tmpdir(), "portail-kept-"));
  cpSync(journal, kept, { recursive: true });
  await writeEvents(4);
  await sealOnce(sealer, later(1));
  await anchorRound({ sealer, owner: newId(), now: later(2) });
  expect(await db().auditAnchor.count({ where: { kind: "witness", size: 8n } })).toBe(1);
});

/** Database and data folder both go back to the four leaves: nothing here remembers the others. */
async function restoreAll(): Promise<void> {
  const lost = "SELECT event_id FROM audit_leaf WHERE idx > 3";
  await tamper(
    `DELETE FROM audit_event WHERE id IN (${lost})`,
    "DELETE FROM audit_leaf WHERE idx > 3",
    "DELETE FROM audit_checkpoint WHERE size > 4",
    "TRUNCATE audit_anchor",
  );
  rmSync(journal, { recursive: true });
  cpSync(kept, journal, { recursive: true });
}

/** The witness answers 404 meanwhile, as one does that was not told of the log; gives what it watched. */
function silence(): readonly string[] {
  const watched = witness.logs;
  witness.logs = [];
  return watched;
}

const stops = (fault: string) => expect.objectContaining({ fault });
const sizes = async () =>
  (await db().auditCheckpoint.findMany({ orderBy: { size: "asc" } })).map(({ size }) => Number(size));

it("signs nothing after a restore of everything, because the witness saw more; families go on writing", async () => {
  await restoreAll();
  const [waiting] = await writeEvents(1, later(3));
  await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-ahead"));
  expect(await sizes()).toEqual([1, 4]);
  await writeEvents(1, later(3));
  expect(await sealer.auditPending.count({ where: { eventId: waiting ?? "" } })).toBe(1);
});

it("signs nothing when the witness saw another root at a size that the database holds", async () => {
  await restoreAll();
  const seen = silence(); // the fork grows unseen
  const sealing = newSealing(sealer, newId());
  await writeEvents(6, later(3));
  expect(await sealPass(sealing, later(3))).toBe(6);
  witness.logs = seen;
  await writeEvents(1, later(4));
  await anchorRound({ sealer, owner: newId(), now: later(4) });
  expect(await db().auditDuty.findUniqueOrThrow({ where: { name: "witness" } })).toMatchObject({
    fault: "witness-other-root",
  });
  // What a round met stops the sealing that was under way, at its next pass.
  await expect(sealPass(sealing, later(5))).rejects.toEqual(stops("witness-other-root"));
  expect(await sizes()).toEqual([1, 4, 10]);
});

it("tells it on the health check and once by mail, then goes on in a log that says so", async () => {
  await restoreAll();
  const told: string[] = [];
  const tell = {
    stopped: async ({ fault }: { fault: string }) => told.push(fault),
    resumed: async (fault: string) => told.push(`over: ${fault}`),
    daily: async () => undefined,
  };
  const sealing = newSealing(sealer, newId());
  const signs = { last: 0 };
  for (let pass = 0; pass < 3; pass += 1) await sealAndTell(sealing, tell, signs);
  expect(told).toEqual(["witness-ahead"]);
  expect(await healthOf(db(), later(3))).toMatchObject({ status: "down", journal: "stopped" });
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: null, leaseUntil: null } });
  await writeEvents(1, later(4));
  expect(await sealOnce(sealer, later(4), { reason: "gap" })).toBe(1);
  const log = await db().auditLog.findUniqueOrThrow({ where: { name: "preuve-2026-2" } });
  witness.logs = [log.vkey];
  await writeEvents(2, later(5));
  expect(await sealOnce(sealer, later(5))).toBe(2);
});

it("goes on when the witness says that it does not watch this log, and stops when it does at last", async () => {
  await restoreAll();
  const seen = silence();
  await writeEvents(1, later(3));
  expect(await sealOnce(sealer, later(3))).toBe(1);
  witness.logs = seen;
  await writeEvents(1, later(4));
  await expect(sealOnce(sealer, later(4))).rejects.toEqual(stops("witness-ahead"));
});

describe("a witness that is silent", () => {
  const said = { json: true, say: () => undefined, emit: () => undefined, note: () => undefined };
  const waive = (by = "A. Responsable") => withoutWitness(["--by", by, "--reason", "panne du témoin"], said);

  it("lets nothing be signed after a start, until it is heard; families go on writing", async () => {
    await restoreAll();
    isMute = true;
    const sealing = newSealing(sealer, newId());
    await writeEvents(1, later(3));
    await expect(sealPass(sealing, later(3))).rejects.toEqual(stops("witness-silent"));
    await writeEvents(1, later(3));
    expect(await sizes()).toEqual([1, 4]);
    isMute = false;
    await expect(sealPass(sealing, later(4))).rejects.toEqual(stops("witness-ahead"));
    expect(await sizes()).toEqual([1, 4]);
  });

  it("stops nobody who has heard it since the start, not even in a new year", async () => {
    const sealing = newSealing(sealer, newId());
    await writeEvents(1, later(3));
    expect(await sealPass(sealing, later(3))).toBe(1);
    isMute = true;
    for (const at of [later(4), newYear, new Date(newYear.getTime() + 60_000)]) {
      await writeEvents(1, at);
      expect(await sealPass(sealing, at)).toBe(1);
    }
  });

  it("is done without once a named person said so, for the log as it stands; a later start asks for another word", async () => {
    isMute = true;
    await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-silent"));
    await waive();
    expect(await sealOnce(sealer, later(4))).toBe(1); // that word itself
    await writeEvents(1, later(5));
    await expect(sealOnce(sealer, later(5))).rejects.toEqual(stops("witness-silent"));
  });

  it("is done without on the word of two different people where the commune wants two", async () => {
    await db().setting.create({ data: { section: "retention", value: { visa: true }, updatedAt: noon } });
    isMute = true;
    await waive();
    await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-silent"));
    await expect(waive("a. responsable")).rejects.toThrow("somebody else");
    await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-silent"));
    await waive("B. Maire");
    expect(await sealOnce(sealer, later(4))).toBe(2); // the proposal, and the word of both
  });

  it("lets no first log be opened either: everything may have been lost but its memory", async () => {
    const key = readFileSync(env().JOURNAL_KEY_FILE);
    await emptyJournal();
    writeFileSync(env().JOURNAL_KEY_FILE, key);
    isMute = true;
    await writeEvents(1);
    await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-silent"));
    await expect(sealOnce(sealer, later(3), { reason: "gap" })).rejects.toEqual(stops("witness-silent"));
    expect(await db().auditLog.count()).toBe(0);
    await waive();
    const sealing = newSealing(sealer, newId());
    expect(await sealPass(sealing, later(4))).toBe(2);
    await writeEvents(1, later(5));
    expect(await sealPass(sealing, later(5))).toBe(1);
  });
});

const foreign = {
  "a web server that finds nothing": { status: 404, body: "<h1>Not Found</h1>\n" },
  "a proxy that wants a password": { status: 403, body: "Forbidden\n" },
  "the page of a hotel": { status: 200, body: "<html>Bienvenue</html>\n" },
  "an empty answer": { status: 200, body: "" },
  "another's signature": { status: 200, body: `— temoin.example/w ${Buffer.alloc(76, 1).toString("base64")}\n` },
  "a size that is none": { status: 409, body: "conflict\n" },
};

describe.each(Object.entries(foreign))("in the witness's place, %s", (_, answer) => {
  it("is not the witness: nothing is signed after a start, until it is heard itself", async () => {
    await restoreAll();
    stranger = answer;
    const sealing = newSealing(sealer, newId());
    await writeEvents(1, later(3));
    await expect(sealPass(sealing, later(3))).rejects.toEqual(stops("witness-silent"));
    expect(await sizes()).toEqual([1, 4]);
    stranger = null;
    await expect(sealPass(sealing, later(4))).rejects.toEqual(stops("witness-ahead"));
  });

  it("opens no log, since it cannot say which ones the witness knows", async () => {
    const key = readFileSync(env().JOURNAL_KEY_FILE);
    await emptyJournal();
    writeFileSync(env().JOURNAL_KEY_FILE, key);
    stranger = answer;
    await writeEvents(1);
    await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("witness-silent"));
    expect(await db().auditLog.count()).toBe(0);
  });
});

it("never opens a log that the witness knows, although nothing here remembers it", async () => {
  const key = readFileSync(env().JOURNAL_KEY_FILE);
  await emptyJournal();
  writeFileSync(env().JOURNAL_KEY_FILE, key);
  await writeEvents(1);
  await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("origin-taken"));
  expect(await sealOnce(sealer, later(4), { reason: "gap" })).toBe(1);
  expect((await db().auditLog.findMany()).map(({ name }) => name)).toEqual(["preuve-2026-2"]);
});

it("signs nothing more once a witness's copy is handed in by mail that the database does not hold", async () => {
  const cosigned = (await db().auditAnchor.findFirstOrThrow({ where: { kind: "witness", size: 8n } })).note;
  await restoreAll();
  const seen = silence();
  await writeEvents(1, later(3));
  expect(await sealOnce(sealer, later(3))).toBe(1);
  const file = join(kept, "cosigned");
  writeFileSync(file, cosigned);
  const io = { json: true, say: () => undefined, emit: () => undefined, note: () => undefined };
  await expect(takeInFile([file], io)).rejects.toThrow("does not hold");
  await writeEvents(1, later(4));
  await expect(sealOnce(sealer, later(4))).rejects.toEqual(stops("witness-file"));
  expect(await sealOnce(sealer, later(5), { reason: "gap" })).toBe(1);
  witness.logs = seen;
});
