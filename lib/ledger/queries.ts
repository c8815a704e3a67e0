/** Balances, derived from the ledger's lines and from nothing else. Cents; a debt is positive. */
import { Prisma } from "@/lib/generated/prisma/client";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import type { EntryKind } from "./rules";
import type { OpenCredit } from "./rules-credits";

/** What is still owed on each invoice; an invoice absent from the books owes nothing. */
export async function dueOf(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Cents>> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["invoiceId"],
    where: { account: "receivable", invoiceId: { in: [...invoiceIds] } },
    _sum: { amountCents: true },
  });
  return new Map(rows.map((row) => [row.invoiceId ?? "", row._sum.amountCents ?? 0]));
}

/** What the comptable still has to collect on each invoice handed over; an invoice that was not is absent. */
export async function claimsDueOf(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Cents>> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["invoiceId"],
    where: { account: "claim", invoiceId: { in: [...invoiceIds] } },
    _sum: { amountCents: true },
  });
  return new Map(rows.map((row) => [row.invoiceId ?? "", row._sum.amountCents ?? 0]));
}

/** Of an invoice, what the régie never received and nobody owes it any more: given up by decision, or collected by the comptable. */
export async function lostOf(tx: Tx, invoiceId: string): Promise<{ writtenOffCents: Cents; collectedCents: Cents }> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["account"],
    where: { account: { in: ["written_off", "treasury_collected"] }, invoiceId },
    _sum: { amountCents: true },
  });
  const on = (account: string) => rows.find((row) => row.account === account)?._sum.amountCents ?? 0;
  return { writtenOffCents: on("written_off"), collectedCents: on("treasury_collected") };
}

/** What money and credits paid of an invoice, less what was taken back. */
export async function paidOf(tx: Tx, invoiceId: string): Promise<Cents> {
  const { _sum } = await tx.ledgerLine.aggregate({
    where: {
      ...{ account: "receivable", invoiceId },
      entry: { kind: { in: ["payment.received", "payment.taken-back", "payment.classified", "credit.used"] } },
    },
    _sum: { amountCents: true },
  });
  return -(_sum.amountCents ?? 0);
}

/** What a credit is below zero by: a refund of money that the bank took back meanwhile. */
export async function overdrawnOf(tx: Tx, creditId: string): Promise<Cents> {
  const { _sum } = await tx.ledgerLine.aggregate({
    where: { account: "credit", creditId },
    _sum: { amountCents: true },
  });
  return Math.max(_sum.amountCents ?? 0, 0);
}

const RELIEFS = {
  "credit.issued": "credited",
  "credit.used": "credited",
  "debt.written-off": "writtenOff",
  "claim.handed": "handed",
  "claim.returned": "handed",
} as const satisfies Partial<Record<EntryKind, string>>;

/** What lowered the debt of an invoice otherwise than by a payment, each time it did; below zero where it came back. */
export type Relief = { invoiceId: string; kind: (typeof RELIEFS)[keyof typeof RELIEFS]; cents: Cents; at: Date };

export async function reliefsOf(tx: Tx, invoiceIds: readonly string[]): Promise<Relief[]> {
  const rows = await tx.ledgerLine.findMany({
    where: {
      ...{ account: "receivable", invoiceId: { in: [...invoiceIds] } },
      entry: { kind: { in: Object.keys(RELIEFS) } },
    },
    select: { invoiceId: true, amountCents: true, entry: { select: { kind: true, recordedAt: true } } },
  });
  return rows.map(({ invoiceId, amountCents, entry }) => {
    const kind = RELIEFS[entry.kind as keyof typeof RELIEFS];
    return { invoiceId: invoiceId ?? "", kind, cents: -amountCents, at: entry.recordedAt };
  });
}

/** What open credits paid of each invoice in the transaction that issued it; the others are absent. */
export async function creditsAtIssue(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Cents>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; cents: number | string }[]>`
    SELECT i.id, -SUM(l.amount_cents) AS cents
    FROM invoice i JOIN ledger_line l ON l.invoice_id = i.id AND l.account = 'receivable'
      JOIN ledger_entry e ON e.id = l.entry_id AND e.kind = 'credit.used' AND e.recorded_at = i.issued_at
    WHERE i.id IN (${Prisma.join([...invoiceIds])}) GROUP BY i.id`;
  return new Map(rows.map((row) => [row.id, Number(row.cents)]));
}

/** What the households owe together. */
export async function balanceOf(tx: Tx, householdIds: readonly string[]): Promise<Cents> {
  const { _sum } = await tx.ledgerLine.aggregate({
    where: { account: "receivable", householdId: { in: [...householdIds] } },
    _sum: { amountCents: true },
  });
  return _sum.amountCents ?? 0;
}

/** The sum of each account of a régie: what the day's control compares with invoices and receipts. */
export async function totalsByAccount(tx: Tx, regieId: string): Promise<Record<string, Cents>> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["account"],
    where: { entry: { regieId } },
    _sum: { amountCents: true },
  });
  return Object.fromEntries(rows.map((row) => [row.account, row._sum.amountCents ?? 0]));
}

/** Credits with something left, of some payers at a régie, as the books stand in this transaction. */
export async function openCredits(
  tx: Tx,
  where: { regieId: string; householdIds: readonly string[] },
): Promise<OpenCredit[]> {
  const lines = await tx.ledgerLine.findMany({
    where: { account: "credit", householdId: { in: [...where.householdIds] }, entry: { regieId: where.regieId } },
    select: {
      ...{ creditId: true, householdId: true, payerId: true, amountCents: true },
      entry: { select: { recordedAt: true } },
    },
  });
  const open = new Map<string, OpenCredit>();
  for (const { creditId, householdId, payerId, amountCents, entry } of lines) {
    if (!creditId || !householdId || !payerId) continue;
    const credit = open.get(creditId) ?? { creditId, householdId, payerId, leftCents: 0, openedAt: entry.recordedAt };
    credit.leftCents -= amountCents;
    if (entry.recordedAt < credit.openedAt) credit.openedAt = entry.recordedAt;
    open.set(creditId, credit);
  }
  return [...open.values()].filter((credit) => credit.leftCents > 0);
}

/** Credits as `openCredits` gives them, less what somebody has asked to be given back: until that is decided, no invoice takes it. */
export async function freeCredits(
  tx: Tx,
  where: { regieId: string; householdIds: readonly string[] },
): Promise<OpenCredit[]> {
  const open = await openCredits(tx, where);
  const reserved = await reservedOf(
    tx,
    open.map(({ creditId }) => creditId),
  );
  return open
    .map((credit) => ({ ...credit, leftCents: credit.leftCents - (reserved.get(credit.creditId) ?? 0) }))
    .filter((credit) => credit.leftCents > 0);
}

/** Of each credit, what a refund asks for that is not ordered yet: an ordered one has left the credit in the books. */
export async function reservedOf(tx: Tx, creditIds: readonly string[]): Promise<Map<string, Cents>> {
  if (creditIds.length === 0) return new Map();
  const rows = await tx.refund.groupBy({
    by: ["creditId"],
    where: { creditId: { in: [...creditIds] }, state: "requested" },
    _sum: { amountCents: true },
  });
  return new Map(rows.map((row) => [row.creditId ?? "", row._sum.amountCents ?? 0]));
}
