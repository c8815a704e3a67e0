/** An account statement as PDF: the family's own, or one payer's for the office, whose look leaves a trace. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { renderPaper } from "@/lib/certificate/pdf";
import { accountOfFamily, accountOfPayer } from "@/lib/certificate/queries-statement";
import { statementPaper } from "@/lib/certificate/rules-paper";
import { readPayer, readPeriod } from "@/lib/certificate/schema";
import { familyPage, officePage, tracedRead } from "@/lib/server/page";
import { currentPassport } from "@/lib/server/session";

export async function GET(request: Request): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const isFamily = (await currentPassport())?.role === "parent";
  const { account, now, today } = isFamily ? await ofFamily(search) : await ofOffice(search);
  if (!account) notFound();
  const [locale, t] = await Promise.all([getLocale(), getTranslations("certificate.statement")]);
  const bytes = await renderPaper(statementPaper(account, locale, today), now);
  return new Response(Buffer.from(bytes), {
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${t("file")}-${account.period.until}.pdf"`,
    },
  });
}

type Search = Record<string, string>;

async function ofFamily(search: Search) {
  const { tx, scope, today, now } = await familyPage("invoice.read", "/factures/releve");
  return { account: await accountOfFamily(tx, scope, readPeriod(search, today)), today, now };
}

async function ofOffice(search: Search) {
  const visit = await officePage("billing.consult", "/gestion/facturation/attestations");
  const payerId = readPayer(search);
  const period = readPeriod(search, visit.today);
  const account = payerId ? await tracedRead(visit, (context) => accountOfPayer(context, payerId, period)) : null;
  return { account, today: visit.today, now: visit.now };
}
