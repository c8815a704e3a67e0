/**
 * The destruction itself, under the account that erases and in one transaction: only rows that were proposed and are still due. A second
 * transaction then says so in the journal; a crash between the two leaves a run that is asked again, finds nothing left and says so.
 */
import { z } from "zod";
import { record } from "@/lib/evidence/record";
import { parisOf } from "@/lib/kernel/civil-date";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { connect, type Database, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { enqueue, type LeasedJob } from "@/lib/server/work/jobs";
import { countsBy, proposeRetention } from "./commands";
import { type Due, type DueStep, dueOn, openRun, totalOf } from "./queries";
import { retentionSettings } from "./queries-settings";
import { steps } from "./rules-plan";

/** Rows of one statement. */
const CHUNK = 500;
const MINUTES = 10;

const payloadSchema = z.object({ runId: z.uuid() });

/** Handler of `retention.run`. */
export async function runRetention(database: Database, job: LeasedJob): Promise<null> {
  const { runId } = payloadSchema.parse(job.payload);
  await destroy(database, { runId, now: clockNow() });
  return null;
}

/** Gives the counts by table of what was destroyed; null when there is nothing that may be destroyed now. After a restore no visa is asked again. */
export async function destroy(
  database: Database,
  { runId, now, withoutVisa = false }: { runId: string; now: Date; withoutVisa?: boolean },
): Promise<Record<string, number> | null> {
  const run = await database.retentionRun.findUnique({ where: { id: runId } });
  const { visa } = await retentionSettings(database);
  if (run?.state !== "proposed" || (visa && !run.visaAt && !withoutVisa)) return null;
  const proposed = run.due as unknown as Due;
  const still = stillDue(proposed, await dueOn(database, parisOf(now).day));
  const eraser = connectEraser();
  try {
    await eraser.$transaction((tx) => erase(tx, still), { timeout: MINUTES * 60_000, maxWait: 10_000 });
  } finally {
    await eraser.$disconnect();
  }
  await transaction((tx) => close(systemContext(tx, now), { runId, day: proposed.day, erased: still }), database);
  return countsBy({ steps: still }, "table");
}

/** Its own pool of one, under the account that may delete (prisma/rights). */
function connectEraser(): Database {
  const address = new URL(env().DATABASE_ERASER_URL);
  address.searchParams.set("connections", "1");
  return connect(address.href);
}

/** What was used again since it was proposed stays: a family that came back, a request that was reopened. */
function stillDue(proposed: Due, today: Due): DueStep[] {
  const due = new Set(today.steps.flatMap(({ step, rows }) => rows.map((row) => [step, ...row].join("|"))));
  return proposed.steps.map((one) => ({
    ...one,
    rows: one.rows.filter((row) => due.has([one.step, ...row].join("|"))),
  }));
}

async function erase(tx: Tx, due: readonly DueStep[]): Promise<void> {
  for (const { step, rows } of due) {
    const plan = steps[step];
    if (!plan) throw new Error("A step that the plan does not have");
    const columns = plan.key.map((column) => `\`${column}\``).join(", ");
    const verb = plan.set === undefined ? `DELETE FROM \`${plan.table}\`` : `UPDATE \`${plan.table}\` SET ${plan.set}`;
    for (let start = 0; start < rows.length; start += CHUNK) {
      const part = rows.slice(start, start + CHUNK);
      const places = part.map((row) => `(${row.map(() => "?").join(", ")})`).join(", ");
      await tx.$executeRawUnsafe(`${verb} WHERE (${columns}) IN (${places})`, ...part.flat());
    }
  }
}

async function close(
  context: Context,
  { runId, day, erased }: { runId: string; day: string; erased: readonly DueStep[] },
): Promise<void> {
  const { tx, now } = context;
  const done = { steps: [...erased] };
  const report = { tables: countsBy(done, "table"), rules: countsBy(done, "rule"), rows: totalOf(done) };
  const { count } = await tx.retentionRun.updateMany({
    where: { id: runId, state: "proposed" },
    data: { state: "done", doneAt: now, due: {}, report },
  });
  if (count === 0) return;
  await record(context, {
    type: "audit.erased",
    subject: null,
    object: { kind: "retention", id: runId },
    body: { ...report, day },
  });
}

const ROUND = "retention-round";

/** Once a day the worker writes down what is due; where no visa is wanted it is destroyed the same night. */
export async function retentionRound(database: Database, now: Date): Promise<void> {
  const { day, moment } = parisOf(now);
  if (moment.slice(11, 13) < "03") return;
  const row = await database.setting.findUnique({ where: { section: ROUND }, select: { value: true } });
  if ((row?.value as { day?: string } | undefined)?.day === day) return;
  await transaction(async (tx) => {
    const value = { day };
    await tx.setting.upsert({
      where: { section: ROUND },
      create: { section: ROUND, value, updatedAt: now },
      update: { value, updatedAt: now },
    });
    const context = systemContext(tx, now);
    const waiting = await openRun(tx);
    const { visa } = await retentionSettings(tx);
    // A list that was not carried out is taken up again: its job may have died.
    if (!waiting) await proposeRetention(context);
    else if (!visa || waiting.visaAt) await enqueue(context, { kind: "retention.run", payload: { runId: waiting.id } });
  }, database);
}
