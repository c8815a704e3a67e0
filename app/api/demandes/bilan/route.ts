/** The report of requests as it was frozen, PDF or workbook: the same bytes each time, and a line in the office's journal. */
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { readPeriod, readVersion } from "@/app/(office)/gestion/demandes/bilan/asked";
import { catalogues } from "@/lib/i18n/messages";
import { officePage, tracedRead } from "@/lib/server/page";
import { takeReport } from "@/lib/workload/commands";
import { codeOf } from "@/lib/workload/rules";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const visit = await officePage("statistics.read", "/gestion/demandes/bilan");
  const period = readPeriod(search.get("periode"), visit.today);
  const format = search.get("format") === "xlsx" ? "xlsx" : "pdf";
  const locale = await getLocale();
  if (!period) notFound();
  const asked = { period, format, locale, version: readVersion(search.get("version")) } as const;
  const file = await tracedRead(visit, (context) => takeReport(context, asked));
  if (!file) notFound();
  const name = `${catalogues[locale].workload.file}-${codeOf(period)}-v${file.version}.${format}`;
  return new Response(Buffer.from(file.bytes), {
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": format === "xlsx" ? SHEET : "application/pdf",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
