/** For database tests: a journal of one's own, empty at each call, with events to seal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordAll } from "@/lib/evidence/record";
import { giveTurnBack } from "@/lib/evidence/seal/duty";
import { newSealing, sealPass, type Wish } from "@/lib/evidence/seal/pass";
import { newId } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { as } from "../testing";

/** Before any setting is read: the files of this test's journal are nobody else's. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "portail-journal-"));
  process.env.PORTAIL_DATA = folder;
  return folder;
}

const TABLES = ["event", "part", "pending", "leaf", "checkpoint", "log", "anchor"].map((name) => `audit_${name}`);

export async function emptyJournal(): Promise<void> {
  await as("owner", async (connection) => {
    for (const table of TABLES) await connection.query(`TRUNCATE ${table}`);
    await connection.query(
      "UPDATE audit_duty SET lease_owner = NULL, lease_until = NULL, fault = NULL, detail = NULL, since = NULL, attempts = 0, next_try_at = NULL, done_at = NULL",
    );
  });
  rmSync(join(env().PORTAIL_DATA, "journal"), { recursive: true, force: true });
  rmSync(env().JOURNAL_KEY_FILE, { force: true });
}

export const noon = new Date("2026-11-23T11:00:00.000Z");
export const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** As the owner of the database: the one whom rights do not stop. Triggers that forbid are put aside for the time of the deed. */
export function tamper(...statements: string[]): Promise<void> {
  return as("owner", async (connection) => {
    const [triggers] = await connection.query(
      "SELECT trigger_name AS name, event_object_table AS tab, action_statement AS body, action_timing AS moment, event_manipulation AS deed FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table LIKE 'audit%'",
    );
    const found = triggers as { name: string; tab: string; body: string; moment: string; deed: string }[];
    for (const { name } of found) await connection.query(`DROP TRIGGER ${name}`);
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      for (const { name, tab, body, moment, deed } of found)
        await connection.query(`CREATE TRIGGER ${name} ${moment} ${deed} ON ${tab} FOR EACH ROW ${body}`);
    }
  });
}

export function writeEvents(count: number, at = noon): Promise<string[]> {
  const subject = { kind: "household" as const, id: newId() };
  return transaction((tx) =>
    recordAll(
      systemContext(tx, at),
      Array.from({ length: count }, (_, index) => ({
        type: "booking.created" as const,
        subject,
        object: { kind: "booking", id: newId() },
        body: { day: "2026-12-07", cents: 280 + index },
      })),
    ),
  );
}

/** One pass by somebody new, as a worker that has just started. */
export async function sealOnce(sealer: Database, at = noon, wish: Wish = {}): Promise<number | null> {
  const owner = newId();
  try {
    return await sealPass(newSealing(sealer, owner), at, wish);
  } finally {
    await giveTurnBack(sealer, "seal", owner);
  }
}
