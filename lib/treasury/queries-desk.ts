/** What the counter needs: find the invoice somebody comes to pay, and print the receipt. Payers and amounts, no child. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { dueOf } from "@/lib/ledger/queries";
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
  return named(tx, rows);
}

type Row = { id: string; year: number | null; number: number | null; payerId: string; totalCents: Cents };

async function named(tx: Tx, rows: readonly Row[]): Promise<Found[]> {
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
): Promise<{ invoice: PayableInvoice; payer: string } | null> {
  const invoice = await payableOf(context.tx, id, null);
  if (!invoice) return null;
  const payer = await context.tx.payer.findUnique({ where: { id: invoice.payerId }, select: { name: true } });
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id },
    body: { purpose: "counter", invoiceYear: invoice.year, invoiceNumber: invoice.number, month: invoice.month },
  });
  return { invoice, payer: payer?.name ?? "" };
}

export type PrintedReceipt = {
  year: number;
  number: number;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  chequeNumber: string | null;
  chequeIssuer: string | null;
  invoice: { id: string; year: number; number: number };
  payer: string;
  regie: string;
  /** Still owed on the invoice today. */
  leftCents: Cents;
};

/** A receipt to print, with its payer; the look at the invoice it pays is in the family's journal. */
export async function printedReceipt(context: Context, id: string): Promise<PrintedReceipt | null> {
  const { tx } = context;
  const row = await tx.receipt.findUnique({ where: { id }, include: { invoice: true } });
  if (!row) return null;
  const [payer, regie, due] = await Promise.all([
    tx.payer.findUnique({ where: { id: row.payerId }, select: { name: true } }),
    tx.regie.findUnique({ where: { id: row.regieId }, select: { name: true } }),
    dueOf(tx, [row.invoiceId]),
  ]);
  const { year, number, means, amountCents, chequeNumber, chequeIssuer, invoice } = row;
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "receipt", id },
    body: { purpose: "counter", invoiceId: invoice.id, month: invoice.month },
  });
  return {
    ...{ year, number, means, amountCents, chequeNumber, chequeIssuer, day: fromColumn(row.receivedOn) },
    invoice: { id: invoice.id, year: invoice.year ?? 0, number: invoice.number ?? 0 },
    ...{ payer: payer?.name ?? "", regie: regie?.name ?? "", leftCents: due.get(row.invoiceId) ?? 0 },
  };
}
