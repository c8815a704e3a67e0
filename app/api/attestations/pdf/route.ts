/** The certificate of a year as PDF: for the family of the payer, or for the office. Making it leaves a line in the family's journal. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { makeCertificate } from "@/lib/certificate/commands";
import { renderPaper } from "@/lib/certificate/pdf";
import { payersOfFamily } from "@/lib/certificate/queries";
import { certificatePaper } from "@/lib/certificate/rules-paper";
import { readPayer, readYear } from "@/lib/certificate/schema";
import { familyPage, officePage, tracedRead, type Visit } from "@/lib/server/page";
import { currentPassport } from "@/lib/server/session";

export async function GET(request: Request): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const payerId = readPayer(search);
  const visit = await visitOf(payerId);
  const year = readYear(search, visit.today);
  const certificate = payerId
    ? await tracedRead(visit, (context) => makeCertificate(context, { payerId, year }))
    : null;
  if (!certificate) notFound();
  const [locale, t] = await Promise.all([getLocale(), getTranslations("certificate.tax")]);
  const bytes = await renderPaper(certificatePaper(certificate, locale, visit.today), visit.now);
  return new Response(Buffer.from(bytes), {
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${t("file")}-${year}.pdf"`,
    },
  });
}

/** A payer who is not one of the family's is as absent as one that does not exist. */
async function visitOf(payerId: string | null): Promise<Visit<unknown>> {
  const isFamily = (await currentPassport())?.role === "parent";
  if (!isFamily) return officePage("billing.consult", "/gestion/facturation/attestations");
  const visit = await familyPage("invoice.read", "/factures/attestation");
  const own = await payersOfFamily(visit.tx, visit.scope);
  if (!own.some(({ id }) => id === payerId)) notFound();
  return visit;
}
