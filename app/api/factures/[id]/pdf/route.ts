/** The stored file of an issued invoice, byte for byte: for the family that pays it, or for the office, whose look leaves a trace. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { consultedInvoice, ownInvoice, pdfOf } from "@/lib/invoice/queries";
import { isId } from "@/lib/kernel/ids";
import { familyPage, officePage, tracedRead } from "@/lib/server/page";
import { currentPassport } from "@/lib/server/session";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const path = `/api/factures/${encodeURIComponent(id)}/pdf`;
  const isFamily = (await currentPassport())?.role === "parent";
  const file = isFamily ? await familyFile(id, path) : await officeFile(id, path);
  if (!file) return waiting(isFamily ? `/factures/${id}` : `/gestion/facturation/factures/${id}`);
  const { bytes, number } = file;
  const name = `${(await getTranslations("invoice.pdf"))("file")}-${number}.pdf`;
  return new Response(Buffer.from(bytes), {
    headers: {
      ...SAFE,
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}

/** Kept by nobody on the way, opened as nothing but itself. */
const SAFE = {
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
};

async function familyFile(id: string, path: string) {
  const { tx, scope } = await familyPage("invoice.read", path);
  if (!isId(id) || !(await ownInvoice(tx, scope, id))) notFound();
  return pdfOf(tx, id);
}

async function officeFile(id: string, path: string) {
  const visit = await officePage("billing.consult", path);
  const invoice = isId(id) ? await tracedRead(visit, (context) => consultedInvoice(context, id)) : null;
  if (invoice?.state !== "issued") notFound();
  return pdfOf(visit.tx, id);
}

/** A plain page that reloads by itself until the worker has made the file. */
async function waiting(back: string): Promise<Response> {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.pdf")]);
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="5">
<title>${t("waitTitle")}</title></head><body><main><h1>${t("waitTitle")}</h1><p>${t("wait")}</p>
<p><a href="${back}">${t("back")}</a></p></main></body></html>`;
  const headers = { ...SAFE, "content-type": "text/html; charset=utf-8", "retry-after": "5" };
  return new Response(html, { status: 202, headers: { ...headers, "content-security-policy": "default-src 'none'" } });
}
