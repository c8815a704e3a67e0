/** A statistic as CSV, with the same figures hidden as on the page. Each export is noted. */
import { getLocale, getTranslations } from "next-intl/server";
import { cellWords, nameWords } from "@/components/desk/cell-words";
import { officePage, tracedRead } from "@/lib/server/page";
import { writeTable } from "@/lib/statistics/csv";
import { exportAnswer } from "@/lib/statistics/queries";
import { queryOf, readQuestion } from "@/lib/statistics/schema";

export async function GET(request: Request): Promise<Response> {
  const visit = await officePage("statistics.read", "/gestion/statistiques");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const question = readQuestion(query, visit.today);
  const [t, locale] = await Promise.all([getTranslations("statistics"), getLocale()]);
  const { cells, total, names } = await tracedRead(visit, (context) => exportAnswer(context, question));
  const rows = [
    [t(`headers.${question.by}`), t(`headers.${question.measure}`)],
    ...cells.map((cell) => [nameWords(t, names.get(cell.key), locale), cellWords(t, cell)]),
    [t("total"), total === null ? t("masked") : String(total)],
  ];
  const name = `statistiques-${queryOf(question).replace(/[^a-z0-9-]+/gi, "-")}.csv`;
  return new Response(writeTable(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
