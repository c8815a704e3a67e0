/** The words of a lot on paper: the summary of its period and its journal, a row a receipt (facts: treasury §2). In French, as its readers sign it. Pure. */

import { wordDate, wordSpan } from "@/lib/i18n/dates";
import payment from "@/lib/i18n/fr/payment.json";
import treasury from "@/lib/i18n/fr/treasury.json";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, formatEuros, sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { type LotReceipt, SURPLUS, summaryOf, type TillPeriod } from "./rules-lot";

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
