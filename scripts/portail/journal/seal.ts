/**
 * `portail journal seal`: seals what waits now. `--open rotation|gap` opens another log of the year: the key has changed, or a restored database
 * lost leaves that were signed. `--adopt` takes the database as it is when nothing says what was last signed (docs/evidence.md).
 */

import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { giveTurnBack, noteDone } from "@/lib/evidence/seal/duty";
import { currentLog } from "@/lib/evidence/seal/opening";
import { newSealing, sealPass, type Wish } from "@/lib/evidence/seal/pass";
import { lastCheckpoint } from "@/lib/evidence/seal/publish";
import { StopSealing } from "@/lib/evidence/seal/rows";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { newId } from "@/lib/kernel/ids";
import { now } from "@/lib/server/clock";
import { type Database, db } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "../io";

/** A worker that seals at the same time keeps its turn five seconds at a time. */
const PATIENCE_MILLISECONDS = 8000;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: { open: { type: "string" }, adopt: { type: "boolean", default: false } },
  });
  const { open, adopt } = values;
  if (open !== undefined && open !== "rotation" && open !== "gap")
    throw new Mistake("--open rotation or --open gap", 2);
  const sealer = connectSealer();
  try {
    const sealed = await sealNow(sealer, { adopt, ...(open && { reason: open }) });
    const log = await currentLog(sealer);
    const last = log && (await lastCheckpoint(sealer, log.name));
    io.emit({ ok: true, sealed, log: log?.name ?? null, size: String(last?.size ?? 0) });
    io.say(`${sealed} events sealed; ${log?.name ?? "no log"} holds ${last?.size ?? 0}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof StopSealing)) throw error;
    io.emit({ ok: false, fault: error.fault, detail: error.detail });
    io.say(`Nothing was sealed: ${error.fault}, ${error.detail}`);
    return 1;
  } finally {
    await sealer.$disconnect();
    await db().$disconnect();
  }
}

async function sealNow(sealer: Database, wish: Wish): Promise<number> {
  const sealing = newSealing(sealer, newId());
  try {
    for (const deadline = performance.now() + PATIENCE_MILLISECONDS; performance.now() < deadline; await pause(100)) {
      const sealed = await sealPass(sealing, now(), wish);
      if (sealed === null) continue;
      await noteDone(sealer, "seal", now());
      return sealed;
    }
    throw new Mistake("A worker is sealing the journal: it takes care of what waits.");
  } finally {
    await giveTurnBack(sealer, "seal", sealing.owner);
  }
}
