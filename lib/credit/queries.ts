/** An issued invoice as a credit note sees it: each line with what earlier credit notes left of it, and the days that it charged. */
import type { Prisma } from "@/lib/generated/prisma/client";
import { lineDetailSchema } from "@/lib/invoice/schema";
import { fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import { claimsDueOf, dueOf, lostOf } from "@/lib/ledger/queries";
import type { Tx } from "@/lib/server/db";
import { type ChargedDay, type CreditableLine, daysOfLine } from "./rules";
import { takenSchema } from "./schema";

export type InvoiceLineRow = Prisma.InvoiceLineGetPayload<object>;
export type Creditable = {
  invoice: Prisma.InvoiceGetPayload<{ include: { lines: true } }>;
  lines: (CreditableLine & { row: InvoiceLineRow })[];
  /** Still owed to the régie, and to the comptable. */
  dueCents: Cents;
  claimCents: Cents;
  /** Given up, and collected by the comptable: money of the invoice that the régie never had. */
  writtenOffCents: Cents;
  collectedCents: Cents;
};

/** Null for what is no issued invoice. */
export async function creditableOf(tx: Tx, invoiceId: string): Promise<Creditable | null> {
  const invoice = await tx.invoice.findFirst({
    where: { id: invoiceId, kind: "invoice", state: "issued" },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  if (!invoice) return null;
  const [taken, charged, due, claims, lost] = await Promise.all([
    takenOf(tx, invoiceId),
    chargedDays(tx, invoiceId),
    dueOf(tx, [invoiceId]),
    claimsDueOf(tx, [invoiceId]),
    lostOf(tx, invoiceId),
  ]);
  const days = charged.map((one) => ({ ...one, creditedCents: taken.byCharge.get(one.chargeId) ?? 0 }));
  const lines = invoice.lines.map((row) => ({
    ...{ id: row.id, quantity: row.quantity, unitCents: row.unitCents, amountCents: row.amountCents, row },
    creditedCents: taken.byLine.get(row.id) ?? 0,
    days: daysOf(row, days),
  }));
  return { invoice, lines, dueCents: due.get(invoiceId) ?? 0, claimCents: claims.get(invoiceId) ?? 0, ...lost };
}

function daysOf(row: InvoiceLineRow, days: readonly ChargedDay[]) {
  const detail = lineDetailSchema.safeParse(row.detail);
  if (!detail.success) return [];
  const { childId, activityId, unitCents, amountCents } = row;
  const { kind, days: told } = detail.data;
  return daysOfLine({ childId, activityId, unitCents, amountCents, kind, days: told }, days);
}

async function takenOf(tx: Tx, invoiceId: string) {
  const rows = await tx.invoiceLine.findMany({
    where: { invoice: { correctsId: invoiceId, kind: "credit_note", state: "issued" }, correctsLineId: { not: null } },
    select: { correctsLineId: true, amountCents: true, detail: true },
  });
  const sumsOf = <Row extends { cents: Cents }>(list: readonly Row[], keyOf: (row: Row) => string) =>
    new Map([...groupBy(list, keyOf)].map(([key, own]) => [key, sum(own.map((one) => one.cents))]));
  return {
    byLine: sumsOf(
      rows.map((row) => ({ id: row.correctsLineId ?? "", cents: row.amountCents })),
      (row) => row.id,
    ),
    byCharge: sumsOf(
      rows.flatMap((row) => takenSchema.parse(row.detail).taken),
      (row) => row.chargeId,
    ),
  };
}

async function chargedDays(tx: Tx, invoiceId: string): Promise<ChargedDay[]> {
  const rows = await tx.charge.findMany({
    where: { invoiceId },
    select: {
      ...{ id: true, kind: true, childId: true, activityId: true, bookingId: true },
      ...{ day: true, unitCents: true, amountCents: true },
    },
  });
  return rows.map(({ id, day, ...row }) => ({ ...row, chargeId: id, day: fromColumn(day), creditedCents: 0 }));
}
