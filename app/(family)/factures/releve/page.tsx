/** The family's account over some days: from the books, as its PDF says it. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PaperSheet } from "@/components/certificate/paper-sheet";
import { PeriodFields } from "@/components/certificate/period-fields";
import { Leaf, Padded } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { accountOfFamily } from "@/lib/certificate/queries-statement";
import { statementPaper } from "@/lib/certificate/rules-paper";
import { readPeriod } from "@/lib/certificate/schema";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certificate.statement"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StatementPage({ searchParams }: Props) {
  const { tx, scope, today } = await familyPage("invoice.read", "/factures/releve");
  const period = readPeriod(await searchParams, today);
  const [account, t, words, invoices, locale] = await Promise.all([
    accountOfFamily(tx, scope, period),
    getTranslations("certificate.statement"),
    getTranslations("certificate"),
    getTranslations("invoice.list"),
    getLocale(),
  ]);
  const query = new URLSearchParams({ du: period.since, au: period.until });
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/factures", label: words("back") }}>
      {account ? (
        <Padded>
          <PeriodFields page="/factures/releve" period={period} />
          <PaperSheet paper={statementPaper(account, locale, today)} />
          <div className="line-actions mt-4 no-print">
            <LinkButton kind="quiet" icon="download" href={`/api/releves/pdf?${query}`} plain>
              {words("pdf")}
            </LinkButton>
            <PrintButton>{words("print")}</PrintButton>
          </div>
        </Padded>
      ) : (
        <Padded>
          <EmptyState icon="invoice" title={invoices("emptyTitle")}>
            {invoices("empty")}
          </EmptyState>
        </Padded>
      )}
    </Leaf>
  );
}
