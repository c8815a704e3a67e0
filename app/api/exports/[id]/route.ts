/** The bytes of a lot, to the régie. Each delivery is in the journal; after the first of its format, the name says that it is a copy. */
import { notFound } from "next/navigation";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { deliverLot } from "@/lib/treasury/commands";
import { makeLotFile } from "@/lib/treasury/queries-file";
import { type LotFormat, lotFormats } from "@/lib/treasury/rules";

type Props = { params: Promise<{ id: string }> };

const TYPES: Record<LotFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  pes: "application/xml",
};

export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("treasury.export", "/gestion/encaissements/lots");
  const asked = new URL(request.url).searchParams.get("format") ?? "csv";
  const format = lotFormats.find((one) => one === asked);
  if (!isId(id) || !format) notFound();
  const made = await makeLotFile(visit.tx, id, format);
  const delivery = await tracedRead(visit, (context) => deliverLot(context, id, { format, made }));
  if (!delivery) notFound();
  return new Response(Buffer.from(delivery.bytes), {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="${delivery.fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
