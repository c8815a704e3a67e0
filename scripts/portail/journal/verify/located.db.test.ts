/** Between which two dates known from outside a tampering lies, and the tamperings that take more than one statement (facts: evidence §14). */
import { createHmac } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { receiptOf } from "@/lib/evidence/receipt";
import { type Owner, record } from "@/lib/evidence/record";
import { emptyEdge, growEdge, partialTiles } from "@/lib/evidence/seal/edge";
import { logSigner, readSeed } from "@/lib/evidence/seal/key";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { checkpointText } from "@/lib/evidence/tlog/checkpoint";
import { formatVkey, signer } from "@/lib/evidence/tlog/keys";
import { type Leaf, leafText } from "@/lib/evidence/tlog/leaf";
import { cosignLine, signLine, writeNote } from "@/lib/evidence/tlog/note";
import { emptyRange, grow, leafHash, rootOf } from "@/lib/evidence/tlog/tree";
import { newId } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { as } from "@/prisma/testing";
import { emptyJournal, later, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run } from "./main";

const folder = ownFolder();
const sealer = connectSealer();
const log = join(folder, "journal/preuve-2026");
const witness = signer("temoin.example/w", "witness", new Uint8Array(32).fill(5));
const copies: string[] = [];

type Dated = { at: string; by: string; size: string } | null;
type Line = { kind: string; check: string; index: string | null; after: Dated; before: Dated };

async function findings(...args: string[]): Promise<Line[]> {
  const lines: Line[] = [];
  const emit = (value: unknown) => lines.push(value as Line);
  const known = ["--witness", formatVkey(witness.key), ...args];
  await run(known, { json: true, say: () => undefined, note: () => undefined, emit });
  return lines.filter(({ kind }) => kind === "finding");
}

const places = (found: readonly Line[]) => found.map(({ check, index }) => [check, index]);

/** The witness cosigns the checkpoint of `size` leaves, three minutes after it was signed. */
async function witnessed(size: bigint): Promise<string> {
  const row = await db().auditCheckpoint.findFirstOrThrow({ where: { size } });
  const seconds = BigInt(Math.floor(row.at.getTime() / 1000) + 180);
  const line = cosignLine(witness, row.note.slice(0, row.note.lastIndexOf("\n\n") + 1), seconds);
  const note = `${row.note}${line}`;
  const answer = new Uint8Array(Buffer.from(line));
  await sealer.auditAnchor.create({ data: { log: row.log, size, kind: "witness", note, answer, at: row.at } });
  return note;
}

/** Twelve leaves in three checkpoints, of 4, 8 and 12, each cosigned. */
beforeEach(async () => {
  await emptyJournal();
  for (const [round, count] of [3, 4, 4].entries()) {
    await writeEvents(count);
    await sealOnce(sealer, later(10 * round));
  }
  for (const size of [4n, 8n, 12n]) await witnessed(size);
});
vi.setConfig({ testTimeout: 120_000 });
afterAll(async () => {
  await sealer.$disconnect();
  for (const copy of [...copies, folder]) rmSync(copy, { recursive: true, force: true });
});

const eventAt = async (idx: number) => (await db().auditLeaf.findFirstOrThrow({ where: { idx: BigInt(idx) } })).eventId;

/** The checkpoint of these leaves under the real key: the worst attacker. */
async function signed(hashes: readonly Uint8Array[]): Promise<{ note: string; root: Uint8Array }> {
  const { origin } = await db().auditLog.findFirstOrThrow();
  const root = rootOf(grow(emptyRange, hashes));
  const text = checkpointText({ origin, size: BigInt(hashes.length), root });
  return { root, note: writeNote(text, [signLine(logSigner(origin, readSeed() ?? new Uint8Array()), text)]) };
}

const subjectOf = async (id: string) => (await db().auditEvent.findUniqueOrThrow({ where: { id } })).subject ?? "";

const writeEvent = (subject: Owner) =>
  transaction((tx) =>
    record(systemContext(tx, later(39)), {
      ...{ type: "booking.created", subject, object: { kind: "booking", id: newId() } },
      body: { day: "2026-12-07", cents: 280 },
    }),
  );

it("holds with its witnesses", async () => {
  expect(await findings()).toEqual([]);
});

it.each([
  [2, null, "4"],
  [5, "4", "8"],
  [8, "8", "12"],
  [11, "8", "12"],
])(
  "lies, for an edited leaf %i, between the two checkpoints that the witness dated around it",
  async (index, after, before) => {
    const id = await eventAt(index);
    await tamper(
      `UPDATE audit_event SET leaf = REPLACE(leaf, 'booking.created', 'booking.refused') WHERE id = '${id}'`,
    );
    const [found, ...others] = await findings();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ check: "leaf", index: String(index) });
    expect(found?.after?.size ?? null).toBe(after);
    expect(found?.before).toMatchObject({ size: before, by: "witness" });
    if (found?.after) expect(Date.parse(found.after.at)).toBeLessThan(Date.parse(found.before?.at ?? ""));
  },
);

it("finds an older dump that was restored and went on, as if nothing had been lost", async () => {
  const kept = mkdtempSync(join(tmpdir(), "portail-kept-"));
  copies.push(kept);
  const note = join(kept, "cosigned");
  writeFileSync(note, (await db().auditAnchor.findFirstOrThrow({ where: { size: 12n } })).note);
  const { note: old } = await db().auditCheckpoint.findFirstOrThrow({ where: { size: 8n } });
  const lost = "SELECT event_id FROM audit_leaf WHERE idx >= 8";
  await tamper(
    `DELETE FROM audit_part WHERE event_id IN (${lost})`,
    `DELETE FROM audit_event WHERE id IN (${lost})`,
    "DELETE FROM audit_leaf WHERE idx >= 8",
    "DELETE FROM audit_checkpoint WHERE size > 8",
    "DELETE FROM audit_anchor WHERE size > 8",
  );
  for (const name of ["signed", "checkpoint"]) writeFileSync(join(log, name), old);
  await writeEvents(6);
  await sealOnce(sealer, later(40));
  expect(places(await findings("--witnessed", note))).toEqual([["root", "8"]]);
});

it("finds an event that stands twice, by who lifts the table's own refusal and signs", async () => {
  const id = await eventAt(5);
  await as("owner", (connection) =>
    expect(
      connection.query(
        `INSERT INTO audit_leaf (log, idx, event_id, leaf_hash) VALUES ('preuve-2026', 12, '${id}', '')`,
      ),
    ).rejects.toMatchObject({ errno: 1062 }),
  );
  const rows = await db().auditLeaf.findMany({ orderBy: { idx: "asc" } });
  const again = rows[5]?.leafHash ?? new Uint8Array();
  const { note, root } = await signed([...rows.map((row) => row.leafHash), again]);
  const hex = (bytes: Uint8Array) => `X'${Buffer.from(bytes).toString("hex")}'`;
  await tamper(
    "ALTER TABLE audit_leaf DROP INDEX audit_leaf_event_id_key",
    `INSERT INTO audit_leaf (log, idx, event_id, leaf_hash) VALUES ('preuve-2026', 12, '${id}', ${hex(again)})`,
    `INSERT INTO audit_checkpoint (log, size, root, note, at) VALUES ('preuve-2026', 13, ${hex(root)}, '${note}', '2026-11-23 12:00:00')`,
  );
  try {
    expect(places(await findings())).toEqual([["duplicate", "12"]]);
  } finally {
    await tamper(
      "DELETE FROM audit_leaf WHERE idx = 12",
      "ALTER TABLE audit_leaf ADD UNIQUE INDEX audit_leaf_event_id_key (event_id)",
    );
  }
});

it("finds it in a copy of the tiles too", async () => {
  const copy = mkdtempSync(join(tmpdir(), "portail-copy-"));
  copies.push(copy);
  const events = await db().auditEvent.findMany({ select: { id: true, leaf: true } });
  const rows = await db().auditLeaf.findMany({ orderBy: { idx: "asc" }, select: { eventId: true } });
  const leaves = rows.map(({ eventId }) => events.find(({ id }) => id === eventId)?.leaf ?? new Uint8Array());
  const all = [...leaves, leaves[5] ?? new Uint8Array()];
  const edge = emptyEdge();
  growEdge(edge, all);
  cpSync(join(folder, "journal"), copy, { recursive: true });
  for (const { path, bytes } of partialTiles(edge)) writeFileSync(join(copy, "preuve-2026", path), bytes);
  writeFileSync(join(copy, "preuve-2026/checkpoint"), (await signed(all.map(leafHash))).note);
  expect(places(await findings("--tiles", copy))).toEqual([["duplicate", "12"]]);
  expect(readFileSync(join(log, "checkpoint"), "utf8")).toContain("\n12\n");
});

it("finds an event that waits for longer than any sealer sleeps", async () => {
  const [id = ""] = await writeEvents(1);
  expect(await findings()).toEqual([]);
  const { leaf } = await db().auditEvent.findUniqueOrThrow({ where: { id } });
  // The same event, written an hour before: a UUIDv7 begins with its millisecond.
  const hour = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) - 3_600_000;
  const hex = hour.toString(16).padStart(12, "0");
  const old = `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`;
  const text = Buffer.from(leafText({ ...(JSON.parse(Buffer.from(leaf).toString()) as Leaf), id: old }));
  const mac = createHmac("sha256", Buffer.from(env().PORTAIL_MAC_KEY, "base64")).update(text).digest("hex");
  await tamper(
    `UPDATE audit_event SET id = '${old}', leaf = X'${text.toString("hex")}', mac = X'${mac}' WHERE id = '${id}'`,
    `UPDATE audit_pending SET event_id = '${old}' WHERE event_id = '${id}'`,
    `DELETE FROM audit_part WHERE event_id = '${id}'`,
  );
  expect(places(await findings())).toEqual([["waiting", null]]);
});

it("says that a leaf is not one, and that a part no longer belongs to it, and goes on", async () => {
  const id = await eventAt(5);
  await tamper(`UPDATE audit_event SET leaf = '{broken' WHERE id = '${id}'`);
  expect(places(await findings())).toEqual(expect.arrayContaining([["part", "5"]]));
});

it("says that a data key does not open, and which leaves it closes, and goes on", async () => {
  const id = await eventAt(5);
  const pseudonym = `(SELECT subject FROM audit_event WHERE id = '${id}')`;
  const wrapped =
    "CONCAT(LEFT(wrapped, 20), CHAR(ASCII(SUBSTR(wrapped, 21, 1)) ^ 1 USING binary), SUBSTR(wrapped, 22))";
  const alter = `UPDATE data_key SET wrapped = ${wrapped} WHERE pseudonym = ${pseudonym}`;
  await tamper(alter);
  const told = [...["4", "5", "6", "7"].map((index) => ["part", index]), ["key", null]];
  expect(places(await findings())).toEqual(told);
  // Its family goes on, and what it does meanwhile can be checked and read, before and after the key is put back.
  const { pseudonym: name } = await db().dataKey.findFirstOrThrow({ where: { pseudonym: await subjectOf(id) } });
  const { kind, ownerId } = await db().pseudonym.findUniqueOrThrow({ where: { pseudonym: name } });
  const meanwhile = await writeEvent({ kind: kind as "household", id: ownerId });
  await sealOnce(sealer, later(40));
  const still = places(await findings());
  await tamper(alter); // as it was: the table is shared by the tests of this file
  expect(still).toEqual(told);
  expect(await findings()).toEqual([]);
  expect(await receiptOf(db(), meanwhile, ["body"])).toContain('"cents": 280');
});

it("says that a data key was taken away while its pseudonym stays", async () => {
  const pseudonym = await subjectOf(await eventAt(5));
  const one = `FROM data_key WHERE pseudonym = '${pseudonym}'`;
  await tamper(`CREATE TABLE kept_key AS SELECT * ${one}`, `DELETE ${one}`);
  const found = places(await findings());
  await tamper("INSERT INTO data_key SELECT * FROM kept_key", "DROP TABLE kept_key");
  expect(found).toContainEqual(["key", null]);
  expect(await findings()).toEqual([]);
});

it("misses a content that went before its date and that no destruction told of", async () => {
  const id = await eventAt(5);
  const parts = `FROM audit_part WHERE event_id = '${id}'`;
  await tamper(`CREATE TABLE kept_part AS SELECT * ${parts}`, `DELETE ${parts}`);
  const found = places(await findings());
  await tamper("INSERT INTO audit_part SELECT * FROM kept_part", "DROP TABLE kept_part");
  expect(found).toEqual([["part", "5"]]);
  expect(await findings()).toEqual([]);
});
