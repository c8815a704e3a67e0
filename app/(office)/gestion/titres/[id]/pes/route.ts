/** The PES file of a role or slip of titles. Each delivery is in the journal; after the first, the name says that it is a copy. */
import { notFound } from "next/navigation";
import { slipOf } from "@/lib/claim/queries-slips";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { deliverLot } from "@/lib/treasury/commands";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("claim.hand-over", "/gestion/titres");
  if (!isId(id) || !(await slipOf(visit.tx, id))) notFound();
  const delivery = await tracedRead(visit, (context) => deliverLot(context, id, { format: "pes" }));
  if (!delivery) notFound();
  return new Response(Buffer.from(delivery.bytes), {
    headers: {
      "content-type": "application/xml",
      "content-disposition": `attachment; filename="${delivery.fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
