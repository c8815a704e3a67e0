import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection } from "@/prisma/connection";
import { emptyJournal, later, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { decrypt } from "../vault";
import { connectSealer } from "./sealer";

const folder = ownFolder();
const sealer = connectSealer();
const journal = join(folder, "journal");
const newYear = new Date("2027-01-02T08:00:00.000Z");
const after = (minutes: number) => new Date(newYear.getTime() + minutes * 60_000);
const stops = (fault: string) => expect.objectContaining({ fault });
const checkpoint = (log: string) => readFileSync(join(journal, log, "checkpoint"), "utf8");

afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await emptyJournal();
  await writeEvents(3);
  await sealOnce(sealer);
});

const logs = async () => (await db().auditLog.findMany({ orderBy: { openedAt: "asc" } })).map(({ name }) => name);

/** A dump from before `log` was opened comes back; the data folder stays. */
async function forget(log: string): Promise<void> {
  const own = `SELECT event_id FROM audit_leaf WHERE log = '${log}'`;
  await tamper(
    `DELETE FROM audit_event WHERE id IN (${own})`,
    ...["leaf", "checkpoint", "anchor"].map((table) => `DELETE FROM audit_${table} WHERE log = '${log}'`),
    `DELETE FROM audit_log WHERE name = '${log}'`,
  );
}

/** What the first leaf of a log says to whoever may open its body. */
async function openingOf(log: string): Promise<{ previous: string; reason: string; gap?: Record<string, unknown> }> {
  const { openingEventId } = await db().auditLog.findUniqueOrThrow({ where: { name: log } });
  const [row] = await withConnection(env().DATABASE_URL, (connection) =>
    rowsOf<{ payload: Buffer; wrapped: Buffer; pseudonym: string }>(
      connection,
      `SELECT a.payload, k.wrapped, k.pseudonym FROM audit_part a, data_key k JOIN pseudonym p USING (pseudonym)
       WHERE a.event_id = ? AND a.part = 'body' AND p.kind = 'commune'`,
      [openingEventId],
    ),
  );
  if (!row) throw new Error(`${log} has no opening`);
  const key = decrypt(Buffer.from(env().PORTAIL_MASTER_KEY, "base64"), row.wrapped, row.pseudonym);
  return JSON.parse(decrypt(key, row.payload, `${openingEventId}/body`).toString());
}

it("never opens again a log that is on the disk, and says which ones the database lost", async () => {
  await sealOnce(sealer, later(1), { reason: "rotation" });
  await writeEvents(2);
  await sealOnce(sealer, later(2));
  const lost = checkpoint("preuve-2026-2");
  await forget("preuve-2026-2");
  await expect(sealOnce(sealer, later(3))).rejects.toEqual(stops("went-back"));
  await sealOnce(sealer, later(4), { reason: "gap" });
  expect(await logs()).toEqual(["preuve-2026", "preuve-2026-3"]);
  expect(checkpoint("preuve-2026-2")).toBe(lost);
  const { previous, reason, gap } = await openingOf("preuve-2026-3");
  expect({ previous, reason }).toEqual({ previous: lost, reason: "gap" });
  expect(gap).toMatchObject({ lost: ["preuve-2026-2"], signed: [lost], held: { log: "preuve-2026", size: "4" } });
  // It was told: sealing goes on, until a database that does not know of it comes back.
  await writeEvents(1);
  expect(await sealOnce(sealer, later(5))).toBe(1);
  await forget("preuve-2026-3");
  await expect(sealOnce(sealer, later(6))).rejects.toEqual(stops("went-back"));
});

it("goes on in the new year although the database came back from the old one, once and not for ever", async () => {
  await writeEvents(1, newYear);
  await sealOnce(sealer, newYear);
  expect(await logs()).toEqual(["preuve-2026", "preuve-2027"]);
  const lost = checkpoint("preuve-2027");
  await forget("preuve-2027");
  await expect(sealOnce(sealer, after(1))).rejects.toEqual(stops("went-back"));
  await sealOnce(sealer, after(2), { reason: "gap" });
  expect(await logs()).toEqual(["preuve-2026", "preuve-2027-2"]);
  for (const minutes of [3, 4]) {
    await writeEvents(1, after(minutes));
    expect(await sealOnce(sealer, after(minutes))).toBe(1);
  }
  expect(await logs()).toEqual(["preuve-2026", "preuve-2027-2"]);
  expect(checkpoint("preuve-2027")).toBe(lost);
});

it("opens a gap on the first days of a year in that year's own log, and the year does not change twice", async () => {
  await tamper("DELETE FROM audit_leaf WHERE idx > 0", "DELETE FROM audit_checkpoint WHERE size > 1");
  await expect(sealOnce(sealer, newYear)).rejects.toEqual(stops("went-back"));
  await sealOnce(sealer, after(1), { reason: "gap" });
  await writeEvents(1, after(2));
  expect(await sealOnce(sealer, after(2))).toBe(1);
  expect(await logs()).toEqual(["preuve-2026", "preuve-2027"]);
});

it("takes any trace on the disk for a log that was opened: its tiles alone, without checkpoint", async () => {
  const kept = mkdtempSync(join(tmpdir(), "portail-tiles-"));
  cpSync(join(journal, "preuve-2026/tile"), join(kept, "tile"), { recursive: true });
  cpSync(kept, join(journal, "preuve-2026-2"), { recursive: true });
  rmSync(kept, { recursive: true });
  await expect(sealOnce(sealer, later(1))).rejects.toEqual(stops("went-back"));
  await sealOnce(sealer, later(2), { reason: "gap" });
  expect(await logs()).toEqual(["preuve-2026", "preuve-2026-3"]);
});
