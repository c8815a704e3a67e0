/** The report of requests as PDF or workbook: the same lines as its page, and a line in the office's journal. */
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { codeOf, readPeriod } from "@/app/(office)/gestion/demandes/bilan/asked";
import { saidReport } from "@/app/(office)/gestion/demandes/bilan/words";
import { renderPaper } from "@/lib/certificate/pdf";
import type { Paper } from "@/lib/certificate/rules-paper";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { fill } from "@/lib/invoice/rules-words";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Sender, senderOf } from "@/lib/letter/queries";
import { officePage, tracedRead } from "@/lib/server/page";
import { makeReport } from "@/lib/workload/commands";
import type { NamedReport } from "@/lib/workload/queries";
import { writeReport } from "@/lib/workload/xlsx";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const visit = await officePage("statistics.read", "/gestion/demandes/bilan");
  const period = readPeriod(search.get("periode"), visit.today);
  const format = search.get("format") === "xlsx" ? "xlsx" : "pdf";
  if (!period) notFound();
  const [report, locale, sender] = await Promise.all([
    tracedRead(visit, (context) => makeReport(context, period, format)),
    getLocale(),
    senderOf(visit.tx),
  ]);
  const words = catalogues[locale].workload;
  const bytes =
    format === "xlsx"
      ? await writeReport(rowsOf(report, locale), { sheet: "Bilan", heads: [words.list, words.name, words.count] })
      : await renderPaper(paperOf(report, { locale, sender, code: codeOf(period), today: visit.today }), visit.now);
  return new Response(Buffer.from(bytes), {
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": format === "xlsx" ? SHEET : "application/pdf",
      "content-disposition": `attachment; filename="${words.file}-${codeOf(period)}.${format}"`,
    },
  });
}

function rowsOf(report: NamedReport, locale: Locale) {
  const { hidden } = catalogues[locale].workload;
  return saidReport(report, locale).flatMap(({ title, lines }) =>
    lines.map(({ name, count }) => ({ list: title, name, count: count ?? hidden })),
  );
}

type Made = { locale: Locale; sender: Sender; code: string; today: CivilDate };

function paperOf(report: NamedReport, { locale, sender, code, today }: Made): Paper {
  const { workload: words, letter } = catalogues[locale];
  return {
    ...{ locale, title: words.title, subtitle: code.replace("-s", " / "), recipient: [], before: [words.lead] },
    issuer: { town: sender.town, lines: [...sender.lines] },
    columns: [
      { header: words.list, align: "start", width: "wide" },
      { header: words.name, align: "start", width: "wide" },
      { header: words.count, align: "end", width: "narrow" },
    ],
    rows: rowsOf(report, locale).map(({ list, name, count }) => [list, name, String(count)]),
    foot: [words.total, "", report.total === null ? words.hidden : String(report.total)],
    after: [words.whyText],
    made: fill(letter.paper.dateline, { town: sender.town, day: wordDate(locale, today) }),
    ...{ data: words.title, page: letter.paper.page },
  };
}
