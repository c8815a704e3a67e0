/** Families new to the commune who ask for an account, by the first child's school. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { wordMoment } from "@/lib/i18n/dates";
import { accountRequests } from "@/lib/request/queries-account-request";
import { officePage } from "@/lib/server/page";
import { REQUEST_TONES } from "./tones";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents.requests"))("title") };
}

export default async function AccountRequestsPage() {
  const { tx, scope } = await officePage("account-request.decide", "/gestion/demandes-de-compte");
  const [t, locale, rows] = await Promise.all([
    getTranslations("agents.requests"),
    getLocale(),
    accountRequests(tx, scope),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")}>
      {rows.length === 0 ? (
        <EmptyState icon="key" title={t("none")} level={2}>
          {t("noneWhy")}
        </EmptyState>
      ) : (
        <div className="mt-6">
          <Table
            caption={t("caption")}
            hideCaption
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "reference",
                header: t("columns.reference"),
                rowHeader: true,
                cell: (row) => <TextLink href={`/gestion/demandes-de-compte/${row.id}`}>{row.reference}</TextLink>,
              },
              { key: "name", header: t("columns.name"), label: t("columns.name"), cell: (row) => row.name },
              {
                key: "children",
                header: t("columns.children"),
                label: t("columns.children"),
                cell: (row) => row.children.join(", "),
              },
              {
                key: "askedAt",
                header: t("columns.askedAt"),
                label: t("columns.askedAt"),
                cell: (row) => wordMoment(locale, row.askedAt),
              },
              {
                key: "state",
                header: t("columns.state"),
                cell: (row) => <Tag tone={REQUEST_TONES[row.state]}>{t(`states.${row.state}`)}</Tag>,
              },
            ]}
          />
        </div>
      )}
    </Desk>
  );
}
