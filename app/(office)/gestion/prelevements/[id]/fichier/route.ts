/** The bytes of a file of direct debits. Each delivery is in the journal; after the first, the name says that it is a copy. */
import { notFound } from "next/navigation";
import { deliverBatch } from "@/lib/debit/commands-outcome";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("debit.manage", "/gestion/prelevements");
  const delivery = isId(id) ? await tracedRead(visit, (context) => deliverBatch(context, id)) : null;
  if (!delivery) notFound();
  return new Response(Buffer.from(delivery.bytes), {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "content-disposition": `attachment; filename="${delivery.fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
