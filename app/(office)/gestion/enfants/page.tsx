/** Children within the agent's scope: search, sort, pages. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { schoolsOf, searchChildren } from "@/lib/household/queries-office";
import { searchSchema } from "@/lib/household/schema-office";
import { wordDate } from "@/lib/i18n/dates";
import { officePage, tracedRead } from "@/lib/server/page";
import { ResultPages, SearchForm, searchHref, sortBy } from "../foyers/searching";

const PATH = "/gestion/enfants";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("household.office"))("children") };
}

type Props = { searchParams: Promise<Record<string, string | string[]>> };

export default async function ChildrenPage({ searchParams }: Props) {
  const search = searchSchema.parse(await searchParams);
  const visit = await officePage("family.consult", searchHref(PATH, search, { page: search.page }));
  const [t, locale, sites, { total, rows }] = await Promise.all([
    getTranslations("household.office"),
    getLocale(),
    schoolsOf(visit.tx, visit.scope),
    tracedRead(visit, (context) => searchChildren(context, visit.scope, search)),
  ]);
  type Row = (typeof rows)[number];
  return (
    <Desk title={t("children")} lead={t("childrenLead")}>
      <SearchForm path={PATH} search={search} words={t("search.childWords")} sites={sites} />
      {rows.length === 0 ? (
        <EmptyState icon="search" level={2} title={t("search.none")}>
          {t("search.noneHint")}
        </EmptyState>
      ) : (
        <div className="mt-6">
          <Table<Row>
            caption={t("children")}
            hideCaption
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "name",
                header: t("columns.child"),
                rowHeader: true,
                sort: sortBy(PATH, search, "name"),
                cell: (row) => (
                  <>
                    <TextLink href={`${PATH}/${row.id}`}>{`${row.lastName} ${row.firstName}`}</TextLink>{" "}
                    {row.leftOn ? <Tag>{t("columns.left")}</Tag> : null}
                  </>
                ),
              },
              {
                key: "birth",
                header: t("columns.birth"),
                label: t("columns.birth"),
                sort: sortBy(PATH, search, "birth"),
                cell: (row) => wordDate(locale, row.birthDate),
              },
              {
                key: "school",
                header: t("columns.school"),
                label: t("columns.school"),
                cell: ({ schoolings: [school] }) => (school ? `${school.site.name}, ${school.grade}` : ""),
              },
            ]}
          />
          <ResultPages path={PATH} search={search} total={total} />
        </div>
      )}
    </Desk>
  );
}
