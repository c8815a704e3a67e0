/**
 * Issuing a month (domain rules 1, 3, 6, 58): one transaction numbers every draft without a hole, freezes it, enters it in the books,
 * locks the sheets it charges and asks the worker for the PDFs. Any fault leaves nothing, and no number is lost.
 */
import { holdSheets, lockSheets } from "@/lib/attendance/commands-lock";
import { billingOf } from "@/lib/charge/queries-billing";
import { lastChargedDay } from "@/lib/charge/rules";
import { dueOn as ruledDueDay } from "@/lib/deadline/rules-billing";
import { recordAll } from "@/lib/evidence/record";
import { addDays, type CivilDate, type CivilMonth, firstDayOf, lastDayOf, parisOf } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { invoiceLines } from "@/lib/ledger/rules";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { openRun, type RunRefusal, turnDown } from "./commands-drafts";
import { readDueDays } from "./queries-heads";
import { isSameBilling, refdetOf } from "./rules";
import type { RunInput } from "./schema";

export async function issueRun(
  context: Context,
  { runId }: RunInput,
): Promise<Outcome<{ invoices: number; totalCents: number; first: number; last: number }, RunRefusal>> {
  const { tx, now, today, actor } = context;
  const run = await openRun(context, runId);
  if (run.issuedAt) return turnDown(context, run, { asked: "issue", reason: "already-issued" });
  const drafts = await readDrafts(context, runId);
  if (drafts.length === 0) return turnDown(context, run, { asked: "issue", reason: "empty" });
  if (drafts.some((draft) => draft.state !== "checked"))
    return turnDown(context, run, { asked: "issue", reason: "not-checked" });
  const period = periodOf(run);
  // The sheets are held first: whoever marks or books waits, so that what is compared is what is issued.
  const sheets = await holdSheets(context, { regieId: run.regieId, ...period });
  if (await isStale(context, run, period)) return turnDown(context, run, { asked: "issue", reason: "stale" });
  const year = Number(today.slice(0, 4));
  const first = await allot(context, { regieId: run.regieId, kind: "invoice", year, count: drafts.length });
  const regie = await tx.regie.findUniqueOrThrow({ where: { id: run.regieId }, select: { code: true } });
  const dueOn = await dueDayOf(context, run.month);
  const issued = drafts.map((draft, index) => ({
    ...draft,
    number: first + index,
    refdet: refdetOf(regie.code, year, first + index),
  }));
  await freeze(context, issued, { year, dueOn });
  await tx.invoiceRun.update({ where: { id: runId }, data: { issuedAt: now, issuedById: actor?.accountId ?? null } });
  await lockSheets(context, sheets, { regieId: run.regieId, ...period });
  await enterInBooks(context, { regieId: run.regieId, issued });
  await recordIssued(context, issued, { runId, month: run.month, year, dueOn });
  await enqueue(context, {
    kind: "invoice.render",
    payload: { runId },
    dedupeKey: `invoice.render:${runId}`,
    total: issued.length,
  });
  const totalCents = sum(issued.map((invoice) => invoice.totalCents));
  return done({ invoices: issued.length, totalCents, first, last: first + issued.length - 1 });
}

async function readDrafts({ tx }: Context, runId: string) {
  const drafts = await tx.invoice.findMany({
    where: { runId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      state: true,
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
      AND (c.invoice_id IS NULL OR i.run_id = ${run.id})`;
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

type Issued = Awaited<ReturnType<typeof readDrafts>>[number] & { number: number; refdet: string };

/** The last day to pay as the rules of the month say; the régie's number of days where they say none, or a day that has passed. */
async function dueDayOf({ tx, today }: Context, month: CivilMonth): Promise<CivilDate> {
  const rules = rulesOn(await rulesHistory(tx), lastDayOf(month));
  const ruled = rules && ruledDueDay(rules.file, { month, issuedOn: today });
  return ruled && ruled > today ? ruled : addDays(today, await readDueDays(tx));
}

/** One statement for the whole run; the trigger of the table lets nothing change afterwards. */
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
