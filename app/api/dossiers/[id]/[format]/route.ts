/** One's own dossier de preuve, as a page to keep or as a PDF: whoever else asks finds nothing. Each taking has its line in the journal. */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { takeDossier } from "@/lib/dossier/queries";
import { isId } from "@/lib/kernel/ids";
import { selfPage, tracedRead } from "@/lib/server/page";

type Props = { params: Promise<{ id: string; format: string }> };

const TYPES = { html: "text/html; charset=utf-8", pdf: "application/pdf" };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, format } = await params;
  const visit = await selfPage(`/api/dossiers/${encodeURIComponent(id)}/${encodeURIComponent(format)}`, {
    whileBlocked: false,
  });
  if (!isId(id) || (format !== "html" && format !== "pdf")) notFound();
  const bytes = await tracedRead(visit, (context) => takeDossier(context, { id, format }));
  if (!bytes) notFound();
  const name = `${(await getTranslations("dossier"))("fileName")}-${visit.today}.${format}`;
  return new Response(bytes, {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
