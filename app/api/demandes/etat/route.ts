/** The counts of the worklist as they are now, for the page that shows them to ask again. Numbers of one's own scope, never a name. */

import { handlingOf } from "@/lib/casework/queries-settings";
import { parisOf } from "@/lib/kernel/civil-date";
import { workingDayFrom } from "@/lib/request/rules-deadline";
import { officePage } from "@/lib/server/page";
import { countsOf } from "@/lib/workload/queries-work";

/** Working days ahead within which something is due soon, as on the worklist. */
const SOON = 3;

export async function GET(): Promise<Response> {
  const { tx, scope, today, now } = await officePage("request.handle", "/gestion/demandes");
  const { place } = await handlingOf(tx, today);
  const counts = await countsOf(tx, scope, workingDayFrom(today, SOON, place));
  return Response.json({ ...counts, time: parisOf(now).time }, { headers: { "cache-control": "private, no-store" } });
}
