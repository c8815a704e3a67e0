/** What each day comes to in each of the sources of the control, and what explains where they are not the same. */
import {
  addDays,
  type CivilDate,
  daysBetween,
  fromColumn,
  instantOf,
  parisOf,
  toColumn,
} from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Tx } from "@/lib/server/db";
import type { DayTotals, Explanation, ExplanationKind } from "./rules";

export type DayWindow = { regieId: string; since: CivilDate; until: CivilDate };
export const daysIn = ({ since, until }: DayWindow) => ({ gte: toColumn(since), lte: toColumn(until) });

export async function dayTotals(tx: Tx, window: DayWindow): Promise<DayTotals[]> {
  const [books, receipts, unknown, payfip, list, settled, moved] = await Promise.all([
    booksByDay(tx, window),
    receiptsByDay(tx, window),
    unknownByDay(tx, window),
    payfipByDay(tx, window),
    listByDay(tx, window),
    settledLines(tx, window),
    movedLines(tx, window),
  ]);
  const explained = groupBy([...settled, ...moved], ({ day }) => day);
  return daysBetween(window.since, addDays(window.until, -1)).map((day) => ({
    day,
    booksCents: books.get(day) ?? 0,
    receiptsCents: (receipts.get(day) ?? 0) + (unknown.get(day) ?? 0),
    // Nobody was asked about money of nobody known: it counts as the person said.
    payfipCents: (payfip.get(day) ?? 0) + (unknown.get(day) ?? 0),
    listCents: list.get(day) ?? 0,
    explained: (explained.get(day) ?? []).map(({ day: _, ...one }) => one),
  }));
}

type DayRow = { day: Date | string; cents: bigint | number | string };
const dayOf = (day: Date | string): CivilDate => (typeof day === "string" ? day.slice(0, 10) : fromColumn(day));
const byDay = (rows: readonly DayRow[]) => new Map(rows.map(({ day, cents }) => [dayOf(day), Number(cents)]));

async function booksByDay(tx: Tx, { regieId, since, until }: DayWindow) {
  return byDay(
    await tx.$queryRaw<DayRow[]>`
    SELECT entry.day, SUM(line.amount_cents) AS cents FROM ledger_line line JOIN ledger_entry entry ON entry.id = line.entry_id
    WHERE entry.regie_id = ${regieId} AND entry.day BETWEEN ${since} AND ${until} AND line.account IN ('card', 'debit')
      AND entry.kind IN ('payment.received', 'payment.taken-back', 'payment.unknown', 'payment.classified')
    GROUP BY entry.day`,
  );
}

async function receiptsByDay(tx: Tx, window: DayWindow) {
  const rows = await tx.receipt.groupBy({
    by: ["receivedOn"],
    where: { regieId: window.regieId, means: { in: ["card", "debit"] }, receivedOn: daysIn(window) },
    _sum: { amountCents: true },
  });
  return byDay(rows.map(({ receivedOn, _sum }) => ({ day: receivedOn, cents: _sum.amountCents ?? 0 })));
}

/** Money of nobody known: by its cases, until it is an invoice's and has its receipt. */
async function unknownByDay(tx: Tx, { regieId, since, until }: DayWindow) {
  return byDay(
    await tx.$queryRaw<DayRow[]>`
    SELECT entry.day, SUM(line.amount_cents) AS cents FROM money_case one
    JOIN ledger_entry entry ON entry.kind = 'payment.unknown' AND entry.source_id = one.id
    JOIN ledger_line line ON line.entry_id = entry.id AND line.account IN ('card', 'debit')
    WHERE one.regie_id = ${regieId} AND one.kind = 'unknown-payment' AND one.invoice_id IS NULL
      AND entry.day BETWEEN ${since} AND ${until}
    GROUP BY entry.day`,
  );
}

/**
 * What PayFiP answered by the day of its receipt here, whatever the minute it took the money: a payment at midnight is no difference. What it
 * says was paid and is not booked counts on its own day; what a person wrote down without PayFiP counts as the person said.
 */
async function payfipByDay(tx: Tx, { regieId, since, until }: DayWindow) {
  const [from, to] = [instantOf(`${since}T00:00`), instantOf(`${addDays(until, 1)}T00:00`)];
  const unbooked = await tx.$queryRaw<{ paid_at: Date; cents: bigint | number | string }[]>`
    SELECT attempt.paid_at, COALESCE(attempt.answered_cents, attempt.amount_cents) AS cents FROM payment_attempt attempt
    JOIN invoice ON invoice.id = attempt.invoice_id LEFT JOIN receipt ON receipt.attempt_id = attempt.id
    WHERE invoice.regie_id = ${regieId} AND attempt.paid_at >= ${from} AND attempt.paid_at < ${to} AND receipt.id IS NULL
      AND attempt.state IN ('paid_card', 'paid_debit', 'paid_twice', 'after_hand_over', 'suspect', 'amount_differs')
      AND NOT (attempt.mode = 'T' AND attempt.state = 'suspect')`;
  const booked = await tx.$queryRaw<DayRow[]>`
    SELECT receipt.received_on AS day, SUM(COALESCE(attempt.answered_cents, receipt.amount_cents)) AS cents FROM receipt
    LEFT JOIN payment_attempt attempt ON attempt.id = receipt.attempt_id
    WHERE receipt.regie_id = ${regieId} AND receipt.means IN ('card', 'debit') AND receipt.received_on BETWEEN ${since} AND ${until}
    GROUP BY receipt.received_on`;
  const totals = byDay(booked);
  for (const { paid_at, cents } of unbooked) {
    const { day } = parisOf(paid_at);
    totals.set(day, (totals.get(day) ?? 0) + Number(cents));
  }
  return totals;
}

async function listByDay(tx: Tx, window: DayWindow) {
  const rows = await tx.statementLine.groupBy({
    by: ["day"],
    where: { regieId: window.regieId, kind: "list", day: daysIn(window) },
    _sum: { amountCents: true },
  });
  return byDay(rows.map(({ day, _sum }) => ({ day, cents: _sum.amountCents ?? 0 })));
}

type DatedExplanation = Explanation & { day: CivilDate };
type SettledRow = {
  day: Date | string;
  cents: number;
  name: string;
  aside: string | null;
  kind: string | null;
  reason: string | null;
  booked: bigint | number | string | null;
};

/** Lines of the list that a person set aside, or put under a case that has not become somebody's receipt. */
async function settledLines(tx: Tx, { regieId, since, until }: DayWindow): Promise<DatedExplanation[]> {
  const rows = await tx.$queryRaw<SettledRow[]>`
    SELECT line.day, line.amount_cents AS cents, COALESCE(NULLIF(line.reference, ''), line.label) AS name,
      IF(line.state = 'set_aside', COALESCE(JSON_VALUE(line.detail, '$.aside'), ''), NULL) AS aside,
      one.kind, one.reason, receipt.amount_cents AS booked
    FROM statement_line line
    LEFT JOIN money_case one ON line.match_kind = 'case' AND one.id = line.match_id
    LEFT JOIN receipt ON receipt.attempt_id = one.attempt_id AND receipt.received_on = line.day
    WHERE line.regie_id = ${regieId} AND line.kind = 'list' AND line.day BETWEEN ${since} AND ${until}
      AND (line.state = 'set_aside' OR (one.id IS NOT NULL AND one.invoice_id IS NULL) OR one.kind = 'unmatched-line')
    ORDER BY line.day, line.line_key`;
  return rows.map(({ day, cents, name, aside, kind, reason, booked }) => {
    const of: ExplanationKind = aside !== null ? "set-aside" : kind === "unknown-payment" ? "unknown" : "case";
    const inBooks = of === "unknown" ? cents : Number(booked ?? 0);
    const told = { kind: of, cents, gapCents: cents - inBooks, name, reason: aside ?? reason ?? "" };
    return { ...told, day: dayOf(day) };
  });
}

type MovedRow = { listed: Date | string; booked: Date | string; cents: number; name: string };

/** Payments and rejections that the list has on another day than the books: each of both days says so. */
async function movedLines(tx: Tx, { regieId, since, until }: DayWindow): Promise<DatedExplanation[]> {
  const rows = await tx.$queryRaw<MovedRow[]>`
    SELECT line.day AS listed, IF(line.amount_cents > 0, receipt.received_on, back.received_on) AS booked,
      line.amount_cents AS cents, line.reference AS name
    FROM statement_line line JOIN receipt ON receipt.attempt_id = line.match_id
    LEFT JOIN receipt back ON back.corrects_id = receipt.id
    WHERE line.regie_id = ${regieId} AND line.kind = 'list' AND line.match_kind = 'attempt' AND line.state IN ('proposed', 'matched')
    HAVING booked <> listed AND (listed BETWEEN ${since} AND ${until} OR booked BETWEEN ${since} AND ${until})
    ORDER BY listed, name`;
  return rows.flatMap(({ listed, booked, cents, name }) => {
    const told = { kind: "other-day" as const, cents, name, reason: "" };
    return [
      { ...told, day: dayOf(listed), gapCents: cents },
      { ...told, day: dayOf(booked), gapCents: -cents },
    ];
  });
}
