/** A signed agreement as PDF: its words, then the page that says who signed them, when, how, and their hash. */
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { agreementPaper } from "@/lib/agreement/queries";
import { openedRequest, pdfAnswer } from "../../../paper";

type Props = { params: Promise<{ id: string; version: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, version } = await params;
  const path = `/api/demandes/${encodeURIComponent(id)}/accords/${encodeURIComponent(version)}`;
  const [{ request, tx, today, reader }, locale] = await Promise.all([openedRequest(id, path), getLocale()]);
  const agreement = await agreementPaper(tx, request, Number(version), { locale, today, reader });
  if (!agreement) notFound();
  return pdfAnswer(agreement.paper, agreement.at, `accord-${request.reference}-${version}`);
}
