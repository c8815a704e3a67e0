/**
 * Double entry (CGCT art. R.1617-16; facts: treasury §2). Debit is positive, credit negative; the lines of an entry add up to zero.
 * Balances come from these lines and from nothing else. Pure.
 */
import { type Cents, cents, sum } from "@/lib/kernel/money";

/** card and debit: PayFiP. sepa: the régie's own direct debit. cesu and voucher: paper titles on which no change is given. */
export const means = ["card", "debit", "cash", "cheque", "transfer", "cesu", "voucher", "sepa"] as const;
export type Means = (typeof means)[number];

export const accounts = [
  /** What families owe the régie (411), by invoice. */
  "receivable",
  /** What the régie holds for families, by what it comes from: below zero while something is left. */
  "credit",
  /** Earned, by product code: below zero. */
  "product",
  /** Money in hand or on the Treasury account, by means. */
  ...means,
  /** Money that is in without anybody knowing for what (recettes à classer): below zero. */
  "to_classify",
  /** Refunds ordered and not yet paid: below zero. */
  "refund_payable",
  /** Paid over to the comptable (recettes versées). */
  "handed_over",
  /** Handed to the comptable as a title or an article of a role: owed to the treasury, no longer to the régie. */
  "claim",
  /** What the comptable collected of those claims. */
  "treasury_collected",
  /** Given up by decision. */
  "written_off",
] as const;
export type LedgerAccount = (typeof accounts)[number];

export const entryKinds = [
  "invoice.issued",
  "credit.issued",
  "credit.used",
  "payment.received",
  "payment.taken-back",
  "payment.unknown",
  "payment.classified",
  "payment.returned",
  "payment.passed-on",
  "refund.ordered",
  "refund.paid",
  "refund.failed",
  "remittance.made",
  "claim.handed",
  "claim.returned",
  "claim.collected",
  "debt.written-off",
] as const;
export type EntryKind = (typeof entryKinds)[number];

export type LedgerLine = {
  account: LedgerAccount;
  amountCents: Cents;
  householdId?: string;
  payerId?: string;
  invoiceId?: string;
  creditId?: string;
  productCode?: string;
};

export type Debt = { invoiceId: string; householdId: string; payerId: string };
/** A credit is known by what opened it: a credit note, or the receipt of too much money. */
export type Credit = { creditId: string; householdId: string; payerId: string };
export type Sale = { productCode: string; amountCents: Cents };

/** The family owes the whole, each product has earned its part. */
export function invoiceLines(debt: Debt, sales: readonly Sale[]): LedgerLine[] {
  return [
    { account: "receivable", amountCents: sum(sales.map((sale) => sale.amountCents)), ...debt },
    ...earned(sales),
  ];
}

/**
 * A credit note lowers what is still owed on the invoice it corrects; the rest becomes a credit of the payer.
 * `sales` are what is taken back, above zero; `dueCents` is what is left to pay on the invoice.
 */
export function creditNoteLines(given: { debt: Debt; creditId: string; dueCents: Cents }, sales: readonly Sale[]) {
  const { debt, creditId, dueCents } = given;
  const total = sum(sales.map((sale) => sale.amountCents));
  const lowered = Math.min(total, Math.max(dueCents, 0));
  const credit = { creditId, householdId: debt.householdId, payerId: debt.payerId };
  return [
    ...earned(sales.map((sale) => ({ ...sale, amountCents: -sale.amountCents }))),
    ...present({ account: "receivable", amountCents: -lowered, ...debt }),
    ...present({ account: "credit", amountCents: lowered - total, ...credit }),
  ];
}

/** A credit pays an invoice of the same family and payer. */
export function creditUseLines(debt: Debt, uses: readonly { creditId: string; amountCents: Cents }[]): LedgerLine[] {
  const { householdId, payerId } = debt;
  return [
    ...uses.map(
      ({ creditId, amountCents }): LedgerLine => ({ account: "credit", amountCents, creditId, householdId, payerId }),
    ),
    { account: "receivable", amountCents: -sum(uses.map((use) => use.amountCents)), ...debt },
  ];
}

/** The money is in, the debt is down. */
export function paymentLines(debt: Debt, by: Means, amountCents: Cents): LedgerLine[] {
  return [
    { account: by, amountCents, ...debt },
    { account: "receivable", amountCents: -amountCents, ...debt },
  ];
}

/** Money that pays nothing owed: paid twice, or too much. It is the payer's credit until it is used or given back. */
export function overpaymentLines(credit: Credit, by: Means, amountCents: Cents): LedgerLine[] {
  return [
    { account: by, amountCents, ...credit },
    { account: "credit", amountCents: -amountCents, ...credit },
  ];
}

/** Money of nobody known (recette à classer); `creditId` is the case that looks after it. */
export function unknownPaymentLines(creditId: string, by: Means, amountCents: Cents): LedgerLine[] {
  return [
    { account: by, amountCents, creditId },
    { account: "to_classify", amountCents: -amountCents, creditId },
  ];
}

/** It is known at last: it pays an invoice, or becomes a credit. */
export function classifiedLines(creditId: string, to: Debt | Credit, amountCents: Cents): LedgerLine[] {
  const account = "invoiceId" in to ? "receivable" : "credit";
  return [
    { account: "to_classify", amountCents, creditId },
    { account, amountCents: -amountCents, ...to },
  ];
}

export function refundOrderedLines(credit: Credit, amountCents: Cents): LedgerLine[] {
  return [
    { account: "credit", amountCents, ...credit },
    { account: "refund_payable", amountCents: -amountCents, ...credit },
  ];
}

export function refundPaidLines(credit: Credit, by: Means, amountCents: Cents): LedgerLine[] {
  return [
    { account: "refund_payable", amountCents, ...credit },
    { account: by, amountCents: -amountCents, ...credit },
  ];
}

/** The bank sent it back, or it was called off: the family has its credit again. */
export function refundFailedLines(credit: Credit, amountCents: Cents): LedgerLine[] {
  return [
    { account: "refund_payable", amountCents, ...credit },
    { account: "credit", amountCents: -amountCents, ...credit },
  ];
}

/** The régisseur pays over to the comptable (versement). */
export function remittanceLines(amounts: Readonly<Partial<Record<Means, Cents>>>): LedgerLine[] {
  const paid = means.flatMap((by) => present({ account: by, amountCents: -(amounts[by] ?? 0) }));
  return [{ account: "handed_over", amountCents: -sum(paid.map((line) => line.amountCents)) }, ...paid];
}

/** What is left of an invoice becomes a claim of the comptable; `returned` when the comptable refuses it. */
export function claimLines(debt: Debt, amountCents: Cents, way: "handed" | "returned" = "handed"): LedgerLine[] {
  const moved = way === "handed" ? amountCents : -amountCents;
  return [
    { account: "claim", amountCents: moved, ...debt },
    { account: "receivable", amountCents: -moved, ...debt },
  ];
}

export function claimCollectedLines(debt: Debt, amountCents: Cents): LedgerLine[] {
  return [
    { account: "treasury_collected", amountCents, ...debt },
    { account: "claim", amountCents: -amountCents, ...debt },
  ];
}

/** Given up by decision: a loss, never a receipt (domain rule 46). */
export function writeOffLines(
  debt: Debt,
  amountCents: Cents,
  from: "receivable" | "claim" = "receivable",
): LedgerLine[] {
  return [
    { account: "written_off", amountCents, ...debt },
    { account: from, amountCents: -amountCents, ...debt },
  ];
}

/** A refund that the family was to give back, given up by decision: its credit is at zero again. */
export function refundGivenUpLines(credit: Credit, amountCents: Cents): LedgerLine[] {
  return [
    { account: "written_off", amountCents, ...credit },
    { account: "credit", amountCents: -amountCents, ...credit },
  ];
}

/** Throws when the lines do not balance: that is a bug, and it must not reach the books. */
export function assertBalanced(lines: readonly LedgerLine[]): void {
  const rest = sum(lines.map((line) => cents(line.amountCents)));
  if (rest !== 0) throw new Error(`An entry must balance; this one is off by ${rest} cents`);
  if (lines.length < 2) throw new Error("An entry has at least two lines");
}

/** Credits by product, in the order of the codes; what comes to nothing is left out. */
function earned(sales: readonly Sale[]): LedgerLine[] {
  const byProduct = new Map<string, Cents>();
  for (const { productCode, amountCents } of sales) {
    byProduct.set(productCode, (byProduct.get(productCode) ?? 0) + amountCents);
  }
  return [...byProduct]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([productCode, amount]) => present({ account: "product", productCode, amountCents: -amount }));
}

function present(line: LedgerLine): LedgerLine[] {
  return line.amountCents === 0 ? [] : [line];
}
