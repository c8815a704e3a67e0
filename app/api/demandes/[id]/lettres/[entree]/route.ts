/** A letter about a request as PDF, for the family that it was sent to and for the office. */
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { letterPaper } from "@/lib/agreement/queries";
import { openedRequest, pdfAnswer } from "../../../paper";

type Props = { params: Promise<{ id: string; entree: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, entree } = await params;
  const path = `/api/demandes/${encodeURIComponent(id)}/lettres/${encodeURIComponent(entree)}`;
  const [{ request, tx, today, reader }, locale] = await Promise.all([openedRequest(id, path), getLocale()]);
  const letter = await letterPaper(tx, request, entree, { locale, today, reader });
  if (!letter) notFound();
  return pdfAnswer(letter.paper, letter.at, `lettre-${request.reference}`);
}
