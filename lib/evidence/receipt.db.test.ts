import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, later, noon, ownFolder, sealOnce, writeEvents } from "@/prisma/testing/journal";
import { publishedFile } from "./published";
import { receiptOf } from "./receipt";
import { record } from "./record";
import { connectSealer } from "./seal/sealer";
import { type Policy, readPolicy } from "./tlog/checkpoint";
import { readReceipt, verifyReceipt } from "./tlog/receipt";
import { parseJson } from "./tlog/strict/json";

const folder = ownFolder();
const sealer = connectSealer();
let eventId: string;

beforeEach(async () => {
  await emptyJournal();
  const by = { actor: { accountId: newId(), role: "parent" as const }, channel: "portal" as const };
  const net = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
  const event = { subject: { kind: "household" as const, id: newId() }, object: { kind: "booking", id: newId() } };
  eventId = await transaction((tx) =>
    record(contextOf(tx, noon, { ...by, net }), { type: "booking.created", ...event, body: { cents: 280 } }),
  );
});
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

async function verified(parts: readonly string[]) {
  const { vkey, origin } = await db().auditLog.findFirstOrThrow();
  const policy = readPolicy({ vkeys: [vkey], origin, threshold: 0 }) as Policy;
  const parsed = parseJson((await receiptOf(db(), eventId, parts)) ?? "");
  const receipt = parsed && readReceipt(parsed.value);
  return receipt && verifyReceipt(receipt, policy);
}

it("is there once the event is sealed, shows the parts that are asked for and withholds the others", async () => {
  expect(await receiptOf(db(), eventId, ["body"])).toBeNull();
  await sealOnce(sealer);
  expect(await verified(["body"])).toMatchObject({ ok: true, index: 1n, disclosed: ["body"], withheld: ["net"] });
  expect(await verified([])).toMatchObject({ ok: true, disclosed: [], withheld: ["body", "net"] });
});

it("still holds when the log has grown past several tiles", async () => {
  await sealOnce(sealer);
  await writeEvents(700);
  await sealOnce(sealer, later(1));
  expect(await verified(["body", "net"])).toMatchObject({ ok: true, checkpoint: { size: 702n }, withheld: [] });
});

it("still holds when a part was erased, and does not show it any more", async () => {
  await sealOnce(sealer);
  await as("eraser", (connection) =>
    connection.query("DELETE FROM audit_part WHERE event_id = ? AND part = 'net'", [eventId]),
  );
  expect(await verified(["body", "net"])).toMatchObject({ ok: true, disclosed: ["body"], withheld: ["net"] });
});

it("publishes checkpoint, key and tiles, and nothing else of the folder", async () => {
  await sealOnce(sealer);
  const read = (path: string) => publishedFile(path.split("/"))?.bytes.length ?? 0;
  for (const path of ["checkpoint", "key", "tile/0/000.p/2", "tile/entries/000.p/2", "preuve-2026/checkpoint"])
    expect(read(path), path).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "journal/preuve-2026/signed"), "utf8")).not.toBe("");
  for (const path of [
    "signed",
    "preuve-2026/signed",
    "../journal.key",
    "preuve-2026/../../journal.key",
    "tile/0/..",
    "",
  ])
    expect(read(path), path).toBe(0);
});
