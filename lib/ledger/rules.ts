/**
 * Double entry (CGCT art. R.1617-16; facts: treasury §2). Debit is positive, credit negative; the lines of an entry add up to zero.
 * Balances come from these lines and from nothing else. Pure.
 */
import { type Cents, cents, sum } from "@/lib/kernel/money";

export const means = ["card", "debit", "cash", "cheque", "transfer"] as const;
export type Means = (typeof means)[number];

/** receivable: what families owe (411). product: receipts by product code. The five means: money in hand or on the Treasury account. */
export const accounts = ["receivable", "product", ...means] as const;
export type LedgerAccount = (typeof accounts)[number];

export type LedgerLine = {
  account: LedgerAccount;
  amountCents: Cents;
  householdId?: string;
  payerId?: string;
  invoiceId?: string;
  productCode?: string;
};

export type Debt = { invoiceId: string; householdId: string; payerId: string };
export type Sale = { productCode: string; amountCents: Cents };

/** The family owes the whole, each product has earned its part. A credit note is the same with negative amounts. */
export function invoiceLines(debt: Debt, sales: readonly Sale[]): LedgerLine[] {
  const byProduct = new Map<string, Cents>();
  for (const { productCode, amountCents } of sales) {
    byProduct.set(productCode, (byProduct.get(productCode) ?? 0) + amountCents);
  }
  const products = [...byProduct]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([productCode, amount]): LedgerLine => ({ account: "product", productCode, amountCents: -amount }));
  return [{ account: "receivable", amountCents: sum(sales.map((sale) => sale.amountCents)), ...debt }, ...products];
}

/** The money is in, the debt is down. */
export function paymentLines(debt: Debt, by: Means, amountCents: Cents): LedgerLine[] {
  return [
    { account: by, amountCents, ...debt },
    { account: "receivable", amountCents: -amountCents, ...debt },
  ];
}

/** Throws when the lines do not balance: that is a bug, and it must not reach the books. */
export function assertBalanced(lines: readonly LedgerLine[]): void {
  const rest = sum(lines.map((line) => cents(line.amountCents)));
  if (rest !== 0) throw new Error(`An entry must balance; this one is off by ${rest} cents`);
  if (lines.length < 2) throw new Error("An entry has at least two lines");
}
