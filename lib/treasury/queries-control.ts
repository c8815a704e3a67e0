/** The three-way control: what the books, the receipts and PayFiP say of the same period, and the payments that need a person. */
import type { Prisma } from "@/lib/generated/prisma/client";
import { addDays, instantOf, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { type Means, means } from "@/lib/ledger/rules";
import type { AttemptState } from "@/lib/payment/rules";
import type { Tx } from "@/lib/server/db";
import { compareTotals, type Gap, type MeansTotals } from "./rules";
import type { Period } from "./schema";

/** What the books hold by means, over some entries. */
export async function booksOf(tx: Tx, entry: Prisma.LedgerEntryWhereInput): Promise<MeansTotals> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["account"],
    where: { account: { in: [...means] }, entry },
    _sum: { amountCents: true },
  });
  return Object.fromEntries(rows.map((row) => [row.account, row._sum.amountCents ?? 0]));
}

function daysOf({ since, until }: Period) {
  return { gte: toColumn(since), lte: toColumn(until) };
}

/** What came in and went back to where it came from. Paying over to the comptable and refunds move money too, and are no receipts. */
const RECEIVED = ["payment.received", "payment.taken-back"] as const;

export async function controlOf(tx: Tx, period: Period): Promise<Gap[]> {
  const days = daysOf(period);
  const [books, receipts, provider] = await Promise.all([
    booksOf(tx, { regieId: period.regieId, day: days, kind: { in: [...RECEIVED] } }),
    tx.receipt.groupBy({
      by: ["means"],
      where: { regieId: period.regieId, receivedOn: days },
      _sum: { amountCents: true },
    }),
    paidAtPayFip(tx, period),
  ]);
  return compareTotals(
    books,
    Object.fromEntries(receipts.map((row) => [row.means, row._sum.amountCents ?? 0])),
    provider,
  );
}

/**
 * What PayFiP says it received in the period, booked here or not, less the direct debits that bounced in it.
 * A test payment that was set aside moved no money.
 */
async function paidAtPayFip(tx: Tx, { regieId, since, until }: Period): Promise<MeansTotals> {
  const [from, to] = [instantOf(`${since}T00:00`), instantOf(`${addDays(until, 1)}T00:00`)];
  const rows = await tx.$queryRaw<{ means: Means; cents: bigint | number | string }[]>`
    SELECT moved.means, SUM(moved.cents) AS cents FROM (
      SELECT means, COALESCE(answered_cents, amount_cents) AS cents, invoice_id FROM payment_attempt
      WHERE paid_at >= ${from} AND paid_at < ${to} AND NOT (mode = 'T' AND state = 'suspect')
        AND state IN ('paid_card', 'paid_debit', 'paid_twice', 'after_hand_over', 'suspect', 'amount_differs', 'rejected_later')
      UNION ALL
      SELECT means, -COALESCE(answered_cents, amount_cents), invoice_id FROM payment_attempt
      WHERE state = 'rejected_later' AND closed_at >= ${from} AND closed_at < ${to}
    ) moved JOIN invoice ON invoice.id = moved.invoice_id
    WHERE invoice.regie_id = ${regieId} AND moved.means IS NOT NULL
    GROUP BY moved.means`;
  return Object.fromEntries(rows.map(({ means, cents }) => [means, Number(cents)]));
}

export type Case = {
  id: string;
  state: AttemptState;
  amountCents: Cents;
  answeredCents: Cents | null;
  means: Means | null;
  createdAt: Date;
  refdet: string;
  invoice: { id: string; year: number; number: number };
  payer: string;
};

/** Payments that a person must decide about, and those about which nothing is known yet; the oldest first. */
export async function casesOf(
  tx: Tx,
  { regieId, states }: { regieId: string; states: readonly AttemptState[] },
): Promise<Case[]> {
  const rows = await tx.paymentAttempt.findMany({
    where: { state: { in: [...states] } },
    orderBy: { createdAt: "asc" },
    take: 200,
  });
  const invoices = await tx.invoice.findMany({
    where: { id: { in: rows.map((row) => row.invoiceId) }, regieId },
    select: { id: true, year: true, number: true, payerId: true },
  });
  const payers = await tx.payer.findMany({
    where: { id: { in: invoices.map((invoice) => invoice.payerId) } },
    select: { id: true, name: true },
  });
  return rows.flatMap(({ id, state, amountCents, answeredCents, means, createdAt, refdet, invoiceId }) => {
    const invoice = invoices.find((one) => one.id === invoiceId);
    if (!invoice) return [];
    const payer = payers.find((one) => one.id === invoice.payerId)?.name ?? "";
    const named = { id: invoice.id, year: invoice.year ?? 0, number: invoice.number ?? 0 };
    return [{ id, state, amountCents, answeredCents, means, createdAt, refdet, invoice: named, payer }];
  });
}
