/**
 * What a receipt pays for, and what a period comes to (facts: treasury §2). A receipt is shared between the products of its invoice so that,
 * once an invoice is paid in full, each product has received exactly what it was billed, whatever the parts it was paid in. Pure.
 */
import { type Cents, sum } from "@/lib/kernel/money";
import { type Means, means, type Sale } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";

/** Products in the order of their code, as the ledger sums them; what comes to nothing is left out. */
export function salesOf(lines: readonly Sale[]): Sale[] {
  const byProduct = new Map<string, Cents>();
  for (const { productCode, amountCents } of lines) {
    byProduct.set(productCode, (byProduct.get(productCode) ?? 0) + amountCents);
  }
  return [...byProduct]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([productCode, amountCents]) => ({ productCode, amountCents }));
}

/** The part of each product in one receipt, when `before` was already received for the same invoice. The parts add up to `amount`. */
export function productParts(sales: readonly Sale[], before: Cents, amount: Cents): Sale[] {
  const [earlier, later] = [shares(sales, before), shares(sales, before + amount)];
  return sales
    .map(({ productCode }, index) => ({ productCode, amountCents: (later[index] ?? 0) - (earlier[index] ?? 0) }))
    .filter(({ amountCents }) => amountCents !== 0);
}

/** `received` in proportion to the sales, to the cent; the odd cents go to the first products that are not full yet. */
function shares(sales: readonly Sale[], received: Cents): Cents[] {
  const whole = sum(sales.map((sale) => sale.amountCents));
  if (whole <= 0) throw new Error("Nothing was sold on this invoice");
  const parts = sales.map(({ amountCents }) => Number((BigInt(received) * BigInt(amountCents)) / BigInt(whole)));
  let rest = received - sum(parts);
  for (let index = 0; rest !== 0; index = (index + 1) % parts.length) {
    const step = Math.sign(rest);
    parts[index] = (parts[index] ?? 0) + step;
    rest -= step;
  }
  return parts;
}

export type Total<Key extends string> = { key: Key; count: number; amountCents: Cents };

/** Totals by a key, in the order of the keys; `count` is the number of entries. */
export function totalsBy<Key extends string>(entries: readonly { key: Key; amountCents: Cents }[]): Total<Key>[] {
  const totals = new Map<Key, Total<Key>>();
  for (const { key, amountCents } of entries) {
    const total = totals.get(key) ?? { key, count: 0, amountCents: 0 };
    totals.set(key, { key, count: total.count + 1, amountCents: total.amountCents + amountCents });
  }
  return [...totals.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export type LotIdentity = { regieCode: string; year: number; number: number };

export const lotFormats = ["csv", "xlsx", "pdf", "pes"] as const;
export type LotFormat = (typeof lotFormats)[number];

/** The name of a lot's file; a second delivery of the same bytes says that it is a copy. */
export function lotFileName({ regieCode, ...lot }: LotIdentity, isCopy: boolean, format: LotFormat = "csv"): string {
  return `lot-${regieCode}-${writtenNumber(lot)}${isCopy ? "-copie" : ""}.${format}`;
}

/** No rule is known for the name of a PES file: kind, year and number of the slip, so that it is told from all others. */
export function pesFileName(slip: { kind: "role" | "title"; exer: number; bordereau: number }, isCopy = false): string {
  const name = slip.kind === "role" ? "PESORMC" : "PESALR1";
  return `${name}_${slip.exer}_${String(slip.bordereau).padStart(7, "0")}${isCopy ? "-copie" : ""}.xml`;
}

export type MeansTotals = Partial<Record<Means, Cents>>;
export type Gap = { means: Means; ledgerCents: Cents; receiptsCents: Cents; providerCents: Cents | null };

/** Who collects through PayFiP: their receipts must also equal the attempts that PayFiP says are paid. */
const ONLINE: readonly Means[] = ["card", "debit"];

/** The control of a period: books, receipts and PayFiP side by side, by means. `providerCents` is null for what PayFiP never sees. */
export function compareTotals(ledger: MeansTotals, receipts: MeansTotals, provider: MeansTotals): Gap[] {
  return means.map((one) => ({
    means: one,
    ledgerCents: ledger[one] ?? 0,
    receiptsCents: receipts[one] ?? 0,
    providerCents: ONLINE.includes(one) ? (provider[one] ?? 0) : null,
  }));
}

export function agrees({ ledgerCents, receiptsCents, providerCents }: Gap): boolean {
  return ledgerCents === receiptsCents && (providerCents === null || providerCents === receiptsCents);
}
