/** A statement or a certificate in words: the one source of its page and of its PDF, so that both say the same. Pure. */
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, wordDate, wordMonth, writeDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { fill } from "@/lib/invoice/rules-words";
import type { Issuer } from "@/lib/invoice/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Certificate } from "./rules";
import type { Account, StatementLine } from "./rules-statement";

export type PaperColumn = { header: string; align: "start" | "end"; width: "wide" | "narrow" };
export type Paper = {
  locale: Locale;
  title: string;
  subtitle: string;
  issuer: { town: string; lines: string[] };
  recipient: string[];
  before: string[];
  columns: PaperColumn[];
  rows: string[][];
  /** Cells of the total, one a column. */
  foot: string[];
  after: string[];
  made: string;
  data: string;
  page: string;
};

/** `today` is the day on which the paper is made: it stands at its foot. */
export function certificatePaper(given: Certificate, locale: Locale, today: CivilDate): Paper {
  const { certificate: words } = catalogues[locale];
  const { tax } = words;
  const year = String(given.year);
  const say = (template: string) => fill(template, { year, payer: given.payer });
  const isRunning = today.slice(0, 4) === year;
  return {
    ...frameOf(given.issuer, locale, today),
    title: say(tax.long),
    subtitle: tax.law,
    recipient: [given.payer, ...given.address],
    before: [say(tax.certify)],
    columns: [
      { header: tax.child, align: "start", width: "wide" },
      { header: tax.born, align: "start", width: "wide" },
      { header: say(tax.amount), align: "end", width: "narrow" },
    ],
    rows: given.children.map(({ name, birthDate, cents }) => [
      name,
      wordDate(locale, birthDate),
      wordAmount(locale, cents),
    ]),
    foot: [tax.total, "", wordAmount(locale, given.totalCents)],
    after: [
      tax.scope,
      tax.method,
      ...(given.children.some(({ cents }) => cents < 0) ? [say(tax.negative)] : []),
      ...(isRunning ? [tax.running] : []),
    ],
  };
}

export function statementPaper(given: Account, locale: Locale, today: CivilDate): Paper {
  const { certificate: words } = catalogues[locale];
  const say = words.statement;
  const { statement, period, holder, issuer } = given;
  const amount = (cents: Cents) => (cents === 0 ? "" : wordAmount(locale, cents));
  const openingLabel = fill(say.opening, { day: wordDate(locale, period.since) });
  return {
    ...frameOf(issuer, locale, today),
    title: say.title,
    subtitle: fill(say.for, { since: wordDate(locale, period.since), until: wordDate(locale, period.until) }),
    recipient: [holder.name, ...holder.address],
    before: [],
    columns: [
      { header: say.day, align: "start", width: "narrow" },
      { header: say.what, align: "start", width: "wide" },
      { header: say.charged, align: "end", width: "narrow" },
      { header: say.paid, align: "end", width: "narrow" },
      { header: say.balance, align: "end", width: "narrow" },
    ],
    rows: [
      ["", openingLabel, "", "", wordAmount(locale, statement.openingCents)],
      ...statement.lines.map((line) => [
        writeDate(line.day),
        lineWords(given, line, locale),
        amount(line.chargedCents),
        amount(line.paidCents),
        wordAmount(locale, line.balanceCents),
      ]),
    ],
    foot: [
      "",
      fill(say.closing, { day: wordDate(locale, period.until) }),
      "",
      "",
      wordAmount(locale, statement.closingCents),
    ],
    after: statement.lines.length === 0 ? [say.none] : [say.note],
  };
}

/** « Paiement reçu (carte bancaire), facture n° 2026-000012 ». */
function lineWords({ papers }: Account, line: StatementLine, locale: Locale): string {
  const { certificate: words, payment } = catalogues[locale];
  const { kinds, ofInvoice } = words.statement;
  const paper = papers.get(line.invoiceId ?? "");
  const template = kinds[line.kind.replace(".", "-") as keyof typeof kinds];
  return fill(template, {
    number: paper?.number ?? "",
    month: paper ? wordMonth(locale, paper.month) : "",
    amount: wordAmount(locale, line.amountCents),
    means: line.means ? payment.means[line.means] : "",
    invoice: paper ? fill(ofInvoice, { number: paper.number }) : "",
  }).replace(/\s?\(\)/, "");
}

function frameOf(issuer: Issuer, locale: Locale, today: CivilDate) {
  const { certificate: words } = catalogues[locale];
  const { commune, regie, address, phone, email, siret, portal } = issuer;
  const lines = [regie, address, phone, email, siret && fill(words.tax.siret, { siret })];
  return {
    locale,
    issuer: { town: opening(commune), lines: lines.filter((line): line is string => Boolean(line)) },
    made: fill(words.made, { town: commune, day: wordDate(locale, today) }),
    data: fill(words.foot.data, { portal }),
    page: words.foot.page,
  };
}
