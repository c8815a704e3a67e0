/**
 * What a lot says: a line for each receipt and product, the totals that must equal the books, and the same on paper, in the French of those who
 * sign it. Pure: the same receipts give the same lot.
 */
import { wordDate, wordSpan } from "@/lib/i18n/dates";
import payment from "@/lib/i18n/fr/payment.json";
import treasury from "@/lib/i18n/fr/treasury.json";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, formatEuros, sum } from "@/lib/kernel/money";
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
  /** What a transfer or a voucher is known by. */
  reference: string | null;
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
  reference: string | null;
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
  const { day, means, payer, chequeNumber, chequeIssuer, reference, numauto, idop, invoice } = receipt;
  return {
    ...{ day, means, payer, chequeNumber, chequeIssuer, reference, numauto, idop, productCode, amountCents },
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

export type PaperTerm = { term: string; value: string; isTotal?: boolean };
type Terms = { title: string; terms: PaperTerm[] };

export type LotPaper = {
  town: string;
  regie: string;
  title: string;
  made: string;
  till: Terms;
  lot: Terms;
  byMeans: Terms;
  byProduct: Terms;
  signatures: string[];
  journal: { title: string; columns: string[]; rows: string[][] };
  foot: string;
};

export type PaperFacts = {
  town: string;
  regie: string;
  lot: { year: number; number: number; since: CivilDate; until: CivilDate; closedOn: CivilDate; sha256: string };
  receipts: readonly LotReceipt[];
  till: TillPeriod;
  /** The names of the product codes. */
  products: ReadonlyMap<string, string>;
};

const say = treasury.paper;

export function lotPaper({ town, regie, lot, receipts, till, products }: PaperFacts): LotPaper {
  const { byMeans, byProduct, totalCents } = summaryOf(receipts);
  const span = wordSpan("fr", { from: lot.since, to: lot.until, year: true });
  const number = writtenNumber(lot);
  return {
    ...{ town, regie, signatures: [say.regisseur, say.comptable] },
    title: fill(say.title, { number, span }),
    made: fill(say.made, { day: wordDate("fr", lot.closedOn) }),
    till: { title: say.till, terms: tillTerms(till) },
    lot: {
      title: say.lot,
      terms: [{ term: say.count, value: String(receipts.length) }, money(say.total, totalCents, true)],
    },
    byMeans: {
      title: say.byMeans,
      terms: byMeans.map(({ key, amountCents }) => money(payment.means[key], amountCents)),
    },
    byProduct: {
      title: say.byProduct,
      terms: byProduct.map(({ key, amountCents }) => money(productName(key, products), amountCents)),
    },
    journal: { title: say.journal, columns: [...say.columns], rows: receipts.map(rowOf) },
    foot: fill(say.foot, { number, print: lot.sha256 }),
  };
}

function tillTerms(till: TillPeriod): PaperTerm[] {
  return [
    money(say.opening, till.openingCents),
    money(say.received, till.receivedCents),
    money(say.refunded, till.refundedCents),
    money(say.handedOver, till.handedOverCents),
    money(say.closing, till.closingCents, true),
  ];
}

function rowOf({ day, payer, means, amountCents, ...receipt }: LotReceipt): string[] {
  const dated = day.split("-").reverse().join("/");
  return [
    writtenNumber(receipt),
    dated,
    payer,
    writtenNumber(receipt.invoice),
    payment.means[means],
    formatEuros(amountCents),
  ];
}

function productName(code: string, products: ReadonlyMap<string, string>): string {
  if (code === SURPLUS) return say.surplus;
  const name = products.get(code);
  return name ? `${code} (${name})` : code;
}

function money(term: string, cents: Cents, isTotal = false): PaperTerm {
  return { term, value: formatEuros(cents), ...(isTotal && { isTotal }) };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The journal's sum and the summary's are one; a paper that says otherwise is never made. */
export function assertPaperAddsUp({ receipts }: Pick<PaperFacts, "receipts">): void {
  const { byMeans, byProduct, totalCents } = summaryOf(receipts);
  const journal = sum(receipts.map(({ amountCents }) => amountCents));
  const [means, products] = [byMeans, byProduct].map((totals) => sum(totals.map(({ amountCents }) => amountCents)));
  if (journal !== totalCents || means !== totalCents || products !== totalCents)
    throw new Error("The lot does not add up");
}
