/** What a monitor asks: does the database answer, does a worker work, does the journal take its lines. No personal datum. */
import { now as instant } from "../clock";
import { type Database, db } from "../db";

export type Health = { status: "ok" | "down"; database: string; worker: string; journal: string };

/** Seconds without a sign after which the worker counts as down. */
export const WORKER_SILENCE_SECONDS = 60;

/** The worker's sign of life: one row, rewritten on its passes. */
export async function signOfLife(database: Database, now: Date): Promise<void> {
  const value = { at: now.toISOString() };
  await database.setting.upsert({
    where: { section: "worker-sign" },
    create: { section: "worker-sign", value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}

export async function healthOf(database: Database, now: Date): Promise<Health> {
  try {
    const [sign, newest] = await Promise.all([
      database.setting.findUnique({ where: { section: "worker-sign" }, select: { updatedAt: true } }),
      database.auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } }),
    ]);
    const silence = sign ? (now.getTime() - sign.updatedAt.getTime()) / 1000 : Number.POSITIVE_INFINITY;
    const worker = silence <= WORKER_SILENCE_SECONDS ? "ok" : "down";
    return { status: worker === "ok" ? "ok" : "down", database: "ok", worker, journal: newest ? "ok" : "empty" };
  } catch {
    return { status: "down", database: "down", worker: "unknown", journal: "unknown" };
  }
}

/** The health of this instance, now. */
export function currentHealth(): Promise<Health> {
  return healthOf(db(), instant());
}
