/** The lines of the report in words, for its page and its files alike. */
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { NamedReport } from "@/lib/workload/queries";
import { type ReportList, reportLists } from "@/lib/workload/rules";

export type SaidLine = { key: string; name: string; count: number | null };
export type SaidList = { list: ReportList; title: string; lines: SaidLine[] };

/** Lines under which nothing was ever counted say nothing: they are left out where zero is shown. */
export function saidReport(report: NamedReport, locale: Locale): SaidList[] {
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

function nameOf(list: ReportList, key: string, { report, locale }: { report: NamedReport; locale: Locale }): string {
  const { workload, casework } = catalogues[locale];
  const names: Record<ReportList, Readonly<Record<string, string>>> = {
    kind: casework.kinds,
    site: { ...Object.fromEntries(report.sites), none: workload.noSite },
    outcome: { ...casework.outcomes, open: workload.open },
    time: workload.times,
    punctuality: workload.punctualities,
  };
  return names[list][key] ?? key;
}
