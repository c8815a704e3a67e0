/** One payer's account statement and tax certificate, as the family reads them. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PaperSheet } from "@/components/certificate/paper-sheet";
import { PeriodFields } from "@/components/certificate/period-fields";
import { YearFields } from "@/components/certificate/year-fields";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { certificateOf, yearsOf } from "@/lib/certificate/queries";
import { accountOfPayer } from "@/lib/certificate/queries-statement";
import type { Certificate } from "@/lib/certificate/rules";
import { certificatePaper, statementPaper } from "@/lib/certificate/rules-paper";
import { readPeriod, readYear } from "@/lib/certificate/schema";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certificate.desk"))("title") };
}

type Props = {
  params: Promise<{ payeur: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PayerPapersPage({ params, searchParams }: Props) {
  const [{ payeur: payerId }, search] = await Promise.all([params, searchParams]);
  const page = `/gestion/facturation/attestations/${encodeURIComponent(payerId)}`;
  const visit = await officePage("billing.consult", page);
  if (!isId(payerId)) notFound();
  const period = readPeriod(search, visit.today);
  const account = await tracedRead(visit, (context) => accountOfPayer(context, payerId, period));
  if (!account) notFound();
  const year = readYear(search, visit.today);
  const [t, words, locale, certificate, years] = await Promise.all([
    getTranslations("certificate.desk"),
    getTranslations("certificate"),
    getLocale(),
    certificateOf(visit.tx, { payerId, year }),
    yearsOf(visit.tx, payerId),
  ]);
  const query = new URLSearchParams({ payeur: payerId, du: period.since, au: period.until });
  return (
    <Desk
      title={account.holder.name}
      dateline={t("title")}
      back={{ href: "/gestion/facturation/attestations", label: t("title") }}
    >
      <Section title={t("statement")}>
        <PeriodFields page={page} period={period} />
        <PaperSheet paper={statementPaper(account, locale, visit.today)} />
        <LinkButton kind="line" icon="download" href={`/api/releves/pdf?${query}`} plain>
          {words("pdf")}
        </LinkButton>
      </Section>
      <Section title={t("tax")}>
        <YearFields page={page} year={year} years={[Number(visit.today.slice(0, 4)), ...years]} />
        <Tax certificate={certificate} payerId={payerId} today={visit.today} year={year} />
      </Section>
    </Desk>
  );
}

type TaxProps = { certificate: Certificate | null; payerId: string; today: string; year: number };

async function Tax({ certificate, payerId, today, year }: TaxProps) {
  const [t, words, locale] = await Promise.all([
    getTranslations("certificate.tax"),
    getTranslations("certificate"),
    getLocale(),
  ]);
  if (!certificate || certificate.children.length === 0) {
    return (
      <EmptyState icon="document" title={t("none", { year: String(year) })}>
        {t("noneText")}
      </EmptyState>
    );
  }
  const query = new URLSearchParams({ payeur: payerId, annee: String(year) });
  return (
    <>
      <PaperSheet paper={certificatePaper(certificate, locale, today)} />
      <LinkButton kind="line" icon="download" href={`/api/attestations/pdf?${query}`} plain>
        {words("pdf")}
      </LinkButton>
    </>
  );
}
