/** What the counter needs: find the invoice somebody comes to pay, and print the receipt. Payers and amounts, no child. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { claimsDueOf, dueOf, openCredits } from "@/lib/ledger/queries";
import type { Means } from "@/lib/ledger/rules";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

export type Found = { id: string; year: number; number: number; payer: string; totalCents: Cents; dueCents: Cents };

const MOST = 20;

/** Issued invoices by number ("2026-000123" or "123"), reference or the payer's name; the search is in the journal. */
export async function searchInvoices(context: Context, text: string): Promise<Found[]> {
  const { tx } = context;
  const wanted = text.trim().slice(0, 80);
  if (wanted === "") return [];
  const payers = await tx.payer.findMany({ where: { name: { contains: wanted } }, select: { id: true }, take: MOST });
  const numbered = /^(?:(\d{4})-)?0*(\d{1,7})$/.exec(wanted);
  const rows = await tx.invoice.findMany({
    where: {
      kind: "invoice",
      state: "issued",
      OR: [
        { refdet: wanted },
        { payerId: { in: payers.map((payer) => payer.id) } },
        ...(numbered ? [{ number: Number(numbered[2]), ...(numbered[1] && { year: Number(numbered[1]) }) }] : []),
      ],
    },
    orderBy: { issuedAt: "desc" },
    take: MOST,
  });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "account", id: context.actor?.accountId ?? "system" },
    body: { text: wanted, found: rows.length, purpose: "counter" },
  });
  return withPayers(tx, rows);
}

type Row = { id: string; year: number | null; number: number | null; payerId: string; totalCents: Cents };

async function withPayers(tx: Tx, rows: readonly Row[]): Promise<Found[]> {
  const [due, payers] = await Promise.all([
    dueOf(
      tx,
      rows.map((row) => row.id),
    ),
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
  ]);
  return rows.map(({ id, year, number, payerId, totalCents }) => ({
    ...{ id, totalCents, year: year ?? 0, number: number ?? 0, dueCents: due.get(id) ?? 0 },
    payer: payers.find((payer) => payer.id === payerId)?.name ?? "",
  }));
}

/** One invoice that somebody comes to pay; the look is in the family's journal. */
export async function invoiceAtDesk(
  context: Context,
  id: string,
): Promise<{ invoice: PayableInvoice; payer: string; claimCents: Cents } | null> {
  const invoice = await payableOf(context.tx, id, null);
  if (!invoice) return null;
  const payer = await context.tx.payer.findUnique({ where: { id: invoice.payerId }, select: { name: true } });
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id },
    body: { purpose: "counter", invoiceYear: invoice.year, invoiceNumber: invoice.number, month: invoice.month },
  });
  const claims = await claimsDueOf(context.tx, [id]);
  return { invoice, payer: payer?.name ?? "", claimCents: claims.get(id) ?? 0 };
}

export type PrintedReceipt = {
  id: string;
  year: number;
  number: number;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  chequeNumber: string | null;
  chequeIssuer: string | null;
  reference: string | null;
  isDeposited: boolean;
  inLot: boolean;
  /** The part that became a credit. */
  creditCents: Cents;
  /** The part that gives back a refund: no invoice and no credit has it. */
  recoveredCents: Cents;
  /** The credit that the receipt can be given back out of, if there is one. */
  creditId: string | null;
  reversedBy: Named | null;
  reverses: Named | null;
  invoice: { id: string; year: number; number: number };
  payer: string;
  regie: string;
  /** Still owed on the invoice today. */
  leftCents: Cents;
};

type Named = { id: string; year: number; number: number };
const named = { id: true, year: true, number: true } as const;

/** A receipt to print, with its payer; the look at the invoice it pays is in the family's journal. */
export async function printedReceipt(context: Context, id: string): Promise<PrintedReceipt | null> {
  const { tx } = context;
  const row = await tx.receipt.findUnique({ where: { id }, include: { invoice: true } });
  if (!row) return null;
  const [payer, regie, due, reversedBy, reverses, credits] = await Promise.all([
    tx.payer.findUnique({ where: { id: row.payerId }, select: { name: true } }),
    tx.regie.findUnique({ where: { id: row.regieId }, select: { name: true } }),
    dueOf(tx, [row.invoiceId]),
    tx.receipt.findUnique({ where: { correctsId: id }, select: named }),
    row.correctsId ? tx.receipt.findUnique({ where: { id: row.correctsId }, select: named }) : null,
    openCredits(tx, { regieId: row.regieId, householdIds: [row.householdId] }),
  ]);
  const { year, number, means, amountCents, chequeNumber, chequeIssuer, reference, invoice } = row;
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "receipt", id },
    body: { purpose: "counter", invoiceId: invoice.id, month: invoice.month },
  });
  const own = credits.filter((credit) => credit.payerId === row.payerId);
  return {
    ...{ id, year, number, means, amountCents, chequeNumber, chequeIssuer, reference, reversedBy, reverses },
    ...{ day: fromColumn(row.receivedOn), isDeposited: row.depositId !== null, inLot: row.lotId !== null },
    ...{ creditCents: await surplusOf(tx, id), recoveredCents: await recoveredOf(tx, id) },
    creditId: (own.find((credit) => credit.creditId === id) ?? own[0])?.creditId ?? null,
    invoice: { id: invoice.id, year: invoice.year ?? 0, number: invoice.number ?? 0 },
    ...{ payer: payer?.name ?? "", regie: regie?.name ?? "", leftCents: due.get(row.invoiceId) ?? 0 },
  };
}

/** What was too much when the receipt was taken, whatever became of it since. */
export async function surplusOf(tx: Tx, receiptId: string): Promise<Cents> {
  return creditedBy(tx, receiptId, receiptId);
}

/** What filled a credit that is not its own: one below zero, of a refund that the family had to give back. */
async function recoveredOf(tx: Tx, receiptId: string): Promise<Cents> {
  return creditedBy(tx, receiptId, { not: receiptId });
}

async function creditedBy(tx: Tx, receiptId: string, creditId: string | { not: string }): Promise<Cents> {
  const { _sum } = await tx.ledgerLine.aggregate({
    where: { account: "credit", creditId, entry: { kind: "payment.received", sourceId: receiptId } },
    _sum: { amountCents: true },
  });
  return Math.max(0, -(_sum.amountCents ?? 0));
}
