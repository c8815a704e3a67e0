/** What a monitor asks: does the database answer, does a worker work, does the journal take its lines, is what is over destroyed. No personal datum. */
import { now as instant } from "../clock";
import { type Database, db, type Tx } from "../db";

export type Health = {
  status: "ok" | "down";
  database: string;
  worker: string;
  journal: string;
  /** `failed`: a destruction, or the list of what is due, was given up and somebody must look. It is said, and stops nothing. */
  retention: string;
};

/** Seconds without a sign after which the worker counts as down. */
export const WORKER_SILENCE_SECONDS = 60;

/** Seconds without a pass that seals after which sealing is late: everybody is told, whatever the cause (docs/evidence.md). */
export const SEALING_LATE_SECONDS = 60;

/** The worker's sign of life: one row, rewritten on its passes and at each step of a long job. */
export async function signOfLife(database: Database, now: Date): Promise<void> {
  const value = { at: now.toISOString() };
  await database.setting.upsert({
    where: { section: "worker-sign" },
    create: { section: "worker-sign", value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}

/** Of several workers one at a time goes on from here, until its transaction ends: each has written this row before its first pass. */
export async function oneWorkerAtATime(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT section FROM setting WHERE section = 'worker-sign' FOR UPDATE`;
}

export async function healthOf(database: Database, now: Date): Promise<Health> {
  try {
    const [sign, oldest, seal, dead] = await Promise.all([
      database.setting.findUnique({ where: { section: "worker-sign" }, select: { updatedAt: true } }),
      database.auditEvent.findFirst({ orderBy: { id: "asc" }, select: { id: true } }),
      database.auditDuty.findUnique({ where: { name: "seal" }, select: { fault: true, doneAt: true } }),
      database.job.count({ where: { kind: { in: ["retention.propose", "retention.run"] }, state: "dead" } }),
    ]);
    const silence = sign ? (now.getTime() - sign.updatedAt.getTime()) / 1000 : Number.POSITIVE_INFINITY;
    const worker = silence <= WORKER_SILENCE_SECONDS ? "ok" : "down";
    const journal = oldest ? sealingState(seal, oldest.id, now) : "empty";
    const isWell = worker === "ok" && journal !== "stopped" && journal !== "late";
    const retention = dead > 0 ? "failed" : "ok";
    return { status: isWell ? "ok" : "down", database: "ok", worker, journal, retention };
  } catch {
    return { status: "down", database: "down", worker: "unknown", journal: "unknown", retention: "unknown" };
  }
}

type Seal = { fault: string | null; doneAt: Date | null } | null;

/**
 * `stopped`: something is wrong and nothing is sealed. `late`: no pass has come to its end for a while, although nobody says what is wrong.
 * `no-key`: a new installation whose key is still to be made (docs/evidence.md); once something was sealed, a key that is gone is as wrong as the rest.
 */
function sealingState(seal: Seal, oldest: string, now: Date): "ok" | "stopped" | "late" | "no-key" {
  if (seal?.fault === "no-key" && !seal.doneAt) return "no-key";
  if (seal?.fault) return "stopped";
  return sealingSilence(seal, oldest, now) <= SEALING_LATE_SECONDS ? "ok" : "late";
}

/** Seconds since the last pass that sealed what waited; where there was none yet, since the first event (a UUIDv7 begins with its millisecond). */
export function sealingSilence(seal: Pick<NonNullable<Seal>, "doneAt"> | null, oldest: string, now: Date): number {
  const since = seal?.doneAt?.getTime() ?? Number.parseInt(oldest.replaceAll("-", "").slice(0, 12), 16);
  return (now.getTime() - since) / 1000;
}

/** The health of this instance, now. */
export function currentHealth(): Promise<Health> {
  return healthOf(db(), instant());
}
