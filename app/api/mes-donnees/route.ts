/** Everything held about the family's own households, as one JSON file. The download is noted. */
import { getLocale } from "next-intl/server";
import { takeAway } from "@/lib/report/queries-mine";
import { familyPage, tracedRead } from "@/lib/server/page";

export async function GET(): Promise<Response> {
  const visit = await familyPage("journal.read", "/mes-donnees");
  const { scope, today } = visit;
  const locale = await getLocale();
  const file = await tracedRead(visit, (context) => takeAway(context, { scope, today, locale }));
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="mes-donnees-${today}.json"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
