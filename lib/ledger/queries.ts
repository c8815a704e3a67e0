/** Balances, derived from the ledger's lines and from nothing else. Cents; a debt is positive. */
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";

/** What is still owed on each invoice; an invoice absent from the books owes nothing. */
export async function dueOf(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Cents>> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["invoiceId"],
    where: { account: "receivable", invoiceId: { in: [...invoiceIds] } },
    _sum: { amountCents: true },
  });
  return new Map(rows.map((row) => [row.invoiceId ?? "", row._sum.amountCents ?? 0]));
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
