/** The facts of the daily control, read in bulk over a window of days. Amounts, references and numbers of invoices; no child. */
import { addDays, type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { LineKind } from "@/lib/reading/schema";
import type { Tx } from "@/lib/server/db";
import { inChunks } from "@/lib/statement/queries-facts";
import type { MatchRule } from "@/lib/statement/schema";
import { type DayWindow, daysIn, dayTotals } from "./queries-days";
import type { ControlFacts, Coverage, Moved, OnlineReceipt } from "./rules";

/** Older days are closed books, unless a case about one of them is still open. */
export const WINDOW_DAYS = 60;

export async function controlFacts(tx: Tx, regieId: string, today: CivilDate): Promise<ControlFacts> {
  const [usual, oldest] = [addDays(today, -WINDOW_DAYS), await oldestOpenDay(tx, regieId)];
  const window = { regieId, since: oldest !== null && oldest < usual ? oldest : usual, until: today };
  const [list, account, online, transfers, moved, lines, doubtful] = await Promise.all([
    coverageOf(tx, regieId, "list"),
    coverageOf(tx, regieId, "bank"),
    onlineReceipts(tx, window),
    transfersOf(tx, window),
    movedOf(tx, window),
    openLines(tx, window),
    doubtfulOf(tx, regieId),
  ]);
  const days = await dayTotals(tx, window);
  return { today, list, account, online, transfers, moved, lines, doubtful, days };
}

/** The first day that an open case is about: a difference that was no longer looked at would seem to be gone. */
async function oldestOpenDay(tx: Tx, regieId: string): Promise<CivilDate | null> {
  const cases = await tx.moneyCase.findMany({
    where: { regieId, kind: "control-difference", state: "open" },
    select: { sourceKey: true },
  });
  const keys = cases.map(({ sourceKey }) => sourceKey.slice(sourceKey.lastIndexOf(":") + 1));
  const days = keys.filter((key) => /^\d{4}-\d\d-\d\d$/.test(key));
  const dated = await inChunks(keys, async (part) => {
    const where = { id: { in: part } };
    return [
      (await tx.receipt.aggregate({ where, _min: { receivedOn: true } }))._min.receivedOn,
      (await tx.statementLine.aggregate({ where, _min: { day: true } }))._min.day,
      (await tx.remittance.aggregate({ where, _min: { remittedOn: true } }))._min.remittedOn,
      (await tx.depositSlip.aggregate({ where, _min: { depositedOn: true } }))._min.depositedOn,
      (await tx.debitBatch.aggregate({ where, _min: { collectOn: true } }))._min.collectOn,
    ];
  });
  const all = [...days, ...dated.flatMap((day) => (day ? [fromColumn(day)] : []))];
  return all.sort()[0] ?? null;
}

/** From the reports of the files: a day without a payment is told by a file that holds none of it. */
async function coverageOf(tx: Tx, regieId: string, kind: "list" | "bank"): Promise<Coverage> {
  const { _min, _max } = await tx.statementLine.aggregate({
    where: { regieId, kind },
    _min: { day: true },
    _max: { day: true },
  });
  return _min.day && _max.day ? { since: fromColumn(_min.day), until: fromColumn(_max.day) } : null;
}

/** Receipts by card or direct debit with the day of their line in PayFiP's list; what was taken back leaves with what took it. */
async function onlineReceipts(tx: Tx, window: DayWindow): Promise<OnlineReceipt[]> {
  const rows = await tx.receipt.findMany({
    where: { regieId: window.regieId, means: { in: ["card", "debit"] }, receivedOn: daysIn(window) },
    select: {
      ...{ id: true, receivedOn: true, amountCents: true, attemptId: true, correctsId: true, invoiceId: true },
      invoice: { select: { year: true, number: true } },
    },
  });
  const lines = await inChunks(
    rows.flatMap(({ attemptId }) => attemptId ?? []),
    (part) =>
      tx.statementLine.findMany({
        where: { matchKind: "attempt", matchId: { in: part }, state: { in: ["proposed", "matched"] } },
        select: { matchId: true, day: true, amountCents: true },
      }),
  );
  const listed = new Map(
    lines.filter((line) => line.amountCents > 0).map((line) => [line.matchId, fromColumn(line.day)]),
  );
  const classified = await classifiedLines(tx, window.regieId);
  const corrected = new Set(rows.flatMap(({ correctsId }) => correctsId ?? []));
  return rows
    .filter(({ id, correctsId }) => correctsId === null && !corrected.has(id))
    .map(({ id, receivedOn, amountCents, attemptId, invoiceId, invoice }) => ({
      ...{ id, day: fromColumn(receivedOn), cents: amountCents, name: numberOf(invoice) },
      listedOn: attemptId
        ? (listed.get(attemptId) ?? null)
        : (classified.get(`${invoiceId}/${fromColumn(receivedOn)}/${amountCents}`) ?? null),
    }));
}

/** Lines of the list that a person gave to an invoice: their receipts know no attempt, and are of the line's day and amount. */
async function classifiedLines(tx: Tx, regieId: string): Promise<ReadonlyMap<string, CivilDate>> {
  const rows = await tx.$queryRaw<{ invoice_id: string; day: Date; cents: number }[]>`
    SELECT one.invoice_id, line.day, line.amount_cents AS cents FROM money_case one JOIN statement_line line ON line.id = one.line_id
    WHERE one.regie_id = ${regieId} AND one.kind = 'unknown-payment' AND one.resolution = 'classified'
      AND one.invoice_id IS NOT NULL AND line.kind = 'list' AND line.match_kind = 'case' AND line.match_id = one.id`;
  return new Map(
    rows.map(({ invoice_id, day, cents }) => [`${invoice_id}/${fromColumn(day)}/${cents}`, fromColumn(day)]),
  );
}

function numberOf({ year, number }: { year: number | null; number: number | null }): string {
  return writtenNumber({ year: year ?? 0, number: number ?? 0 });
}

async function transfersOf(tx: Tx, window: DayWindow): Promise<Moved[]> {
  const rows = await tx.receipt.findMany({
    where: { regieId: window.regieId, means: "transfer", amountCents: { gt: 0 }, receivedOn: daysIn(window) },
    select: { id: true, receivedOn: true, amountCents: true, year: true, number: true },
  });
  return onAccount(
    tx,
    "receipt",
    rows.map((row) => ({ ...row, day: row.receivedOn, cents: row.amountCents })),
  );
}

async function movedOf(tx: Tx, window: DayWindow): Promise<Moved[]> {
  const { regieId } = window;
  const select = { id: true, year: true, number: true, totalCents: true } as const;
  const [remittances, deposits, batches] = await Promise.all([
    tx.remittance.findMany({ where: { regieId, remittedOn: daysIn(window) }, select: { ...select, remittedOn: true } }),
    tx.depositSlip.findMany({
      where: { regieId, depositedOn: daysIn(window) },
      select: { ...select, depositedOn: true },
    }),
    tx.debitBatch.findMany({ where: { regieId, collectOn: daysIn(window) }, select: { ...select, collectOn: true } }),
  ]);
  const parts = await Promise.all([
    onAccount(
      tx,
      "remittance",
      remittances.map((row) => ({ ...row, day: row.remittedOn, cents: row.totalCents })),
    ),
    onAccount(
      tx,
      "deposit",
      deposits.map((row) => ({ ...row, day: row.depositedOn, cents: row.totalCents })),
    ),
    onAccount(
      tx,
      "batch",
      batches.map((row) => ({ ...row, day: row.collectOn, cents: row.totalCents })),
    ),
  ]);
  return parts.flat();
}

type Numbered = { id: string; day: Date; cents: Cents; year: number; number: number };

async function onAccount(tx: Tx, matchKind: string, rows: readonly Numbered[]): Promise<Moved[]> {
  const lines = await inChunks(
    rows.map(({ id }) => id),
    (part) =>
      tx.statementLine.findMany({
        where: { matchKind, matchId: { in: part }, state: { in: ["proposed", "matched"] } },
        select: { matchId: true },
      }),
  );
  const known = new Set(lines.map(({ matchId }) => matchId));
  return rows.map(({ id, day, cents, year, number }) => ({
    ...{ id, cents, day: fromColumn(day), name: writtenNumber({ year, number }), isOnAccount: known.has(id) },
  }));
}

/** Lines that nobody has decided about; a sure match only waits for its click. */
async function openLines(tx: Tx, window: DayWindow) {
  const rows = await tx.statementLine.findMany({
    where: { regieId: window.regieId, state: "open", kind: { in: ["list", "bank"] }, day: daysIn(window) },
    select: { id: true, kind: true, day: true, amountCents: true, reference: true, label: true, matchRule: true },
  });
  return rows.map(({ id, kind, day, amountCents, reference, label, matchRule }) => ({
    ...{ id, kind: kind as LineKind, day: fromColumn(day), cents: amountCents },
    ...{ name: reference || label.slice(0, 60), rule: matchRule as MatchRule | null },
  }));
}

async function doubtfulOf(tx: Tx, regieId: string) {
  const rows = await tx.paymentAttempt.findMany({
    where: { state: { in: ["suspect", "amount_differs"] } },
    select: {
      id: true,
      createdAt: true,
      amountCents: true,
      answeredCents: true,
      paidAt: true,
      refdet: true,
      invoiceId: true,
    },
  });
  const own = await tx.invoice.findMany({
    where: { regieId, id: { in: rows.map((row) => row.invoiceId) } },
    select: { id: true },
  });
  const ids = new Set(own.map(({ id }) => id));
  return rows
    .filter(({ invoiceId }) => ids.has(invoiceId))
    .map(({ id, createdAt, paidAt, amountCents, answeredCents, refdet }) => ({
      ...{ id, day: parisOf(paidAt ?? createdAt).day, cents: answeredCents ?? amountCents, name: refdet },
    }));
}
