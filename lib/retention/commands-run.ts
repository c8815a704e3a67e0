/**
 * The destruction itself, under the account that erases and in one transaction: only rows that were proposed and are still due, held so that
 * nobody uses them meanwhile. The list becomes final in that same transaction, so that it says what is gone and nothing else. A second one then
 * tells the journal; a crash between the two leaves a final list, which the next try tells as it is. The list stays, as ids, until a backup took
 * it: a restore must not bring back what it names.
 */
import { z } from "zod";
import { record } from "@/lib/evidence/record";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { connect, type Database, isDuplicate, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { enqueue, type LeasedJob, progress } from "@/lib/server/work/jobs";
import { countsBy, LIST_MILLISECONDS, proposeRetention } from "./commands";
import { type Due, type DueStep, dueOn, membersOf, openRun, totalOf, waitsForVisa } from "./queries";
import { retentionSettings } from "./queries-settings";
import { goneFrom, type RetentionName } from "./rules";
import type { Step } from "./rules-bind";
import { journalRules } from "./rules-journal";
import { stepOf, steps } from "./rules-plan";
import type { DestroyedList } from "./schema";

/** Rows of one statement. */
const CHUNK = 500;
const MINUTES = 10;
/** Days that a list is kept when no backup takes it: nothing older than a month and a week could bring its rows back. */
const KEPT_DAYS = 40;

const payloadSchema = z.object({ runId: z.uuid() });

/** Handler of `retention.run`. */
export async function runRetention(database: Database, job: LeasedJob): Promise<null> {
  const { runId } = payloadSchema.parse(job.payload);
  await destroy(database, { runId, now: clockNow(), onStep: showing(database, job) });
  return null;
}

const askSchema = z.object({ accountId: z.uuid().nullable() });

/** Handler of `retention.propose`: nobody waits for it, and its progress shows. */
export async function drawUpList(database: Database, job: LeasedJob): Promise<null> {
  const { accountId } = askSchema.parse(job.payload);
  const now = clockNow();
  const onStep = showing(database, job);
  await transaction(
    (tx) => proposeRetention(systemContext(tx, now), { accountId, onStep }),
    database,
    LIST_MILLISECONDS,
  );
  return null;
}

/** Beside the work itself, which is one transaction: what it shows is seen while it goes on. */
const showing = (database: Database, job: LeasedJob) => (done: number) =>
  progress(database, job, { done, total: steps.length, now: clockNow() });

type Destroying = { runId: string; now: Date; onStep?: (done: number) => Promise<unknown> };

/** Gives the counts by table of what was destroyed; null when there is nothing that may be destroyed now. */
export async function destroy(
  database: Database,
  { runId, now, onStep }: Destroying,
): Promise<Record<string, number> | null> {
  const run = await database.retentionRun.findUnique({ where: { id: runId } });
  if (run?.state !== "proposed" || waitsForVisa(run, await retentionSettings(database))) return null;
  const accounts = await membersOf(database, idsIn(run.due as unknown as Due, "household"));
  await asEraser(async (tx) => {
    const proposed = await holdRun(tx, runId);
    if (!proposed || proposed.isFinal) return;
    await hold(tx, proposed, accounts);
    // Read while they are held: who came back before is seen, who comes back now waits.
    const still = stillDue(proposed, await dueOn(database, parisOf(now).day, onStep));
    const final: Due = { ...proposed, steps: still, isFinal: true };
    await tx.$executeRaw`UPDATE retention_run SET due = ${JSON.stringify(final)} WHERE id = ${runId}`;
    for (const { step, rows } of still) {
      await eraseRows(tx, steps[step], rows);
      await onStep?.(steps.length);
    }
  });
  const told = await transaction((tx) => close(systemContext(tx, now), runId), database);
  return told ?? (await toldOf(database, runId));
}

/** What another one, who destroyed the same list meanwhile, said of it. */
async function toldOf(database: Database, runId: string): Promise<Record<string, number> | null> {
  const { state, report } = await database.retentionRun.findUniqueOrThrow({ where: { id: runId } });
  return state === "done" ? (report as { tables: Record<string, number> }).tables : null;
}

/** Of two who destroy the same list the second waits here, and finds it final. Null when it was dropped or done. */
async function holdRun(tx: Tx, runId: string): Promise<Due | null> {
  const [row] = await tx.$queryRaw<{ state: string; due: string | Due }[]>`
    SELECT state, due FROM retention_run WHERE id = ${runId} FOR UPDATE`;
  if (row?.state !== "proposed") return null;
  return typeof row.due === "string" ? (JSON.parse(row.due) as Due) : row.due;
}

/**
 * Contents of the journal that went before their own date: with their household, or because the commune keeps their kind for less time than the
 * product does. `journal verify` knows the product's dates alone, and asks for an account of each.
 */
async function earlyOf(tx: Tx, listed: readonly Pick<DueStep, "table" | "rule" | "rows">[], day: CivilDate) {
  let early = 0;
  for (const { rule, rows } of listed.filter(({ table }) => table === "audit_part")) {
    if (rule === "household-end") early += rows.length;
    if (!(journalRules as readonly RetentionName[]).includes(rule)) continue;
    for (const some of chunks(rows.flatMap(([id]) => id ?? []))) {
      const events = await tx.auditEvent.findMany({ where: { id: { in: some } }, select: { at: true } });
      early += events.filter(({ at }) => goneFrom(rule, at.toISOString().slice(0, 10)) > day).length;
    }
  }
  return early;
}

/** After a restore: what was destroyed since the backup goes again. It had its visa then. Gives how many rows, and how many of the journal's. */
export async function destroyAgain(
  database: Database,
  lists: readonly DestroyedList[],
): Promise<{ rows: number; early: number }> {
  const count = await asEraser(async (tx) => {
    let rowsGone = 0;
    for (const { steps: listed } of lists)
      for (const { table, rule, rows } of listed) rowsGone += await eraseRows(tx, stepOf(table, rule), rows);
    return rowsGone;
  });
  let early = 0;
  for (const { steps: listed, doneAt } of lists) early += await earlyOf(database, listed, doneAt.slice(0, 10));
  return { rows: count, early };
}

/** Its own pool of one, under the account that may delete (prisma/rights). */
async function asEraser<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  const address = new URL(env().DATABASE_ERASER_URL);
  address.searchParams.set("connections", "1");
  const eraser = connect(address.href);
  try {
    return await eraser.$transaction(work, {
      isolationLevel: "ReadCommitted",
      timeout: MINUTES * 60_000,
      maxWait: 10_000,
    });
  } finally {
    await eraser.$disconnect();
  }
}

const idsIn = ({ steps: due }: Due, wanted: string) =>
  due.filter(({ table }) => table === wanted).flatMap(({ rows }) => rows.flatMap(([id]) => id ?? []));

/** Nothing is added to what is held: a booking of a child, a fact of a household, a sign-in of a parent waits. */
async function hold(tx: Tx, due: Due, memberIds: readonly string[]): Promise<void> {
  const held = [
    { table: "account", ids: [...memberIds, ...idsIn(due, "account")] },
    { table: "household", ids: idsIn(due, "household") },
    { table: "child", ids: idsIn(due, "child") },
    { table: "guardian", ids: idsIn(due, "guardian") },
  ];
  for (const { table, ids } of held) {
    const sorted = [...new Set(ids)].sort();
    for (const part of chunks(sorted)) {
      const places = part.map(() => "?").join(", ");
      await tx.$queryRawUnsafe(`SELECT id FROM \`${table}\` WHERE id IN (${places}) ORDER BY id FOR UPDATE`, ...part);
    }
  }
}

function chunks<Value>(list: readonly Value[]): Value[][] {
  const parts: Value[][] = [];
  for (let start = 0; start < list.length; start += CHUNK) parts.push(list.slice(start, start + CHUNK));
  return parts;
}

/** What was used again since it was proposed stays: a family that came back, a request that was reopened. */
function stillDue(proposed: Due, today: Due): DueStep[] {
  const due = new Set(today.steps.flatMap(({ step, rows }) => rows.map((row) => [step, ...row].join("|"))));
  return proposed.steps.map((one) => ({
    ...one,
    rows: one.rows.filter((row) => due.has([one.step, ...row].join("|"))),
  }));
}

async function eraseRows(tx: Tx, plan: Step | undefined, rows: readonly string[][]): Promise<number> {
  if (!plan) throw new Error("A step that the plan does not have");
  const columns = plan.key.map((column) => `\`${column}\``).join(", ");
  const verb = plan.set === undefined ? `DELETE FROM \`${plan.table}\`` : `UPDATE \`${plan.table}\` SET ${plan.set}`;
  let count = 0;
  for (const part of chunks(rows)) {
    const places = part.map((row) => `(${row.map(() => "?").join(", ")})`).join(", ");
    count += await tx.$executeRawUnsafe(`${verb} WHERE (${columns}) IN (${places})`, ...part.flat());
  }
  return count;
}

/** Null when another one told it already, or when there is nothing to tell. */
async function close(context: Context, runId: string): Promise<Record<string, number> | null> {
  const { tx, now } = context;
  const done = await holdRun(tx, runId);
  if (!done?.isFinal) return null;
  const report = {
    tables: countsBy(done, "table"),
    rules: countsBy(done, "rule"),
    rows: totalOf(done),
    early: await earlyOf(tx, done.steps, done.day),
  };
  await tx.retentionRun.update({
    where: { id: runId },
    data: { state: "done", doneAt: now, report, ...(report.rows === 0 && { due: {} }) },
  });
  await record(context, {
    type: "audit.erased",
    subject: null,
    object: { kind: "retention", id: runId },
    body: { ...report, day: done.day },
  });
  // The file that named a child is made again from the lines that are left.
  const invoiceIds = idsIn(done, "invoice_pdf");
  if (invoiceIds.length > 0) await enqueue(context, { kind: "invoice.render", payload: { invoiceIds } });
  return report.tables;
}

/** A backup has taken these lists: nothing of them needs to stay in the database. */
export async function forgetLists({ tx }: Context, runIds: readonly string[]): Promise<void> {
  await tx.retentionRun.updateMany({ where: { id: { in: [...runIds] }, state: "done" }, data: { due: {} } });
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
    const old = new Date(now.getTime() - KEPT_DAYS * 24 * 3_600_000);
    await tx.retentionRun.updateMany({ where: { state: "done", doneAt: { lt: old } }, data: { due: {} } });
    const waiting = await openRun(tx);
    const settings = await retentionSettings(tx);
    // A list that was not carried out is taken up again: its job may have died.
    if (!waiting)
      await enqueue(context, {
        kind: "retention.propose",
        payload: { accountId: null },
        dedupeKey: `retention-list-${day}`,
        total: steps.length,
      });
    else if (!waitsForVisa(waiting, settings))
      await enqueue(context, { kind: "retention.run", payload: { runId: waiting.id } });
  }, database).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error; // the very first night, somebody else was quicker
  });
}
