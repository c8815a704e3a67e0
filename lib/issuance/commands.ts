/**
 * The head asks for a month to be issued, and the worker does it part by part (issue 4, point 8). Until the first number is given it can be called off;
 * from then on the month goes to its end, since a number that was given is never taken back (domain rule 1).
 */
import { z } from "zod";
import { record } from "@/lib/evidence/record";
import { openRun, type RunRefusal, turnDown } from "@/lib/invoice/commands-drafts";
import { issuePart, PART } from "@/lib/invoice/commands-issue";
import type { RunInput } from "@/lib/invoice/schema";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { now } from "@/lib/server/clock";
import { type Context, contextOf } from "@/lib/server/context";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { enqueue, type LeasedJob, progress } from "@/lib/server/work/jobs";
import { issueKey } from "./rules";

/** Of two who ask at once the second is told so. */
export async function askIssue(context: Context, { runId }: RunInput): Promise<Outcome<object, RunRefusal>> {
  const { tx, now: askedAt, actor } = context;
  const run = await openRun(context, runId);
  if (run.issuedAt) return turnDown(context, run, { asked: "issue", reason: "already-issued" });
  if (run.askedAt) return turnDown(context, run, { asked: "issue", reason: "being-issued" });
  const drafts = await tx.invoice.groupBy({ by: ["state"], where: { runId }, _count: { _all: true } });
  if (drafts.length === 0) return turnDown(context, run, { asked: "issue", reason: "empty" });
  if (drafts.some(({ state }) => state === "draft"))
    return turnDown(context, run, { asked: "issue", reason: "not-checked" });
  await tx.invoiceRun.update({ where: { id: runId }, data: { askedAt, askedById: actor?.accountId ?? null } });
  const total = drafts.reduce((count, row) => count + row._count._all, 0);
  const dedupeKey = issueKey({ id: runId, askedAt });
  await enqueue(context, { kind: "invoice.issue", payload: { runId }, dedupeKey, total });
  await recordStep(context, "invoicing.asked", run);
  return done();
}

export async function callOff(context: Context, { runId }: RunInput): Promise<Outcome<object, "not-asked" | "begun">> {
  const run = await openRun(context, runId);
  const begun = (await context.tx.invoice.count({ where: { runId, state: "issued" } })) > 0;
  const reason = begun ? "begun" : run.askedAt ? null : "not-asked";
  if (reason) {
    const { month, regieId } = run;
    const object = { kind: "invoice-run", id: runId };
    const body = { month, regieId, asked: "call-off", reason };
    await record(context, { type: "invoicing.refused", subject: null, object, body });
    return refused(reason);
  }
  await context.tx.invoiceRun.update({ where: { id: runId }, data: { askedAt: null, askedById: null } });
  await recordStep(context, "invoicing.called-off", run);
  return done();
}

async function recordStep(
  context: Context,
  type: "invoicing.asked" | "invoicing.called-off",
  { id, month, regieId }: { id: string; month: string; regieId: string },
): Promise<void> {
  await record(context, { type, subject: null, object: { kind: "invoice-run", id }, body: { month, regieId } });
}

const payloadSchema = z.object({ runId: z.uuid("generic") });

/** Handler of `invoice.issue`: one part, then it comes back for the next, so that mails and payments pass in between. */
export async function issueInvoices(database: Database, job: LeasedJob, size = PART): Promise<Date | null> {
  const { runId } = payloadSchema.parse(job.payload);
  const part = await issueNextPart(database, { runId, size });
  const [total, left] = await Promise.all([
    database.invoice.count({ where: { runId } }),
    database.invoice.count({ where: { runId, state: { not: "issued" } } }),
  ]);
  await progress(database, job, { done: total - left, total, now: now() });
  return part?.ok && part.left > 0 ? now() : null;
}

/** Null when nobody asks for it any more: called off, or another worker was quicker. */
export function issueNextPart(database: Database, asked: RunInput & { size?: number }) {
  return transaction(async (tx) => {
    const context = contextOf(tx, now(), { actor: await askerOf(tx, asked.runId), channel: "system", net: null });
    const { askedAt, issuedAt } = await openRun(context, asked.runId);
    return askedAt && !issuedAt ? issuePart(context, asked) : null;
  }, database);
}

/** The journal says that the invoices were issued by the person who asked for it. */
async function askerOf(tx: Tx, runId: string): Promise<Context["actor"]> {
  const run = await tx.invoiceRun.findUnique({ where: { id: runId }, select: { askedById: true } });
  if (!run?.askedById) return null;
  const account = await tx.account.findUnique({ where: { id: run.askedById }, select: { role: true } });
  return account && { accountId: run.askedById, role: account.role };
}
