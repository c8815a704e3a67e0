/** The loop that does what requests left behind: mails at once, jobs under a lease, until told to stop. Any number may run. */
import { setTimeout as wait } from "node:timers/promises";
import { newId } from "@/lib/kernel/ids";
import { now } from "../clock";
import { type Database, db } from "../db";
import { log } from "../log";
import { signOfLife } from "./health";
import { complete, fail, type JobKind, type LeasedJob, lease, postpone } from "./jobs";
import { sendDue } from "./mail";

/** Does one job. A date asks to be run again then; null is done. */
export type Handler = (database: Database, job: LeasedJob) => Promise<Date | null>;
export type Handlers = Record<JobKind, Handler>;
/** What has no row of its own and is looked at on each pass: reviving polls, expired offers. */
export type Rounds = readonly ((database: Database, now: Date) => Promise<unknown>)[];

const PAUSE_MILLISECONDS = 500;
const SIGN_MILLISECONDS = 10_000;

export async function runWorker(work: { handlers: Handlers; rounds: Rounds }, signal: AbortSignal): Promise<void> {
  const worker = newId();
  let lastSign = 0;
  while (!signal.aborted) {
    if (now().getTime() - lastSign >= SIGN_MILLISECONDS) {
      await signOfLife(db(), now()).catch((error: unknown) => log().error({ error: String(error) }, "sign of life"));
      lastSign = now().getTime();
    }
    const busy = await pass(worker, work).catch((error: unknown) => {
      log().error({ error: String(error) }, "worker pass");
      return false;
    });
    if (!busy) await pause(signal);
  }
}

/** One look at everything; true when there was a job. Also what tests and the command line call. */
export async function pass(worker: string, work: { handlers: Handlers; rounds: Rounds }): Promise<boolean> {
  const database = db();
  for (const round of work.rounds) await round(database, now());
  await sendDue(database, now());
  const job = await lease(database, worker, now());
  if (!job) return false;
  try {
    const again = await work.handlers[job.kind](database, job);
    if (again) await postpone(database, job, again);
    else await complete(database, job, now());
  } catch (error) {
    log().error({ job: job.id, kind: job.kind, error: String(error) }, "job failed");
    await fail(database, job, { error: String(error), now: now() });
  }
  return true;
}

/** Ends early when told to stop; the wait itself leaves no listener behind. */
async function pause(signal: AbortSignal): Promise<void> {
  await wait(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
}
