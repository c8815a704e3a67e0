/**
 * Work that leaves a request as a row written in its transaction, and is done later under a lease.
 * A lease, not a lock: it holds across instances and on a Galera cluster, and a worker that dies is replaced when it runs out.
 */
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "../context";
import type { Database } from "../db";
import { signOfLife } from "./health";

/** The closed list of jobs; scripts/worker.ts gives each its handler. */
export const jobKinds = [
  "invoice.issue",
  "invoice.render",
  "claim.hand-over",
  "payment.poll",
  "account.reset",
  "dossier.make",
  "privacy.copy",
  "retention.propose",
  "retention.run",
  "rollover.publish",
  "report.print",
] as const;
export type JobKind = (typeof jobKinds)[number];

export type NewJob = {
  kind: JobKind;
  payload: Prisma.InputJsonObject;
  /** At most one job with this key, ever: asking again changes nothing. */
  dedupeKey?: string;
  runAt?: Date;
  total?: number;
};

/** Asks for work, in the caller's transaction. Gives the job's id, to show its progress. */
export async function enqueue(context: Context, job: NewJob): Promise<string> {
  const id = newId();
  const row = {
    id,
    kind: job.kind,
    payload: job.payload,
    dedupeKey: job.dedupeKey ?? null,
    state: "queued" as const,
    runAt: job.runAt ?? context.now,
    progressTotal: job.total ?? 0,
    createdAt: context.now,
    createdById: context.actor?.accountId ?? null,
  };
  await context.tx.job.createMany({ data: [row], skipDuplicates: true });
  return id;
}

export type LeasedJob = { id: string; kind: JobKind; payload: Prisma.JsonValue; attempts: number };

/** Minutes a job may run before another worker takes it. Handlers that last longer report progress, which renews it. */
const LEASE_MINUTES = 5;
/** Whose steps take seconds and whose repetition harms nothing: after a worker was killed the work goes on soon. */
const QUICK: Partial<Record<JobKind, number>> = { "invoice.issue": 1, "invoice.render": 1 };
const leaseMinutes = (kind: JobKind) => QUICK[kind] ?? LEASE_MINUTES;
const MAX_ATTEMPTS = 8;

const minutesAfter = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Takes the next due job, or null. One conditional update: two workers never hold the same row. */
export async function lease(database: Database, worker: string, now: Date): Promise<LeasedJob | null> {
  const candidates = await database.job.findMany({
    where: {
      OR: [
        { state: "queued", runAt: { lte: now } },
        { state: "running", leaseUntil: { lt: now } },
      ],
    },
    orderBy: { runAt: "asc" },
    take: 5,
    select: { id: true, kind: true, payload: true, attempts: true },
  });
  for (const job of candidates) {
    const { count } = await database.job.updateMany({
      where: { id: job.id, OR: [{ state: "queued" }, { state: "running", leaseUntil: { lt: now } }] },
      data: {
        state: "running",
        leaseOwner: worker,
        leaseUntil: minutesAfter(now, leaseMinutes(job.kind as JobKind)),
        attempts: job.attempts + 1,
      },
    });
    if (count === 1) return { ...job, kind: job.kind as JobKind, attempts: job.attempts + 1 };
  }
  return null;
}

export async function complete(database: Database, job: LeasedJob, now: Date): Promise<void> {
  await database.job.update({
    where: { id: job.id },
    data: { state: "done", finishedAt: now, leaseOwner: null, leaseUntil: null, lastError: null },
  });
}

/** Asks to be run again at a date, without counting as a failure: polling. */
export async function postpone(database: Database, job: LeasedJob, runAt: Date): Promise<void> {
  await database.job.update({
    where: { id: job.id },
    data: { state: "queued", runAt, attempts: 0, leaseOwner: null, leaseUntil: null },
  });
}

/** Backs off 1, 2, 4 … minutes; after eight failures the job is dead and shown to the office. */
export async function fail(database: Database, job: LeasedJob, failure: { error: string; now: Date }): Promise<void> {
  const dead = job.attempts >= MAX_ATTEMPTS;
  await database.job.update({
    where: { id: job.id },
    data: {
      state: dead ? "dead" : "queued",
      runAt: minutesAfter(failure.now, 2 ** (job.attempts - 1)),
      lastError: failure.error.slice(0, 2000),
      leaseOwner: null,
      leaseUntil: null,
    },
  });
}

/** Shows how far a long job is, renews its lease, and says that its worker lives: until the job ends the loop says nothing. */
export async function progress(database: Database, job: LeasedJob, state: { done: number; total: number; now: Date }) {
  await database.job.update({
    where: { id: job.id },
    data: {
      progressDone: state.done,
      progressTotal: state.total,
      leaseUntil: minutesAfter(state.now, leaseMinutes(job.kind)),
    },
  });
  await signOfLife(database, state.now);
}
