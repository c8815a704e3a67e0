/** What the family paid in a year for the care of its young children, for its tax return. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PaperSheet } from "@/components/certificate/paper-sheet";
import { YearFields } from "@/components/certificate/year-fields";
import { Leaf, Padded } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { certificateOf, payersOfFamily, yearsOf } from "@/lib/certificate/queries";
import { certificatePaper } from "@/lib/certificate/rules-paper";
import { readPayer, readYear } from "@/lib/certificate/schema";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certificate.tax"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CertificatePage({ searchParams }: Props) {
  const search = await searchParams;
  const { tx, scope, today } = await familyPage("invoice.read", "/factures/attestation");
  const [payers, t, words, locale] = await Promise.all([
    payersOfFamily(tx, scope),
    getTranslations("certificate.tax"),
    getTranslations("certificate"),
    getLocale(),
  ]);
  const payer = payers.find(({ id }) => id === readPayer(search)) ?? payers[0];
  const year = readYear(search, today);
  const certificate = payer ? await certificateOf(tx, { payerId: payer.id, year }) : null;
  const back = { href: "/factures", label: words("back") };
  if (!payer || !certificate) {
    return (
      <Leaf title={t("title")} lead={t("lead")} back={back}>
        <Padded>
          <EmptyState icon="document" title={t("noPayer")}>
            {t("noPayerText")}
          </EmptyState>
        </Padded>
      </Leaf>
    );
  }
  const query = new URLSearchParams({ annee: String(year), payeur: payer.id });
  const years = [Number(today.slice(0, 4)), ...(await yearsOf(tx, payer.id))];
  return (
    <Leaf title={t("title")} lead={t("lead")} back={back}>
      <Padded>
        <YearFields page="/factures/attestation" year={year} years={years} payers={payers} payerId={payer.id} />
      </Padded>
      {certificate.children.length === 0 ? (
        <Padded>
          <EmptyState icon="document" title={t("none", { year: String(year) })}>
            {t("noneText")}
          </EmptyState>
        </Padded>
      ) : (
        <Padded>
          <h2>{t("long", { year: String(year) })}</h2>
          <PaperSheet paper={certificatePaper(certificate, locale, today)} />
          <div className="line-actions mt-4 no-print">
            <LinkButton kind="quiet" icon="download" href={`/api/attestations/pdf?${query}`} plain>
              {words("pdf")}
            </LinkButton>
            <PrintButton>{words("print")}</PrintButton>
          </div>
        </Padded>
      )}
    </Leaf>
  );
}
