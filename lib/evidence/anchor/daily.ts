/** Once a day, from six in the morning in Paris: the checkpoint for those who keep a copy, and the request for a witness that answers by mail. */
import { parisOf } from "@/lib/kernel/civil-date";
import type { Database } from "@/lib/server/db";
import { giveTurnBack, noteDone, noteFault, takeTurn } from "../seal/duty";
import { logFolder, publishedSubtrees } from "../seal/folder";
import { proveConsistency } from "../tlog/proofs";
import { writeWitnessRequest } from "../tlog/witness-request";
import { latestPublished } from "./latest";

export type Daily = { log: string; origin: string; vkey: string; size: bigint; note: string; request: string };

type Turn = { sealer: Database; owner: string; now: Date };

const RETRY_MILLISECONDS = 10 * 60_000;
const HOUR = "06:00";

export async function dailyRound(turn: Turn, send: (daily: Daily) => Promise<unknown>): Promise<void> {
  const { sealer, owner, now } = turn;
  const duty = await sealer.auditDuty.findUnique({ where: { name: "mail" } });
  const { day, time } = parisOf(now);
  const isDone = duty?.doneAt && parisOf(duty.doneAt).day === day;
  if (time < HOUR || isDone || (duty?.nextTryAt && duty.nextTryAt > now)) return;
  if (!(await takeTurn(sealer, "mail", { owner, now }))) return;
  try {
    const daily = await composeDaily(sealer);
    if (daily) await send(daily);
    await noteDone(sealer, "mail", now);
  } catch (error) {
    const retryAt = new Date(now.getTime() + RETRY_MILLISECONDS);
    await noteFault(sealer, "mail", { fault: "failed", detail: (error as Error).message, now, retryAt });
  } finally {
    await giveTurnBack(sealer, "mail", owner);
  }
}

async function composeDaily(sealer: Database): Promise<Daily | null> {
  const latest = await latestPublished(sealer);
  if (!latest) return null;
  const { log, size, note } = latest;
  const seen = await sealer.auditAnchor.findFirst({ where: { log, kind: "witness" }, orderBy: { size: "desc" } });
  const oldSize = seen?.size ?? 0n;
  const continues = oldSize > 0n && oldSize < size;
  const proof = continues ? proveConsistency(oldSize, size, publishedSubtrees(logFolder(log), size)) : [];
  return { ...latest, request: writeWitnessRequest({ oldSize, proof, checkpoint: note }) };
}
