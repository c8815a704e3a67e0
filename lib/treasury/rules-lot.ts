/** What a lot says: a line for each receipt and product, and the totals that must equal the books. Pure: the same receipts give the same lot. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Means, Sale } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { productParts, salesOf, type Total, totalsBy } from "./rules";

/** A receipt with what the file tells of it. */
export type LotReceipt = {
  id: string;
  year: number;
  number: number;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  /** The part of it that pays the invoice; the rest is a credit of the family. */
  paidCents: Cents;
  /** Paid on the same invoice under earlier numbers. */
  beforeCents: Cents;
  sales: readonly Sale[];
  invoice: { year: number; number: number; refdet: string };
  payer: string;
  chequeNumber: string | null;
  chequeIssuer: string | null;
  numauto: string | null;
  idop: string | null;
  /** The receipt that this one takes back. */
  reverses: { year: number; number: number } | null;
};

export type LotLine = {
  receipt: string;
  day: CivilDate;
  means: Means;
  productCode: string;
  amountCents: Cents;
  invoice: string;
  refdet: string;
  payer: string;
  chequeNumber: string | null;
  chequeIssuer: string | null;
  numauto: string | null;
  idop: string | null;
  reverses: string | null;
};

export type Summary = { byMeans: Total<Means>[]; byProduct: Total<string>[]; totalCents: Cents };
export type LotContent = Summary & { number: string; regieCode: string; lines: LotLine[] };

/** Stands where a product would: money that pays nothing owed. */
export const SURPLUS = "trop-percu";

/** The parts by product of each receipt, and what was too much. */
export function linesOf(receipts: readonly LotReceipt[]): LotLine[] {
  return receipts.flatMap((receipt) => {
    const { paidCents, beforeCents, amountCents } = receipt;
    const parts = paidCents === 0 ? [] : productParts(salesOf(receipt.sales), beforeCents, paidCents);
    const surplus = { productCode: SURPLUS, amountCents: amountCents - paidCents };
    return [...parts, ...(surplus.amountCents === 0 ? [] : [surplus])].map((part) => lineOf(receipt, part));
  });
}

function lineOf(receipt: LotReceipt, { productCode, amountCents }: Sale): LotLine {
  const { day, means, payer, chequeNumber, chequeIssuer, numauto, idop, invoice } = receipt;
  return {
    ...{ day, means, payer, chequeNumber, chequeIssuer, numauto, idop, productCode, amountCents },
    receipt: writtenNumber(receipt),
    invoice: writtenNumber(invoice),
    refdet: invoice.refdet,
    reverses: receipt.reverses && writtenNumber(receipt.reverses),
  };
}

export function summaryOf(receipts: readonly LotReceipt[]): Summary {
  const lines = linesOf(receipts);
  return {
    byMeans: totalsBy(receipts.map(({ means, amountCents }) => ({ key: means, amountCents }))),
    // What was too much and taken back leaves no product behind.
    byProduct: totalsBy(lines.map(({ productCode, amountCents }) => ({ key: productCode, amountCents }))).filter(
      ({ key, amountCents }) => key !== SURPLUS || amountCents !== 0,
    ),
    totalCents: sum(receipts.map((receipt) => receipt.amountCents)),
  };
}

export function lotOf(
  receipts: readonly LotReceipt[],
  lot: { regieCode: string; year: number; number: number },
): LotContent {
  return { ...summaryOf(receipts), number: writtenNumber(lot), regieCode: lot.regieCode, lines: linesOf(receipts) };
}

/** What the régie held and did over the period, from the ledger as it stood when the lot was closed. */
export type TillPeriod = {
  openingCents: Cents;
  receivedCents: Cents;
  refundedCents: Cents;
  handedOverCents: Cents;
  closingCents: Cents;
};

/** Movements of the means by kind of entry; money out is below zero in the books and told above it. */
export function tillPeriodOf(openingCents: Cents, moves: readonly { kind: string; cents: Cents }[]): TillPeriod {
  const totalOf = (kinds: readonly string[]) =>
    sum(moves.filter(({ kind }) => kinds.includes(kind)).map(({ cents }) => cents));
  const [handedOver, refunded] = [totalOf(["remittance.made"]), totalOf(["refund.paid", "refund.failed"])];
  const all = sum(moves.map(({ cents }) => cents));
  return {
    openingCents,
    receivedCents: all - handedOver - refunded,
    refundedCents: refunded === 0 ? 0 : -refunded,
    handedOverCents: handedOver === 0 ? 0 : -handedOver,
    closingCents: openingCents + all,
  };
}
