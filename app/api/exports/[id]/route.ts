/** The bytes of a lot, to the régie. Each delivery is in the journal; after the first, the name says that it is a copy. */
import { notFound } from "next/navigation";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { deliverLot } from "@/lib/treasury/commands";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("treasury.export", "/gestion/encaissements");
  const delivery = isId(id) ? await tracedRead(visit, (context) => deliverLot(context, id)) : null;
  if (!delivery) notFound();
  return new Response(Buffer.from(delivery.bytes), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${delivery.fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
