/** The receipt of a request as PDF: handed over at the counter, posted, or kept by the family. */
import { getLocale } from "next-intl/server";
import { receiptPaper } from "@/lib/agreement/queries";
import { openedRequest, pdfAnswer } from "../../paper";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const path = `/api/demandes/${encodeURIComponent(id)}/recepisse`;
  const [{ request, tx, today, reader }, locale] = await Promise.all([openedRequest(id, path), getLocale()]);
  const paper = await receiptPaper(tx, request, { locale, today, reader });
  return pdfAnswer(paper, request.receivedAt, `recepisse-${request.reference}`);
}
