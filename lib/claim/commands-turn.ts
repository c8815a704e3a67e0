/**
 * A hand-over as the page asks for it. A few invoices go over at once; a long role is the worker's, since it takes longer than a request may:
 * one transaction all the same, so that a worker which is killed leaves nothing of it, and the next one makes the same lot or finds it made.
 */
import { z } from "zod";
import { record } from "@/lib/evidence/record";
import { idOfName } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { now } from "@/lib/server/clock";
import { type Context, contextOf } from "@/lib/server/context";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { enqueue, type LeasedJob } from "@/lib/server/work/jobs";
import { type HandOverRefusal, handOver, refuse } from "./commands";
import { sortedCandidates } from "./queries";
import { underWayOf } from "./queries-turn";
import { AT_ONCE, type HandOver, type HandOverForm, turnSchema } from "./schema";

/** `lotId` is null for a role that the worker makes. */
export type Asked = { lotId: string | null; pieces: number };

/** All that was complete and shown, or what was ticked. What changed meanwhile is shown again instead. */
export async function handOverShown(
  context: Context,
  form: HandOverForm,
): Promise<Outcome<Asked, HandOverRefusal | "under-way">> {
  const { scope, filter, count, cents, invoiceIds, ...slip } = form;
  if (scope === "ticked") return atOnceOrInTurn(context, { ...slip, invoiceIds });
  const { ready } = await sortedCandidates(context.tx, { regieId: slip.regieId, today: context.today, filter });
  const wish = { ...slip, invoiceIds: ready.map((one) => one.invoiceId) };
  const isShown = ready.length === count && sum(ready.map((one) => one.dueCents)) === cents;
  return isShown && ready.length > 0 ? atOnceOrInTurn(context, wish) : refuse(context, wish, "kept");
}

async function atOnceOrInTurn(context: Context, wish: HandOver) {
  if (wish.invoiceIds.length <= AT_ONCE) return handOver(context, wish);
  await context.tx.$queryRaw`SELECT id FROM regie WHERE id = ${wish.regieId} FOR UPDATE`;
  const last = await underWayOf(context.tx, wish.regieId);
  if (last?.state === "working") return refuse(context, wish, "under-way");
  const { regieId, kind, invoiceIds } = wish;
  const jobId = await enqueue(context, {
    ...{ kind: "claim.hand-over", payload: { ...wish, invoiceIds: [...invoiceIds] }, total: invoiceIds.length },
  });
  await record(context, {
    type: "treasury.lot-asked",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { kind, invoices: invoiceIds.length, jobId },
  });
  return done({ lotId: null, pieces: invoiceIds.length });
}

/** Three thousand invoices take some six seconds, more on a machine with other work. */
const LONGEST_MILLISECONDS = 300_000;

/** Handler of `claim.hand-over`. A refusal ends the job and stays in it, for the page. */
export async function handOverInTurn(database: Database, job: LeasedJob): Promise<null> {
  const wish = turnSchema.parse(job.payload);
  const lotId = lotOfJob(job.id);
  const outcome = await transaction(
    async (tx) => {
      const context = contextOf(tx, now(), { actor: await askerOf(tx, job.id), channel: "system", net: null });
      await tx.$queryRaw`SELECT id FROM regie ORDER BY id FOR UPDATE`;
      if ((await tx.treasuryLot.count({ where: { id: lotId } })) > 0) return null;
      return handOver(context, wish, lotId);
    },
    database,
    LONGEST_MILLISECONDS,
  );
  if (outcome && !outcome.ok) {
    const refused = { reason: outcome.reason, count: z.number().catch(0).parse(outcome.facts?.count) };
    await database.job.update({ where: { id: job.id }, data: { payload: { ...wish, invoiceIds: [], refused } } });
    return null;
  }
  const { progressTotal } = await database.job.findUniqueOrThrow({ where: { id: job.id } });
  await database.job.update({ where: { id: job.id }, data: { progressDone: progressTotal } });
  return null;
}

/** The same job makes the same lot, whichever worker has it. */
export function lotOfJob(jobId: string): string {
  return idOfName("hand-over", jobId);
}

/** The journal says that the invoices were handed over by the person who asked for it. */
async function askerOf(tx: Tx, jobId: string): Promise<Context["actor"]> {
  const job = await tx.job.findUnique({ where: { id: jobId }, select: { createdById: true } });
  if (!job?.createdById) return null;
  const account = await tx.account.findUnique({ where: { id: job.createdById }, select: { role: true } });
  return account && { accountId: job.createdById, role: account.role };
}
