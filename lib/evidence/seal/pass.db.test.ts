import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, later, noon, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { readPolicy, verifyCheckpoint } from "../tlog/checkpoint";
import { encodeBase64 } from "../tlog/strict/base64";
import { tilePath, tilesOf } from "../tlog/tiles";
import { emptyRange, grow, leafHash, rootOf } from "../tlog/tree";
import { edgeRoot, emptyEdge, growEdge } from "./edge";
import { publishedSubtrees, readRecord } from "./folder";
import { newSealing, sealPass } from "./pass";
import { connectSealer } from "./sealer";

const folder = ownFolder();
const sealer = connectSealer();
const log = (name = "preuve-2026") => join(folder, "journal", name);
const stops = (fault: string) => expect.objectContaining({ fault });

beforeEach(emptyJournal);
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

async function sealedIds(): Promise<string[]> {
  const rows = await db().auditLeaf.findMany({ orderBy: [{ log: "asc" }, { idx: "asc" }] });
  return rows.map(({ eventId }) => eventId);
}

describe("the edge of a log", () => {
  it.each([1, 2, 255, 256, 257, 700])("gives the root of %i leaves, in whatever portions they come", (count) => {
    const leaves = Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
    const whole = emptyEdge();
    growEdge(whole, leaves);
    const portions = emptyEdge();
    for (const leaf of leaves) growEdge(portions, [leaf]);
    const root = rootOf(grow(emptyRange, leaves.map(leafHash)));
    expect([edgeRoot(whole), edgeRoot(portions)]).toEqual([root, root]);
  });
});

describe("sealing", () => {
  it("opens the log of the year, then seals each event once, with a checkpoint that the key signed", async () => {
    const ids = await writeEvents(3);
    expect(await sealOnce(sealer)).toBe(3);
    const sealed = await sealedIds();
    const { vkey, origin, openingEventId } = await db().auditLog.findFirstOrThrow();
    expect(sealed).toEqual([openingEventId, ...ids.sort()]);
    expect(await sealOnce(sealer)).toBe(0);
    const policy = readPolicy({ vkeys: [vkey], origin, threshold: 0 });
    const note = readFileSync(join(log(), "checkpoint"), "utf8");
    expect(policy && verifyCheckpoint(note, policy)).toMatchObject({
      ok: true,
      size: 4n,
      origin: "localhost:3000/journal/preuve-2026",
    });
    expect(statSync(join(folder, "journal.key")).mode & 0o777).toBe(0o600);
  });

  it("publishes tiles that give every subtree, full or not, and lets go of what they replace", async () => {
    await writeEvents(300);
    await sealOnce(sealer);
    await writeEvents(300);
    await sealOnce(sealer, later(1));
    for (const tile of tilesOf(601n)) expect(existsSync(join(log(), tilePath(tile))), tilePath(tile)).toBe(true);
    const rows = await db().auditLeaf.findMany({ orderBy: { idx: "asc" } });
    const subtrees = publishedSubtrees(log(), 601n);
    for (const at of [0, 255, 256, 600])
      expect(encodeBase64(subtrees(0, BigInt(at)))).toBe(encodeBase64(rows[at]?.leafHash ?? new Uint8Array()));
    expect(existsSync(join(log(), "tile/0/000.p"))).toBe(false);
  });

  it("is done by one at a time, and taken over when the one who had the turn is gone", async () => {
    const [first, second] = [newSealing(sealer, newId()), newSealing(sealer, newId())];
    await writeEvents(5);
    expect(await sealPass(first, noon)).toBe(5);
    expect(await sealPass(second, noon)).toBeNull();
    await writeEvents(5);
    expect(await sealPass(second, later(1))).toBe(5);
    expect(await sealPass(first, later(2))).toBe(0);
    expect(new Set(await sealedIds()).size).toBe(11);
  });

  /** Between taking the turn and sealing, something happens. */
  const meanwhile = (happens: () => Promise<unknown>) =>
    sealer.$extends({
      query: {
        auditPending: {
          async findMany({ args, query }) {
            await happens();
            return query(args);
          },
        },
      },
    }) as unknown as typeof sealer;

  it("renews its turn from the present, however long ago the pass began", async () => {
    await sealOnce(sealer);
    await writeEvents(2);
    expect(
      await sealPass(
        newSealing(
          meanwhile(() => wait(400)),
          newId(),
        ),
        noon,
      ),
    ).toBe(2);
    const { leaseUntil } = await db().auditDuty.findUniqueOrThrow({ where: { name: "seal" } });
    expect(leaseUntil?.getTime()).toBeGreaterThanOrEqual(noon.getTime() + 5400);
  });

  it("ends without a word when the turn was lost meanwhile, and leaves what waits to the other", async () => {
    await sealOnce(sealer);
    await writeEvents(2);
    const other = newId();
    const lose = () => sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: other } });
    expect(await sealPass(newSealing(meanwhile(lose), newId()), noon)).toBeNull();
    expect(await sealPass(newSealing(sealer, other), noon)).toBe(2);
  });

  it("seals each event once when several try at once", async () => {
    await sealOnce(sealer);
    await writeEvents(40);
    const many = Array.from({ length: 4 }, () => newSealing(sealer, newId()));
    const tries = many.flatMap((one, at) =>
      [later(at), later(at + 4)].map((moment) => sealPass(one, moment).catch(() => null)),
    );
    await Promise.all(tries);
    await sealOnce(sealer, later(60));
    const sealed = await sealedIds();
    expect([sealed.length, new Set(sealed).size]).toEqual([41, 41]);
  });

  it("catches up with its files after a kill between commit and publication", async () => {
    await writeEvents(10);
    await sealOnce(sealer);
    const before = readFileSync(join(log(), "checkpoint"));
    const record = readFileSync(join(log(), "signed"));
    await writeEvents(600);
    await sealOnce(sealer, later(1));
    writeFileSync(join(log(), "checkpoint"), before);
    writeFileSync(join(log(), "signed"), record);
    rmSync(join(log(), "tile/0/001"));
    await sealOnce(sealer, later(2));
    expect(readRecord("preuve-2026")?.size).toBe(611n);
    expect(existsSync(join(log(), "tile/0/001"))).toBe(true);
  });

  it("opens the log of the new year with the last checkpoint of the old one", async () => {
    await writeEvents(2);
    await sealOnce(sealer);
    const old = readFileSync(join(log(), "checkpoint"), "utf8");
    const newYear = new Date("2026-12-31T23:30:00.000Z");
    await writeEvents(2, newYear);
    await sealOnce(sealer, newYear);
    const logs = await db().auditLog.findMany({ orderBy: { name: "asc" } });
    expect(logs.map(({ name }) => name)).toEqual(["preuve-2026", "preuve-2027"]);
    const first = await db().auditLeaf.findFirstOrThrow({ where: { log: "preuve-2027", idx: 0n } });
    expect(first.eventId).toBe(logs[1]?.openingEventId);
    const event = await db().auditEvent.findUniqueOrThrow({ where: { id: first.eventId } });
    expect(event.type).toBe("journal.opened");
    expect(old.split("\n")[1]).toBe("3");
  });
});

describe("sealing stops", () => {
  beforeEach(async () => {
    await writeEvents(2);
    await sealOnce(sealer);
  });

  it("at an event that was changed after it was written", async () => {
    const [id] = await writeEvents(1);
    await tamper(
      `UPDATE audit_event SET leaf = REPLACE(leaf, 'booking.created', 'booking.refused') WHERE id = '${id}'`,
    );
    await expect(sealOnce(sealer)).rejects.toEqual(stops("mac"));
    expect(await sealedIds()).toHaveLength(3);
  });

  it("at an event that is gone", async () => {
    const [id] = await writeEvents(1);
    await tamper(`DELETE FROM audit_event WHERE id = '${id}'`);
    await expect(sealOnce(sealer)).rejects.toEqual(stops("missing-event"));
  });

  it("at an event that waits although it was sealed", async () => {
    const [id] = await sealedIds();
    await as("app", (connection) => connection.query("INSERT INTO audit_pending VALUES (?)", [id]));
    await expect(sealOnce(sealer)).rejects.toEqual(stops("sealed-twice"));
  });

  it("when a restored database holds less than was signed, until another log is opened that says so", async () => {
    await writeEvents(2);
    await sealOnce(sealer, later(1));
    await tamper("DELETE FROM audit_leaf WHERE idx >= 3", "DELETE FROM audit_checkpoint WHERE size > 3");
    await writeEvents(1);
    await expect(sealOnce(sealer, later(2)))
      .rejects.toEqual(stops("sealed-twice"))
      .catch(() => undefined);
    await expect(sealOnce(sealer, later(2))).rejects.toEqual(stops("went-back"));
    expect(await sealOnce(sealer, later(3), { reason: "gap" })).toBe(1);
    expect((await db().auditLog.findMany()).map(({ name }) => name).sort()).toEqual(["preuve-2026", "preuve-2026-2"]);
  });

  it("when the database signed another root, or nothing says what was signed", async () => {
    await tamper("UPDATE audit_checkpoint SET root = REVERSE(root) WHERE size = 3");
    await expect(sealOnce(sealer)).rejects.toEqual(stops("other-root"));
    // Who says to be sure of the database is believed about a record that is gone, never against one that is there.
    await expect(sealOnce(sealer, later(1), { adopt: true })).rejects.toEqual(stops("other-root"));
    await tamper("UPDATE audit_checkpoint SET root = REVERSE(root) WHERE size = 3");
    rmSync(join(folder, "journal"), { recursive: true });
    await expect(sealOnce(sealer)).rejects.toEqual(stops("no-record"));
    expect(await sealOnce(sealer, later(1), { adopt: true })).toEqual(expect.any(Number));
  });

  it("when the key is gone or another one, until a rotation opens another log", async () => {
    rmSync(join(folder, "journal.key"));
    await writeEvents(1);
    await expect(sealOnce(sealer)).rejects.toEqual(stops("no-key"));
    writeFileSync(join(folder, "journal.key"), Buffer.alloc(32, 7).toString("base64"));
    await expect(sealOnce(sealer)).rejects.toEqual(stops("other-key"));
    expect(await sealOnce(sealer, later(1), { reason: "rotation" })).toBe(1);
  });
});

describe("the accounts of the journal", () => {
  const denied = { errno: 1142 };

  it.each([
    ["app", "UPDATE audit_event SET leaf = ''"],
    ["app", "DELETE FROM audit_event"],
    ["app", "REPLACE INTO audit_event (id, at, leaf, mac) SELECT id, at, leaf, mac FROM audit_event"],
    ["app", "SELECT * FROM audit_pending"],
    ["app", "DELETE FROM audit_pending"],
    ["app", "INSERT INTO audit_leaf (log, idx, event_id, leaf_hash) VALUES ('x', 0, 'x', 'x')"],
    ["app", "INSERT INTO audit_checkpoint (log, size, root, note, at) VALUES ('x', 0, 'x', 'x', NOW())"],
    ["app", "INSERT INTO audit_log (name) VALUES ('x')"],
    ["app", "UPDATE audit_duty SET fault = NULL"],
    ["app", "UPDATE audit_part SET salt = ''"],
    ["app", "DELETE FROM audit_part"],
    ["sealer", "INSERT INTO audit_event (id, at, leaf, mac) VALUES ('x', NOW(), '{}', 'x')"],
    ["sealer", "UPDATE audit_leaf SET idx = 9"],
    ["sealer", "DELETE FROM audit_leaf"],
    ["sealer", "UPDATE audit_checkpoint SET note = ''"],
    ["sealer", "DELETE FROM audit_checkpoint"],
    ["sealer", "DELETE FROM audit_log"],
    ["sealer", "DELETE FROM audit_duty"],
    ["sealer", "SELECT * FROM audit_part"],
    ["sealer", "SELECT * FROM account"],
    ["eraser", "DELETE FROM audit_event"],
    ["eraser", "DELETE FROM audit_leaf"],
    ["eraser", "SELECT * FROM audit_event"],
  ] as const)("%s may not %s", async (account, statement) => {
    await as(account, (connection) => expect(connection.query(statement)).rejects.toMatchObject(denied));
  });

  it("not even the owner changes a leaf or a checkpoint by the ordinary ways", async () => {
    await writeEvents(1);
    await sealOnce(sealer);
    await as("owner", async (connection) => {
      for (const statement of [
        "UPDATE audit_leaf SET idx = 9",
        "DELETE FROM audit_checkpoint",
        "DELETE FROM audit_leaf",
      ])
        await expect(connection.query(statement), statement).rejects.toMatchObject({ errno: 1644 });
    });
  });
});
