/**
 * Issuing a month (domain rules 1, 3, 5, 6, 58), part by part: each part is one transaction that numbers its drafts without a hole, freezes them,
 * enters them in the books and lets open credits pay them. The first part also looks whether the drafts are still true and locks the sheets.
 * Any fault leaves nothing of its part, and no number is lost; the next part goes on with the drafts that are left.
 */
import { holdSheets, lockSheets } from "@/lib/attendance/commands-lock";
import { billingOf } from "@/lib/charge/queries-billing";
import { lastChargedDay } from "@/lib/charge/rules";
import type { Finding } from "@/lib/charge/schema";
import { dueOn as ruledDueDay } from "@/lib/deadline/rules-billing";
import { recordAll } from "@/lib/evidence/record";
import { addDays, type CivilDate, type CivilMonth, firstDayOf, lastDayOf, parisOf } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { spendCredits } from "@/lib/ledger/commands-credits";
import { invoiceLines } from "@/lib/ledger/rules";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { openRun, type RunRefusal, turnDown } from "./commands-drafts";
import { dropSmall } from "./commands-drop";
import { readDueDays } from "./queries-heads";
import { findingsOf } from "./queries-runs";
import { isSameBilling, refdetOf } from "./rules";
import type { RunInput } from "./schema";

/** Some two seconds of work: short enough for its locks, long enough to be quick. */
export const PART = 100;

export type Part = {
  invoices: number;
  totalCents: Cents;
  first: number;
  last: number;
  /** Drafts of the run that wait for the next part. */
  left: number;
};

/** The next part of a run whose drafts are checked. `size` is of tests; a run without drafts left is refused. */
export async function issuePart(
  context: Context,
  { runId, size = PART }: RunInput & { size?: number },
): Promise<Outcome<Part, RunRefusal>> {
  const run = await openRun(context, runId);
  if (run.issuedAt) return turnDown(context, run, { asked: "issue", reason: "already-issued" });
  if ((await context.tx.invoice.count({ where: { runId, state: "draft" } })) > 0)
    return turnDown(context, run, { asked: "issue", reason: "not-checked" });
  const drafts = await readDrafts(context, runId, size);
  if (drafts.length === 0) return turnDown(context, run, { asked: "issue", reason: "empty" });
  const begun = (await context.tx.invoice.count({ where: { runId, state: "issued" }, take: 1 })) > 0;
  if (!begun && !(await begin(context, run))) {
    await sayStale(context, run);
    return turnDown(context, run, { asked: "issue", reason: "stale" });
  }
  const { first } = await issueDrafts(context, run, drafts);
  const left = await context.tx.invoice.count({ where: { runId, state: "checked" } });
  if (left === 0) await end(context, run);
  const totalCents = sum(drafts.map((invoice) => invoice.totalCents));
  return done({ invoices: drafts.length, totalCents, first, last: first + drafts.length - 1, left });
}

/** All parts in the caller's one transaction: a month that was small, or long ago. */
export async function issueRun(
  context: Context,
  { runId }: RunInput,
): Promise<Outcome<Omit<Part, "left">, RunRefusal>> {
  let all = await issuePart(context, { runId });
  while (all.ok && all.left > 0) {
    const { invoices, totalCents, first } = all;
    const part = await issuePart(context, { runId });
    if (!part.ok) return part;
    all = { ...part, first, invoices: invoices + part.invoices, totalCents: totalCents + part.totalCents };
  }
  return all;
}

/** Before the first number is given. The sheets are held first: whoever marks or books waits, so that what is compared is what is issued. */
async function begin(context: Context, run: Run): Promise<boolean> {
  const period = periodOf(run);
  const sheets = await holdSheets(context, { regieId: run.regieId, ...period });
  if (await isStale(context, run, period)) return false;
  await lockSheets(context, sheets, { regieId: run.regieId, ...period });
  return true;
}

/** Nothing is issued, and the office finds why beside the drafts: who asked has gone on to other work. */
async function sayStale({ tx }: Context, run: Run & { findings: unknown }): Promise<void> {
  const findings: Finding[] = [{ kind: "stale" }, ...findingsOf(run.findings).filter(({ kind }) => kind !== "stale")];
  await tx.invoiceRun.update({ where: { id: run.id }, data: { askedAt: null, askedById: null, findings } });
}

async function issueDrafts(context: Context, run: Run, drafts: readonly Draft[]): Promise<{ first: number }> {
  const { tx, today } = context;
  const year = Number(today.slice(0, 4));
  const { regieId } = run;
  const first = await allot(context, { regieId, kind: "invoice", year, count: drafts.length });
  const regie = await tx.regie.findUniqueOrThrow({ where: { id: regieId }, select: { code: true } });
  const dueOn = await dueDayOf(context, run.month);
  const issued = drafts.map((draft, index) => ({
    ...draft,
    number: first + index,
    refdet: refdetOf(regie.code, year, first + index),
  }));
  await freeze(context, issued, { year, dueOn });
  await enterInBooks(context, { regieId, issued });
  await recordIssued(context, issued, { runId: run.id, month: run.month, year, dueOn });
  const debts = issued.map(({ id, householdId, payerId, totalCents }) => ({
    ...{ invoiceId: id, householdId, payerId, dueCents: totalCents },
  }));
  await spendCredits(context, { regieId, debts });
  return { first };
}

/** The files and their mails follow in the worker, once every invoice of the month has its number. */
async function end(context: Context, run: Run & { askedById: string | null; findings: unknown }): Promise<void> {
  const { tx, now, actor } = context;
  const issuedById = run.askedById ?? actor?.accountId ?? null;
  await dropSmall(context, run);
  await tx.invoiceRun.update({ where: { id: run.id }, data: { issuedAt: now, issuedById } });
  await enqueue(context, {
    kind: "invoice.render",
    payload: { runId: run.id },
    dedupeKey: `invoice.render:${run.id}`,
    total: await tx.invoice.count({ where: { runId: run.id, state: "issued" } }),
  });
}

type Draft = Awaited<ReturnType<typeof readDrafts>>[number];

async function readDrafts({ tx }: Context, runId: string, size: number) {
  const drafts = await tx.invoice.findMany({
    where: { runId, state: "checked" },
    orderBy: { id: "asc" },
    take: size,
    select: {
      id: true,
      householdId: true,
      payerId: true,
      totalCents: true,
      lines: { select: { productCode: true, amountCents: true } },
    },
  });
  for (const { id, totalCents, lines } of drafts) {
    if (sum(lines.map((line) => line.amountCents)) !== totalCents) throw new Error(`Invoice ${id} is not its lines`);
  }
  return drafts;
}

type Run = { id: string; regieId: string; month: string; createdAt: Date };
type Period = { from: CivilDate; to: CivilDate };

/** The days that the preparation charged. */
function periodOf({ month, createdAt }: Run): Period {
  return { from: firstDayOf(month), to: lastChargedDay(month, parisOf(createdAt).day) };
}

/** Whether the period would be charged otherwise now: a mark, a booking, a quotient or a payer changed since the drafts were made. */
async function isStale(context: Context, run: Run, period: Period): Promise<boolean> {
  const kept = await context.tx.$queryRaw<{ sourceKey: string; payerId: string; amountCents: number }[]>`
    SELECT c.source_key AS sourceKey, c.payer_id AS payerId, c.amount_cents AS amountCents
    FROM charge c LEFT JOIN invoice i ON i.id = c.invoice_id
    WHERE c.regie_id = ${run.regieId} AND c.month = ${run.month} AND c.kind <> 'correction'
      AND c.source_key NOT LIKE 'reminder:%'
      AND c.dropped_on IS NULL AND (c.invoice_id IS NULL OR i.run_id = ${run.id})`;
  const { billing } = await billingOf(context.tx, { regieId: run.regieId, period });
  return !isSameBilling(kept, billing.charges);
}

/**
 * The first of `count` numbers in a row. The update holds the counter until the transaction ends: two issuers follow each other,
 * and a transaction that fails gives its numbers back.
 */
export async function allot(
  { tx }: Context,
  asked: { regieId: string; kind: string; year: number; count: number },
): Promise<number> {
  const { regieId, kind, year, count } = asked;
  await tx.$executeRaw`INSERT INTO number_sequence (regie_id, kind, year, last_number) VALUES (${regieId}, ${kind}, ${year}, ${count})
    ON DUPLICATE KEY UPDATE last_number = last_number + ${count}`;
  const { lastNumber } = await tx.numberSequence.findUniqueOrThrow({
    where: { regieId_kind_year: { regieId, kind, year } },
  });
  return lastNumber - count + 1;
}

type Issued = Draft & { number: number; refdet: string };

/** The last day to pay as the rules of the month say; the régie's number of days where they say none, or a day that has passed. */
async function dueDayOf({ tx, today }: Context, month: CivilMonth): Promise<CivilDate> {
  const rules = rulesOn(await rulesHistory(tx), lastDayOf(month));
  const ruled = rules && ruledDueDay(rules.file, { month, issuedOn: today });
  return ruled && ruled > today ? ruled : addDays(today, await readDueDays(tx));
}

/** One statement for the whole part; the trigger of the table lets nothing change afterwards. */
async function freeze({ tx, now, today }: Context, issued: readonly Issued[], at: { year: number; dueOn: CivilDate }) {
  const list = JSON.stringify(issued.map(({ id, number, refdet }) => ({ id, number, refdet })));
  const changed = await tx.$executeRaw`UPDATE invoice i JOIN JSON_TABLE(${list}, '$[*]' COLUMNS (
      id CHAR(36) PATH '$.id', number INT PATH '$.number', refdet VARCHAR(30) PATH '$.refdet')) n
      ON i.id = CONVERT(n.id USING utf8mb4) COLLATE utf8mb4_unicode_ci
    SET i.number = n.number, i.refdet = n.refdet, i.year = ${at.year}, i.state = 'issued', i.issued_on = ${today},
      i.issued_at = ${now}, i.due_on = ${at.dueOn}`;
  if (changed !== issued.length) throw new Error(`${changed} of ${issued.length} invoices were issued`);
}

async function enterInBooks(context: Context, { regieId, issued }: { regieId: string; issued: readonly Issued[] }) {
  await post(
    context,
    issued
      .filter((invoice) => invoice.totalCents !== 0)
      .map(({ id, householdId, payerId, lines }) => ({
        regieId,
        kind: "invoice.issued",
        sourceId: id,
        day: context.today,
        lines: invoiceLines({ invoiceId: id, householdId, payerId }, lines),
      })),
  );
}

async function recordIssued(
  context: Context,
  issued: readonly Issued[],
  about: { runId: string; month: string; year: number; dueOn: CivilDate },
) {
  await recordAll(
    context,
    issued.map(({ id, householdId, payerId, number, refdet, totalCents }) => ({
      type: "invoice.issued" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "invoice", id },
      body: { ...about, payerId, number, refdet, cents: totalCents, sequence: `${about.year}/${number}` },
    })),
  );
}
