import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { logSigner, readSeed } from "@/lib/evidence/seal/key";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { checkpointText } from "@/lib/evidence/tlog/checkpoint";
import { signLine, writeNote } from "@/lib/evidence/tlog/note";
import { emptyRange, grow, leafHash, rootOf } from "@/lib/evidence/tlog/tree";
import { db } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, later, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run } from "./main";

const folder = ownFolder();
const sealer = connectSealer();
const log = join(folder, "journal/preuve-2026");
const copies: string[] = [];

type Line = { kind: string; check?: string; index?: string | null; ok?: boolean; detail?: string };

async function verify(
  ...args: string[]
): Promise<{ code: number; found: [string | undefined, string | null | undefined][] }> {
  const lines: Line[] = [];
  const io = {
    json: true,
    say: () => undefined,
    note: () => undefined,
    emit: (value: unknown) => lines.push(value as Line),
  };
  const code = await run(args, io);
  return { code, found: lines.filter(({ kind }) => kind === "finding").map(({ check, index }) => [check, index]) };
}

/** A copy of the published files, as somebody else keeps it. */
function aCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "portail-copy-"));
  copies.push(copy);
  cpSync(join(folder, "journal"), copy, { recursive: true });
  return copy;
}

/** Twelve leaves in three checkpoints: the opening and 3, then 4, then 4. */
beforeEach(async () => {
  await emptyJournal();
  await writeEvents(3);
  await sealOnce(sealer);
  await writeEvents(4);
  await sealOnce(sealer, later(1));
  await writeEvents(4);
  await sealOnce(sealer, later(2));
});
afterAll(async () => {
  await sealer.$disconnect();
  for (const copy of [...copies, folder]) rmSync(copy, { recursive: true, force: true });
});

const eventAt = async (idx: number) => (await db().auditLeaf.findFirstOrThrow({ where: { idx: BigInt(idx) } })).eventId;

/** What an attacker with the database writes so that a leaf and its hash agree again. */
async function rewriteLeaf(idx: number): Promise<void> {
  const id = await eventAt(idx);
  const event = await db().auditEvent.findUniqueOrThrow({ where: { id } });
  const text = Buffer.from(event.leaf).toString().replace("booking.created", "booking.refused");
  const hash = Buffer.from(leafHash(Buffer.from(text))).toString("hex");
  await tamper(
    `UPDATE audit_event SET leaf = X'${Buffer.from(text).toString("hex")}' WHERE id = '${id}'`,
    `UPDATE audit_leaf SET leaf_hash = X'${hash}' WHERE idx = ${idx}`,
  );
}

/** Signs whatever the tables hold now as the checkpoint of all of it, with the real key: the worst attacker. */
async function signAgain(): Promise<string> {
  const rows = await db().auditLeaf.findMany({ orderBy: { idx: "asc" } });
  const { origin } = await db().auditLog.findFirstOrThrow();
  const root = rootOf(
    grow(
      emptyRange,
      rows.map((row) => row.leafHash),
    ),
  );
  const text = checkpointText({ origin, size: BigInt(rows.length), root });
  const note = writeNote(text, [signLine(logSigner(origin, readSeed() ?? new Uint8Array()), text)]);
  const values = `'preuve-2026', ${rows.length}, X'${Buffer.from(root).toString("hex")}', '${note}', '2026-11-23 12:00:00'`;
  await tamper(
    "DELETE FROM audit_checkpoint",
    `INSERT INTO audit_checkpoint (log, size, root, note, at) VALUES (${values})`,
  );
  return note;
}

describe("a journal that nobody touched", () => {
  it("holds, in the database and in a copy of its tiles, with events that wait", async () => {
    await writeEvents(2);
    expect(await verify()).toEqual({ code: 0, found: [] });
    expect(await verify("--tiles", aCopy())).toEqual({ code: 0, found: [] });
  });

  it("holds a hundred times while it grows", async () => {
    for (let round = 0; round < 100; round += 1) {
      await writeEvents(1 + (round % 3));
      await sealOnce(sealer, later(3 + round));
      expect(await verify(), `round ${round}`).toEqual({ code: 0, found: [] });
      expect(await verify("--tiles", join(folder, "journal")), `round ${round}`).toEqual({ code: 0, found: [] });
    }
  }, 300_000);
});

describe("a tampering is found and located", () => {
  it("a leaf edited", async () => {
    await tamper(
      `UPDATE audit_event SET leaf = REPLACE(leaf, 'booking.created', 'booking.refused') WHERE id = '${await eventAt(5)}'`,
    );
    expect(await verify()).toEqual({ code: 1, found: [["leaf", "5"]] });
  });

  it("a leaf and its hash edited together", async () => {
    await rewriteLeaf(5);
    expect(await verify()).toEqual({ code: 1, found: [["root", "5"]] });
  });

  it("a leaf and its hash edited together, without any tile to tell which", async () => {
    await rewriteLeaf(5);
    rmSync(join(log, "tile"), { recursive: true });
    expect((await verify()).found).toContainEqual(["root", "4"]);
  });

  it("an event deleted, and its leaf with it", async () => {
    const id = await eventAt(5);
    await tamper(`DELETE FROM audit_event WHERE id = '${id}'`);
    expect((await verify()).found).toEqual([["event", "5"]]);
    await tamper("DELETE FROM audit_leaf WHERE idx = 5");
    expect((await verify()).found).toContainEqual(["order", "5"]);
  });

  it("two leaves swapped", async () => {
    const [five, six] = [await eventAt(5), await eventAt(6)];
    await tamper(
      "UPDATE audit_leaf SET idx = 500 WHERE idx = 5",
      "UPDATE audit_leaf SET idx = 5 WHERE idx = 6",
      "UPDATE audit_leaf SET idx = 6 WHERE idx = 500",
    );
    expect([five, six]).not.toContain(await eventAt(4));
    expect((await verify()).found).toEqual([["root", "5"]]);
  });

  it("one inserted in the past", async () => {
    const [id] = await writeEvents(1);
    const hash = leafHash((await db().auditEvent.findUniqueOrThrow({ where: { id: id ?? "" } })).leaf);
    await tamper(
      "UPDATE audit_leaf SET idx = idx + 1 WHERE idx >= 5 ORDER BY idx DESC",
      `INSERT INTO audit_leaf (log, idx, event_id, leaf_hash) VALUES ('preuve-2026', 5, '${id}', X'${Buffer.from(hash).toString("hex")}')`,
      `DELETE FROM audit_pending WHERE event_id = '${id}'`,
    );
    expect((await verify()).found).toContainEqual(["root", "5"]);
  });

  it.each(["payload", "salt"])("a %s edited", async (column) => {
    const id = await eventAt(7);
    await tamper(`UPDATE audit_part SET ${column} = REVERSE(${column}) WHERE event_id = '${id}'`);
    expect(await verify()).toEqual({ code: 1, found: [["part", "7"]] });
  });

  it("the time of an event changed", async () => {
    await tamper(`UPDATE audit_event SET at = at - INTERVAL 1 DAY WHERE id = '${await eventAt(7)}'`);
    expect(await verify()).toEqual({ code: 1, found: [["leaf", "7"]] });
  });

  it("the last leaves dropped and the rest signed again, by who holds the key", async () => {
    const kept = join(aCopy(), "preuve-2026/checkpoint");
    await tamper("DELETE FROM audit_leaf WHERE idx >= 8");
    const note = await signAgain();
    expect((await verify()).found).toContainEqual(["went-back", "8"]);
    for (const name of ["signed", "checkpoint"]) writeFileSync(join(log, name), note);
    expect((await verify("--witnessed", kept)).found).toContainEqual(["went-back", "8"]);
  });

  it("everything emptied and filled again", async () => {
    const kept = join(aCopy(), "preuve-2026/checkpoint");
    await as("owner", async (connection) => {
      for (const table of ["event", "part", "pending", "leaf", "checkpoint", "log"])
        await connection.query(`TRUNCATE audit_${table}`);
    });
    rmSync(join(folder, "journal"), { recursive: true });
    await writeEvents(20);
    await sealOnce(sealer, later(9));
    expect((await verify("--witnessed", kept)).found).toEqual([["root", "1"]]);
  });

  it("an older dump restored", async () => {
    await tamper("DELETE FROM audit_leaf WHERE idx >= 8", "DELETE FROM audit_checkpoint WHERE size > 8");
    expect((await verify()).found).toContainEqual(["went-back", "8"]);
    await expect(sealOnce(sealer, later(5))).rejects.toMatchObject({ fault: "went-back" });
  });

  it("a tile edited, and a tile of the wrong width", async () => {
    const path = join(log, "tile/0/000.p/12");
    const bytes = readFileSync(path);
    bytes[3 * 32] = (bytes[3 * 32] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await verify()).toEqual({ code: 1, found: [["tile", "3"]] });
    expect(await verify("--tiles", aCopy())).toEqual({ code: 1, found: [["tile", "3"]] });
    writeFileSync(path, bytes.subarray(0, 40));
    expect((await verify("--tiles", aCopy())).code).toBe(1);
  });

  it("an entry of a copy edited", async () => {
    const copy = aCopy();
    const path = join(copy, "preuve-2026/tile/entries/000.p/12");
    const text = readFileSync(path, "latin1");
    const at = text.lastIndexOf("booking.created");
    writeFileSync(path, `${text.slice(0, at)}booking.refused${text.slice(at + 15)}`, "latin1");
    expect((await verify("--tiles", copy)).found).toEqual([["root", "11"]]);
  });

  it("a stored checkpoint edited", async () => {
    await tamper("UPDATE audit_checkpoint SET note = REPLACE(note, '\\n8\\n', '\\n9\\n') WHERE size = 8");
    const { found } = await verify();
    expect(found).toContainEqual(["signature", "9"]);
    expect(found).toContainEqual(["root", "8"]);
  });

  it("another key under the same name", async () => {
    const { origin } = await db().auditLog.findFirstOrThrow();
    const row = await db().auditCheckpoint.findFirstOrThrow({ where: { size: 8n } });
    const text = checkpointText({ origin, size: 8n, root: row.root });
    const note = writeNote(text, [signLine(logSigner(origin, new Uint8Array(32).fill(9)), text)]);
    await tamper(`UPDATE audit_checkpoint SET note = '${note}' WHERE size = 8`);
    expect(await verify()).toEqual({ code: 1, found: [["signature", "8"]] });
  });

  it("two checkpoints of one size", async () => {
    const { origin } = await db().auditLog.findFirstOrThrow();
    const text = checkpointText({ origin, size: 8n, root: new Uint8Array(32).fill(3) });
    const other = join(aCopy(), "other");
    writeFileSync(other, writeNote(text, [signLine(logSigner(origin, readSeed() ?? new Uint8Array()), text)]));
    expect(await verify("--witnessed", other)).toEqual({ code: 1, found: [["root", "4"]] });
  });

  it("an event left unsealed for ever, and one changed while it waited", async () => {
    const [lost, changed] = await writeEvents(2);
    await tamper(
      `DELETE FROM audit_pending WHERE event_id = '${lost}'`,
      `UPDATE audit_event SET leaf = REPLACE(leaf, 'booking.created', 'booking.refused') WHERE id = '${changed}'`,
    );
    expect((await verify()).found).toEqual([
      ["unsealed", null],
      ["mac", null],
    ]);
  });

  it("the clock moved back one hour", async () => {
    await writeEvents(1);
    await sealOnce(sealer, later(-60));
    expect(await verify()).toEqual({ code: 1, found: [["clock", "12"]] });
  });

  it("a year cut short after the next one had begun, by who holds the key", async () => {
    const newYear = new Date("2027-01-02T08:00:00.000Z");
    await writeEvents(1, newYear);
    await sealOnce(sealer, newYear);
    expect(await verify()).toEqual({ code: 0, found: [] });
    await tamper(
      "DELETE FROM audit_leaf WHERE log = 'preuve-2026' AND idx >= 8",
      "DELETE FROM audit_checkpoint WHERE log = 'preuve-2026' AND size > 8",
    );
    rmSync(log, { recursive: true });
    expect((await verify()).found).toContainEqual(["went-back", "8"]);
  });

  it("a log that the database does not know any more", async () => {
    await tamper("DELETE FROM audit_log", "DELETE FROM audit_leaf", "DELETE FROM audit_checkpoint");
    expect((await verify()).found).toContainEqual(["went-back", "0"]);
    expect(existsSync(join(log, "signed"))).toBe(true);
  });
});
