/** A frozen report in words, for its page and its files alike. Pure. */
import type { Paper } from "@/lib/certificate/rules-paper";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { fill } from "@/lib/invoice/rules-words";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Period, ReportList } from "./rules";
import { reportLists } from "./rules";
import type { FrozenReport } from "./schema";

type SaidLine = { key: string; name: string; count: number | null };
type SaidList = { list: ReportList; title: string; lines: SaidLine[] };

export function saidReport(report: FrozenReport, locale: Locale): SaidList[] {
  const words = catalogues[locale].workload;
  return reportLists.map((list) => ({
    list,
    title: words.lists[list],
    lines: report.lists[list].map(({ key, shown }) => ({
      key,
      count: shown,
      name: nameOf(list, key, { report, locale }),
    })),
  }));
}

function nameOf(list: ReportList, key: string, { report, locale }: { report: FrozenReport; locale: Locale }): string {
  const { workload, casework } = catalogues[locale];
  const names: Record<ReportList, Readonly<Record<string, string>>> = {
    kind: casework.kinds,
    site: { ...report.sites, none: workload.noSite },
    outcome: { ...casework.outcomes, open: workload.open },
    time: workload.times,
    punctuality: workload.punctualities,
  };
  return names[list][key] ?? key;
}

export function wordPeriod({ year, half }: Period, locale: Locale): string {
  const { halves, year: whole } = catalogues[locale].workload;
  return fill(half === 1 ? halves.first : half === 2 ? halves.second : whole, { year: String(year) });
}

export type Edition = { period: Period; version: number; madeAt: Date; reason: string | null };

/** As of when it counts, and from the second version on what it corrects: said on the page, in the PDF and in the workbook. */
export function wordEdition(report: FrozenReport, { version, madeAt, reason }: Edition, locale: Locale): string[] {
  const words = catalogues[locale].workload;
  const asOf = fill(words.asOf, { day: wordDate(locale, report.asOf) });
  if (version === 1) return [asOf];
  const day = wordDate(locale, parisOf(madeAt).day);
  return [
    asOf,
    fill(words.corrected, { version: String(version), day, before: String(version - 1), reason: reason ?? "" }),
  ];
}

export function reportRows(report: FrozenReport, locale: Locale) {
  const { hidden } = catalogues[locale].workload;
  return saidReport(report, locale).flatMap(({ title, lines }) =>
    lines.map(({ name, count }) => ({ list: title, name, count: count ?? hidden })),
  );
}

type Made = { locale: Locale; edition: Edition; sender: { town: string; lines: string[] }; today: CivilDate };

export function reportPaper(report: FrozenReport, { locale, edition, sender, today }: Made): Paper {
  const { workload: words, letter } = catalogues[locale];
  return {
    ...{ locale, title: words.title, subtitle: wordPeriod(edition.period, locale), recipient: [] },
    before: [words.lead, ...wordEdition(report, edition, locale)],
    issuer: { town: sender.town, lines: [...sender.lines] },
    columns: [
      { header: words.list, align: "start", width: "wide" },
      { header: words.name, align: "start", width: "wide" },
      { header: words.count, align: "end", width: "narrow" },
    ],
    rows: reportRows(report, locale).map(({ list, name, count }) => [list, name, String(count)]),
    foot: [words.total, "", report.total === null ? words.hidden : String(report.total)],
    after: [words.whyText],
    made: fill(letter.paper.dateline, { town: sender.town, day: wordDate(locale, today) }),
    ...{ data: words.title, page: letter.paper.page },
  };
}
