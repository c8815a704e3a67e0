/** Today's own lists, for the device of the person signed in. Each is a look that leaves a trace. */
import { gateBundle } from "@/lib/attendance/queries-bundle";
import { officePage, tracedRead } from "@/lib/server/page";
import { withStops } from "@/lib/transport/queries";

export async function GET(): Promise<Response> {
  const visit = await officePage("attendance.record", "/gestion/pointage/porte");
  const bundle = await tracedRead(visit, async (context) =>
    withStops(context.tx, await gateBundle(context, visit.scope, visit.passport)),
  );
  return Response.json(bundle, { headers: { "cache-control": "private, no-store" } });
}
