/**
 * `portail journal recover`: after a restore that went back, the leaves that the database lost come back from the published tiles, and the log
 * goes on where it was. Their contents are not in the tiles and stay lost (docs/evidence.md).
 */
import { giveTurnBack } from "@/lib/evidence/seal/duty";
import { recoverLeaves } from "@/lib/evidence/seal/recover";
import { StopSealing } from "@/lib/evidence/seal/rows";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { newId } from "@/lib/kernel/ids";
import { now } from "@/lib/server/clock";
import { db } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(_args: readonly string[], io: Io): Promise<ExitCode> {
  const sealer = connectSealer();
  const owner = newId();
  try {
    const logs = await recoverLeaves({ sealer, owner, now: now() });
    if (logs === null) throw new Mistake("A worker is sealing the journal: stop it first.");
    io.emit({ ok: true, logs: logs.map(({ log, from, leaves }) => ({ log, from: from.toString(), leaves })) });
    for (const { log, from, leaves } of logs) io.say(`${log}: ${leaves} leaves came back, from index ${from} on.`);
    io.say(
      logs.length === 0 ? "The database holds all that was signed." : "Now: journal verify, then start the worker.",
    );
    return 0;
  } catch (error) {
    if (!(error instanceof StopSealing)) throw error;
    io.emit({ ok: false, fault: error.fault, detail: error.detail });
    io.say(`Nothing came back: ${error.fault}, ${error.detail}`);
    return 1;
  } finally {
    await giveTurnBack(sealer, "seal", owner);
    await sealer.$disconnect();
    await db().$disconnect();
  }
}
