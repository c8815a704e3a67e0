/** How far the worker is with a month: counted from what exists, not from what the job says. */
import type { Tx } from "@/lib/server/db";
import { issueKey, type TimeLeft, timeLeft } from "./rules";

export type Progress = {
  done: number;
  total: number;
  left: TimeLeft | null;
  /** The worker has given it up: an administrator starts it again. */
  isStopped: boolean;
};

type Run = { id: string; askedAt: Date | null; issuedAt: Date | null };

/** Of the numbers while they are being given, of the files afterwards; null while nothing was asked. */
export async function progressOf(tx: Tx, run: Run, now: Date): Promise<Progress | null> {
  if (run.issuedAt) {
    const key = `invoice.render:${run.id}`;
    return progress(tx, { since: run.issuedAt, now, key, counts: await filesOf(tx, run.id) });
  }
  if (!run.askedAt) return null;
  const key = issueKey({ id: run.id, askedAt: run.askedAt });
  return progress(tx, { since: run.askedAt, now, key, counts: await issuedOf(tx, run.id) });
}

type Counts = { done: number; total: number };

async function progress(
  tx: Tx,
  { since, now, key, counts }: { since: Date; now: Date; key: string; counts: Counts },
): Promise<Progress> {
  const job = await tx.job.findUnique({ where: { dedupeKey: key }, select: { state: true } });
  const left = timeLeft({ ...counts, elapsedMs: now.getTime() - since.getTime() });
  return { ...counts, left, isStopped: job?.state === "dead" };
}

async function issuedOf(tx: Tx, runId: string): Promise<Counts> {
  const rows = await tx.invoice.groupBy({ by: ["state"], where: { runId }, _count: { _all: true } });
  const countOf = (states: readonly string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((count, row) => count + row._count._all, 0);
  return { done: countOf(["issued"]), total: countOf(["checked", "issued"]) };
}

async function filesOf(tx: Tx, runId: string): Promise<Counts> {
  const [total, done] = await Promise.all([
    tx.invoice.count({ where: { runId, state: "issued" } }),
    tx.invoicePdf.count({ where: { invoice: { runId } } }),
  ]);
  return { done, total };
}

/** The first and last number of a run, once it has some. */
export async function numbersOf(tx: Tx, runId: string): Promise<{ first: number; last: number } | null> {
  const { _min, _max } = await tx.invoice.aggregate({
    where: { runId, state: "issued" },
    _min: { number: true },
    _max: { number: true },
  });
  return _min.number !== null && _max.number !== null ? { first: _min.number, last: _max.number } : null;
}
