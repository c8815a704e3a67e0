/** What the proof of a month is made of: every number of the year and every invoice of the month, in a fixed number of statements. */
import { Prisma } from "@/lib/generated/prisma/client";
import { numberOf } from "@/lib/invoice/rules";
import { addDays, type CivilMonth, firstDayOf, instantOf, lastDayOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { EntryKind } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import {
  type Audited,
  type Fault,
  faultsOf,
  type Numbered,
  type Series,
  type SeriesKind,
  seriesKinds,
  seriesOf,
  type Totals,
  totalsOf,
} from "./rules";

export type Proof = { regie: { id: string; name: string }; series: Series[]; totals: Totals; faults: Fault[] };
type Month = { regieId: string; year: number; since: Date; until: Date };

/** One a régie, or the one that is asked for. */
export async function proofsOf(tx: Tx, asked: { month: CivilMonth; regieId: string | null }): Promise<Proof[]> {
  const { month, regieId } = asked;
  const regies = await tx.regie.findMany({
    ...(regieId && { where: { id: regieId } }),
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const since = instantOf(`${firstDayOf(month)}T00:00`);
  const until = instantOf(`${addDays(lastDayOf(month), 1)}T00:00`);
  const year = Number(month.slice(0, 4));
  return Promise.all(
    regies.map(async (regie) => {
      const own = { regieId: regie.id, year, since, until };
      const [series, invoices] = await Promise.all([seriesIn(tx, own), auditedIn(tx, own)]);
      return { regie, series, totals: totalsOf(invoices), faults: invoices.flatMap(faultsOf) };
    }),
  );
}

async function seriesIn(tx: Tx, month: Month): Promise<Series[]> {
  const { regieId, year } = month;
  const counters = await tx.numberSequence.findMany({ where: { regieId, year } });
  const last = new Map(counters.map((row) => [row.kind, row.lastNumber]));
  return Promise.all(
    seriesKinds.map(async (kind) => seriesOf(kind, await numbersOf(tx, kind, month), last.get(kind) ?? null)),
  );
}

async function numbersOf(tx: Tx, kind: SeriesKind, month: Month): Promise<Numbered[]> {
  const { regieId, year, since, until } = month;
  const rows = await datedOf(tx, kind, { regieId, year });
  return rows.flatMap(({ number, at }) =>
    number === null ? [] : [{ number, inMonth: at !== null && since <= at && at < until }],
  );
}

type Dated = { number: number | null; at: Date | null };

async function datedOf(tx: Tx, kind: SeriesKind, where: { regieId: string; year: number }): Promise<Dated[]> {
  const select = { number: true, createdAt: true } as const;
  const created = (rows: { number: number; createdAt: Date }[]) =>
    rows.map((row) => ({ number: row.number, at: row.createdAt }));
  switch (kind) {
    case "invoice":
    case "credit_note": {
      const rows = await tx.invoice.findMany({ where: { ...where, kind }, select: { number: true, issuedAt: true } });
      return rows.map((row) => ({ number: row.number, at: row.issuedAt }));
    }
    case "receipt": {
      const rows = await tx.receipt.findMany({ where, select: { number: true, recordedAt: true } });
      return rows.map((row) => ({ number: row.number, at: row.recordedAt }));
    }
    case "refund": {
      const rows = await tx.refund.findMany({ where, select: { number: true, orderedAt: true } });
      return rows.map((row) => ({ number: row.number, at: row.orderedAt }));
    }
    case "deposit":
      return created(await tx.depositSlip.findMany({ where, select }));
    case "remittance":
      return created(await tx.remittance.findMany({ where, select }));
    case "lot":
      return created(await tx.treasuryLot.findMany({ where, select }));
    case "debit-batch":
      return created(await tx.debitBatch.findMany({ where, select }));
  }
}

async function auditedIn(tx: Tx, month: Month): Promise<Audited[]> {
  const { regieId, since, until } = month;
  const issued = Prisma.sql`i.regie_id = ${regieId} AND i.kind = 'invoice' AND i.state = 'issued'
    AND i.issued_at >= ${since} AND i.issued_at < ${until}`;
  const [invoices, lines, moves, receipts, notes] = await Promise.all([
    tx.invoice.findMany({
      where: { regieId, kind: "invoice", state: "issued", issuedAt: { gte: since, lt: until } },
      orderBy: { number: "asc" },
      select: { id: true, year: true, number: true, totalCents: true },
    }),
    linesIn(tx, issued),
    movesIn(tx, issued),
    receiptsIn(tx, issued),
    notesIn(tx, issued),
  ]);
  return invoices.map(({ id, totalCents, ...row }) => ({
    ...{ id, totalCents, number: numberOf(row) ?? "", linesCents: lines.get(id) ?? 0 },
    ...{ moves: moves.due.get(id) ?? {}, claimCents: moves.claim.get(id) ?? 0 },
    ...{ receiptsCents: receipts.papers.get(id) ?? 0, bookedReceiptsCents: receipts.booked.get(id) ?? 0 },
    ...{ notesCents: notes.papers.get(id) ?? 0, bookedNotesCents: notes.booked.get(id) ?? 0 },
  }));
}

type Sum = { id: string; cents: number | string };
const byId = (rows: readonly Sum[]): Map<string, Cents> => new Map(rows.map((row) => [row.id, Number(row.cents)]));

async function linesIn(tx: Tx, issued: Prisma.Sql): Promise<Map<string, Cents>> {
  return byId(
    await tx.$queryRaw<Sum[]>`SELECT i.id, SUM(l.amount_cents) AS cents
      FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id WHERE ${issued} GROUP BY i.id`,
  );
}

async function movesIn(tx: Tx, issued: Prisma.Sql) {
  const rows = await tx.$queryRaw<(Sum & { kind: EntryKind; account: string })[]>`
    SELECT i.id, e.kind, l.account, SUM(l.amount_cents) AS cents
    FROM invoice i JOIN ledger_line l ON l.invoice_id = i.id AND l.account IN ('receivable', 'claim')
      JOIN ledger_entry e ON e.id = l.entry_id
    WHERE ${issued} GROUP BY i.id, e.kind, l.account`;
  const due = new Map<string, Partial<Record<EntryKind, Cents>>>();
  const claim = new Map<string, Cents>();
  for (const { id, kind, account, cents } of rows) {
    if (account === "claim") claim.set(id, (claim.get(id) ?? 0) + Number(cents));
    else due.set(id, { ...due.get(id), [kind]: Number(cents) });
  }
  return { due, claim };
}

/** What a receipt's entry took off what is owed, or opened as a credit, is the receipt. */
async function receiptsIn(tx: Tx, issued: Prisma.Sql) {
  const [papers, booked] = await Promise.all([
    tx.$queryRaw<Sum[]>`SELECT i.id, SUM(r.amount_cents) AS cents
      FROM invoice i JOIN receipt r ON r.invoice_id = i.id WHERE ${issued} GROUP BY i.id`,
    tx.$queryRaw<Sum[]>`SELECT i.id, -SUM(l.amount_cents) AS cents
      FROM invoice i JOIN receipt r ON r.invoice_id = i.id JOIN ledger_entry e
          ON e.kind IN ('payment.received', 'payment.taken-back') AND e.source_id = r.id
        JOIN ledger_line l ON l.entry_id = e.id AND l.account IN ('receivable', 'credit')
      WHERE ${issued} GROUP BY i.id`,
  ]);
  return { papers: byId(papers), booked: byId(booked) };
}

async function notesIn(tx: Tx, issued: Prisma.Sql) {
  const note = Prisma.sql`invoice n ON n.corrects_id = i.id AND n.kind = 'credit_note' AND n.state = 'issued'`;
  const [papers, booked] = await Promise.all([
    tx.$queryRaw<Sum[]>`SELECT i.id, SUM(n.total_cents) AS cents
      FROM invoice i JOIN ${note} WHERE ${issued} GROUP BY i.id`,
    tx.$queryRaw<Sum[]>`SELECT i.id, -SUM(l.amount_cents) AS cents
      FROM invoice i JOIN ${note} JOIN ledger_entry e ON e.source_id = n.id AND e.kind = 'credit.issued'
        JOIN ledger_line l ON l.entry_id = e.id AND l.account IN ('receivable', 'credit')
      WHERE ${issued} GROUP BY i.id`,
  ]);
  return { papers: byId(papers), booked: byId(booked) };
}
