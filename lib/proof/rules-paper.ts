/** The proof in words: the one source of its page and of its PDF. Pure. */
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordMoment } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/credit.json";
import fr from "@/lib/i18n/fr/credit.json";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDateTime, CivilMonth } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { type Fault, isSound, type Series, type Span, type Totals } from "./rules";

export type ProofFacts = {
  regie: { id: string; name: string };
  series: readonly Series[];
  totals: Totals;
  faults: readonly Fault[];
};

export type PaperTable = { title: string; columns: string[]; rows: string[][] };
export type RegiePaper = {
  id: string;
  name: string;
  verdict: string;
  isSound: boolean;
  series: PaperTable;
  /** Amounts of the month's invoices, the last of them what the others leave. */
  totals: { title: string; terms: { term: string; value: string; isTotal: boolean }[] };
  /** Empty when every invoice agrees. */
  faults: PaperTable;
};
export type ProofPaper = {
  locale: Locale;
  town: string;
  title: string;
  made: string;
  regies: RegiePaper[];
  signatures: string[];
};

type Given = { town: string; month: CivilMonth; moment: CivilDateTime; proofs: readonly ProofFacts[] };

const words = { fr: fr.proof, en: en.proof };

export function proofPaper({ town, month, moment, proofs }: Given, locale: Locale): ProofPaper {
  const say = words[locale];
  return {
    ...{ locale, town, signatures: [say.signRegie, say.signTreasury] },
    title: fill(say.paperTitle, { ofMonth: ofMonth(locale, month) }),
    made: fill(say.made, { moment: wordMoment(locale, moment) }),
    regies: proofs.map((proof) => regiePaper(proof, { month, locale })),
  };
}

function regiePaper(
  { regie, series, totals, faults }: ProofFacts,
  at: { month: CivilMonth; locale: Locale },
): RegiePaper {
  const { month, locale } = at;
  const say = words[locale];
  const sound = faults.length === 0 && series.every(isSound);
  const { kind, inMonth, inYear, holes, doubles, verdict, invoice, what, expected, found } = say.columns;
  return {
    ...{ id: regie.id, name: regie.name, isSound: sound, verdict: sound ? say.sound : say.faulty },
    series: {
      title: fill(say.series, { year: month.slice(0, 4) }),
      columns: [kind, inMonth, inYear, holes, doubles, verdict],
      rows: series.map((one) => seriesRow(one, locale)),
    },
    totals: { title: fill(say.totals, { count: String(totals.invoices) }), terms: termsOf(totals, locale) },
    faults: {
      title: faults.length === 0 ? say.noFault : say.faults,
      columns: [invoice, what, expected, found],
      rows: faults.map((fault) => [
        fault.invoice,
        say.codes[fault.code],
        wordAmount(locale, fault.expectedCents),
        wordAmount(locale, fault.foundCents),
      ]),
    },
  };
}

function seriesRow(series: Series, locale: Locale): string[] {
  const say = words[locale];
  const { kind, month, count, last, holes, doubles, counter } = series;
  const numbers = (span: Span) => (span.first === span.last ? String(span.first) : `${span.first}–${span.last}`);
  const lost = counter === null ? [] : [fill(say.counter, { number: String(counter) })];
  return [
    say.kinds[kind],
    month ? fill(say.span, { numbers: numbers(month), count: String(month.count) }) : say.nothing,
    last === 0 ? say.nothing : fill(say.span, { numbers: numbers({ first: 1, last }), count: String(count) }),
    holes.length === 0 ? say.none : holes.map(numbers).join(", "),
    doubles.length === 0 ? say.none : doubles.join(", "),
    isSound(series) ? say.right : [say.wrong, ...lost].join(" "),
  ];
}

function termsOf(totals: Totals, locale: Locale) {
  const say = words[locale].terms;
  const term = (words: string, cents: Cents, isTotal = false) => ({
    term: words,
    value: wordAmount(locale, cents),
    isTotal,
  });
  return [
    term(say.issued, totals.issuedCents),
    term(say.paid, -totals.paidCents),
    term(say.credited, -totals.creditedCents),
    term(say.used, -totals.usedCents),
    term(say.handed, -totals.handedCents),
    term(say.writtenOff, -totals.writtenOffCents),
    term(say.due, totals.dueCents, true),
  ];
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
