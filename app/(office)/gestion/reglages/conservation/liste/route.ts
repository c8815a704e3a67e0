/** The exact rows of the list that waits, as ids without names: for whoever decides, and each taking has its line in the journal. */
import { notFound } from "next/navigation";
import { isId } from "@/lib/kernel/ids";
import { takeExactList } from "@/lib/retention/queries";
import { officePage, tracedRead } from "@/lib/server/page";

export async function GET(request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.get("liste") ?? "";
  const path = `/gestion/reglages/conservation/liste?liste=${encodeURIComponent(id)}`;
  const visit = await officePage("retention.decide", path);
  const text = isId(id) ? await tracedRead(visit, (context) => takeExactList(context, id)) : null;
  if (text === null) notFound();
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="conservation-${visit.today}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
