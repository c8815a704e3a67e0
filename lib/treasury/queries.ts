/** Receipts of a régie over a period, with all that a list or a lot says of them. Money only: no child and no household's record. */
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Locale } from "@/lib/i18n/locale";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Sale } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import type { LotReceipt } from "./rules-lot";
import type { Period } from "./schema";

export type Listed = LotReceipt & { lotId: string | null; invoiceId: string };

/** In the order of their numbers. `unlocked`: only those that stand in no lot yet. */
export async function receiptsOf(
  tx: Tx,
  { regieId, since, until }: Period,
  options: { unlocked?: boolean } = {},
): Promise<Listed[]> {
  const receivedOn = { gte: toColumn(since), lte: toColumn(until) };
  return listed(tx, { regieId, receivedOn, ...(options.unlocked && { lotId: null }) });
}

/** What a lot locked, as it locked it. */
export function receiptsInLot(tx: Tx, lotId: string): Promise<Listed[]> {
  return listed(tx, { lotId });
}

async function listed(tx: Tx, where: Prisma.ReceiptWhereInput): Promise<Listed[]> {
  const rows = await tx.receipt.findMany({
    where,
    orderBy: [{ year: "asc" }, { number: "asc" }],
    include: { invoice: { select: { id: true, year: true, number: true, refdet: true } } },
  });
  const facts = await factsOf(tx, rows);
  return rows.map((row) => ({
    ...{ id: row.id, year: row.year, number: row.number, means: row.means, amountCents: row.amountCents },
    ...{
      chequeNumber: row.chequeNumber,
      chequeIssuer: row.chequeIssuer,
      reference: row.reference,
      lotId: row.lotId,
      invoiceId: row.invoiceId,
    },
    day: fromColumn(row.receivedOn),
    paidCents: facts.paid.get(row.id) ?? 0,
    beforeCents: facts.before.get(row.id) ?? 0,
    sales: facts.sales.get(row.invoiceId) ?? [],
    invoice: { year: row.invoice.year ?? 0, number: row.invoice.number ?? 0, refdet: row.invoice.refdet ?? "" },
    payer: facts.payers.get(row.payerId) ?? "",
    numauto: facts.attempts.get(row.attemptId ?? "")?.numauto ?? null,
    idop: facts.attempts.get(row.attemptId ?? "")?.idop ?? null,
    reverses: facts.reversed.get(row.correctsId ?? "") ?? null,
  }));
}

type Row = { id: string; invoiceId: string; payerId: string; attemptId: string | null; correctsId: string | null };

async function factsOf(tx: Tx, rows: readonly Row[]) {
  const invoiceIds = [...new Set(rows.map((row) => row.invoiceId))];
  const [lines, all, payers, attempts, reversed] = await Promise.all([
    tx.invoiceLine.findMany({
      where: { invoiceId: { in: invoiceIds } },
      select: { invoiceId: true, productCode: true, amountCents: true },
    }),
    tx.receipt.findMany({
      where: { invoiceId: { in: invoiceIds } },
      orderBy: [{ year: "asc" }, { number: "asc" }],
      select: { id: true, invoiceId: true },
    }),
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
    tx.paymentAttempt.findMany({
      where: { id: { in: rows.flatMap((row) => row.attemptId ?? []) } },
      select: { id: true, numauto: true, idop: true },
    }),
    tx.receipt.findMany({
      where: { id: { in: rows.flatMap((row) => row.correctsId ?? []) } },
      select: { id: true, year: true, number: true },
    }),
  ]);
  const paid = await paidBy(
    tx,
    all.map(({ id }) => id),
  );
  return {
    paid,
    sales: salesByInvoice(lines),
    before: paidBefore(all, paid),
    payers: new Map(payers.map(({ id, name }) => [id, name])),
    attempts: new Map(attempts.map((attempt) => [attempt.id, attempt])),
    reversed: new Map(reversed.map(({ id, year, number }) => [id, { year, number }])),
  };
}

function salesByInvoice(lines: readonly (Sale & { invoiceId: string })[]): Map<string, Sale[]> {
  const sales = new Map<string, Sale[]>();
  for (const { invoiceId, ...sale } of lines) sales.set(invoiceId, [...(sales.get(invoiceId) ?? []), sale]);
  return sales;
}

/** What each receipt paid of its invoice, from the books. */
async function paidBy(tx: Tx, receiptIds: readonly string[]): Promise<Map<string, Cents>> {
  const lines = await tx.ledgerLine.findMany({
    where: { account: "receivable", entry: { sourceId: { in: [...receiptIds] } } },
    select: { amountCents: true, entry: { select: { sourceId: true } } },
  });
  const paid = new Map<string, Cents>();
  for (const { amountCents, entry } of lines) paid.set(entry.sourceId, (paid.get(entry.sourceId) ?? 0) - amountCents);
  return paid;
}

/** For each receipt, what was paid of its invoice under earlier numbers. */
function paidBefore(receipts: readonly { id: string; invoiceId: string }[], paid: ReadonlyMap<string, Cents>) {
  const [running, before] = [new Map<string, Cents>(), new Map<string, Cents>()];
  for (const { id, invoiceId } of receipts) {
    const received = running.get(invoiceId) ?? 0;
    before.set(id, received);
    running.set(invoiceId, received + (paid.get(id) ?? 0));
  }
  return before;
}

export function regies(tx: Tx): Promise<{ id: string; code: string; name: string }[]> {
  return tx.regie.findMany({ orderBy: { code: "asc" }, select: { id: true, code: true, name: true } });
}

/** Received before the period and still in no lot: what the period opens with. */
export async function unlockedBefore(tx: Tx, { regieId, since }: Period): Promise<Cents> {
  const { _sum } = await tx.receipt.aggregate({
    where: { regieId, lotId: null, receivedOn: { lt: toColumn(since) } },
    _sum: { amountCents: true },
  });
  return _sum.amountCents ?? 0;
}

/** What the product codes of a régie's activities are called; activities that share one are named together. */
export async function productNames(tx: Tx, regieId: string, locale: Locale): Promise<Map<string, string>> {
  const activities = await tx.activity.findMany({
    where: { regieId },
    orderBy: { position: "asc" },
    select: { productCode: true, nameFr: true, nameEn: true },
  });
  const names = new Map<string, string>();
  for (const { productCode, nameFr, nameEn } of activities) {
    const known = names.get(productCode)?.split(" / ") ?? [];
    const name = locale === "fr" ? nameFr : nameEn;
    if (!known.includes(name)) names.set(productCode, [...known, name].join(" / "));
  }
  return names;
}
