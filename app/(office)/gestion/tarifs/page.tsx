/** The price list in force for each activity of the agent's sites. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { officePage } from "@/lib/server/page";
import { type PricedActivity, pricesForOffice } from "@/lib/tariff/queries";
import { inForceOn, priceRange } from "@/lib/tariff/rules";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.tariffs"))("title") };
}

export default async function TariffsPage() {
  const visit = await officePage("activity.consult", "/gestion/tarifs");
  const [t, locale, activities] = await Promise.all([
    getTranslations("activity.tariffs"),
    getLocale(),
    pricesForOffice(visit.tx, visit.scope),
  ]);
  const inForce = (row: PricedActivity) => inForceOn(row.versions, visit.today);
  const priceOf = (row: PricedActivity) => {
    const version = inForce(row);
    if (!version) return t("none");
    const { from, to } = priceRange(version.rule);
    if (from === to) return wordAmount(locale, from);
    return t("range", { from: wordAmount(locale, from), to: wordAmount(locale, to) });
  };
  const sinceOf = (row: PricedActivity) => {
    const version = inForce(row);
    return version ? wordDate(locale, version.since) : "";
  };
  if (activities.length === 0) {
    return (
      <Desk title={t("title")} lead={t("lead")}>
        <EmptyState icon="euro" title={t("empty")} />
      </Desk>
    );
  }
  return (
    <Desk title={t("title")} lead={t("lead")}>
      <Table
        caption={t("title")}
        hideCaption
        rows={activities}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "activity",
            header: t("activity"),
            rowHeader: true,
            cell: (row) => (
              <TextLink href={`/gestion/tarifs/${row.id}`}>{locale === "fr" ? row.nameFr : row.nameEn}</TextLink>
            ),
          },
          { key: "site", header: t("site"), cell: (row) => row.siteName },
          {
            key: "version",
            header: t("version"),
            label: t("version"),
            cell: (row) => inForce(row)?.label ?? t("none"),
          },
          { key: "since", header: t("since"), label: t("since"), cell: sinceOf },
          { key: "price", header: t("price"), align: "end", label: t("price"), cell: priceOf },
        ]}
      />
    </Desk>
  );
}
