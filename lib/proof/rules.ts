/**
 * The monthly proof of a régie (domain rule 1; CGCT art. R.1617-16): numbers without hole or double in the whole year, the counters where they should be,
 * and every invoice of the month equal to its lines, its payments and its credits in the books. Pure.
 */
import { type Cents, sum } from "@/lib/kernel/money";
import type { EntryKind } from "@/lib/ledger/rules";

/** As the counters are called. */
export const seriesKinds = [
  "invoice",
  "credit_note",
  "receipt",
  "refund",
  "deposit",
  "remittance",
  "lot",
  "debit-batch",
] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export type Span = { first: number; last: number };
export type Series = {
  kind: SeriesKind;
  /** Of the month; null when nothing was numbered in it. */
  month: (Span & { count: number }) | null;
  /** Of the year so far. */
  count: number;
  last: number;
  holes: Span[];
  doubles: number[];
  /** The counter gave out another last number than the documents have. */
  counter: number | null;
};

export type Numbered = { number: number; inMonth: boolean };

/** `counter` is the last number given out; null when none ever was. */
export function seriesOf(kind: SeriesKind, rows: readonly Numbered[], counter: number | null): Series {
  const sorted = rows.map((row) => row.number).sort((a, b) => a - b);
  const own = rows.filter((row) => row.inMonth).map((row) => row.number);
  const last = sorted.at(-1) ?? 0;
  return {
    ...{ kind, count: rows.length, last, ...gapsOf(sorted) },
    month: own.length > 0 ? { first: Math.min(...own), last: Math.max(...own), count: own.length } : null,
    counter: (counter ?? 0) === last ? null : (counter ?? 0),
  };
}

function gapsOf(sorted: readonly number[]): { holes: Span[]; doubles: number[] } {
  const holes: Span[] = [];
  const doubles = new Set<number>();
  let before = 0;
  for (const number of sorted) {
    if (number === before) doubles.add(number);
    else if (number > before + 1) holes.push({ first: before + 1, last: number - 1 });
    before = number;
  }
  return { holes, doubles: [...doubles] };
}

export function isSound({ holes, doubles, counter }: Series): boolean {
  return holes.length === 0 && doubles.length === 0 && counter === null;
}

/** What the tables and the books say of one invoice; `moves` are its entries by kind, on what is owed to the régie. */
export type Audited = {
  id: string;
  number: string;
  totalCents: Cents;
  linesCents: Cents;
  moves: Readonly<Partial<Record<EntryKind, Cents>>>;
  claimCents: Cents;
  /** Receipts, and what their entries booked. */
  receiptsCents: Cents;
  bookedReceiptsCents: Cents;
  /** Credit notes, and what their entries booked. */
  notesCents: Cents;
  bookedNotesCents: Cents;
};

export type Fault = {
  invoice: string;
  code: "lines" | "issued" | "payments" | "credits" | "beyond";
  expectedCents: Cents;
  foundCents: Cents;
};

export function faultsOf(invoice: Audited): Fault[] {
  const { number, totalCents, linesCents, moves, claimCents } = invoice;
  const due = dueOf(invoice);
  const checks: [Fault["code"], Cents, Cents][] = [
    ["lines", totalCents, linesCents],
    ["issued", totalCents, moves["invoice.issued"] ?? 0],
    ["payments", invoice.receiptsCents, invoice.bookedReceiptsCents],
    ["credits", invoice.notesCents, invoice.bookedNotesCents],
    ["beyond", Math.max(due, 0), due],
    ["beyond", Math.max(claimCents, 0), claimCents],
  ];
  return checks
    .filter(([, expected, found]) => expected !== found)
    .map(([code, expectedCents, foundCents]) => ({ invoice: number, code, expectedCents, foundCents }));
}

function dueOf({ moves }: Audited): Cents {
  return sum(Object.values(moves));
}

export type Totals = {
  invoices: number;
  issuedCents: Cents;
  paidCents: Cents;
  creditedCents: Cents;
  usedCents: Cents;
  handedCents: Cents;
  writtenOffCents: Cents;
  dueCents: Cents;
};

/** The columns add up: what was issued, less all the rest, is what is owed. */
export function totalsOf(invoices: readonly Audited[]): Totals {
  const on = (...kinds: EntryKind[]) => sum(invoices.flatMap(({ moves }) => kinds.map((kind) => moves[kind] ?? 0)));
  return {
    invoices: invoices.length,
    issuedCents: on("invoice.issued"),
    paidCents: -on("payment.received", "payment.taken-back", "payment.classified"),
    creditedCents: -on("credit.issued"),
    usedCents: -on("credit.used"),
    handedCents: -on("claim.handed", "claim.returned"),
    writtenOffCents: -on("debt.written-off"),
    dueCents: sum(invoices.map(dueOf)),
  };
}
