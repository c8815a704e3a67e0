/** Households within the agent's scope: search, sort, pages. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { schoolsOf, searchHouseholds } from "@/lib/household/queries-office";
import { type Search, searchSchema } from "@/lib/household/schema-office";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage, tracedRead } from "@/lib/server/page";
import { ResultPages, SearchForm, searchHref, sortBy } from "./searching";

const PATH = "/gestion/foyers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("household.office"))("households") };
}

const names = (people: readonly { firstName: string; lastName: string }[]) =>
  people.map((person) => `${person.firstName} ${person.lastName}`).join(", ");

type Props = { searchParams: Promise<Record<string, string | string[]>> };

export default async function HouseholdsPage({ searchParams }: Props) {
  const search = searchSchema.parse(await searchParams);
  const visit = await officePage("family.consult", searchHref(PATH, search, { page: search.page }));
  const [t, sites, { total, rows }] = await Promise.all([
    getTranslations("household.office"),
    schoolsOf(visit.tx, visit.scope),
    tracedRead(visit, (context) => searchHouseholds(context, visit.scope, search)),
  ]);
  return (
    <Desk title={t("households")} lead={t("householdsLead")}>
      <SearchForm path={PATH} search={search} words={t("search.words")} sites={sites} />
      {rows.length === 0 ? (
        <EmptyState icon="search" level={2} title={t("search.none")}>
          {t("search.noneHint")}
        </EmptyState>
      ) : (
        <div className="mt-6">
          <Households rows={rows} search={search} />
          <ResultPages path={PATH} search={search} total={total} />
        </div>
      )}
    </Desk>
  );
}

type Row = Awaited<ReturnType<typeof searchHouseholds>>["rows"][number];

async function Households({ rows, search }: { rows: Row[]; search: Search }) {
  const [t, locale] = await Promise.all([getTranslations("household.office"), getLocale()]);
  return (
    <Table<Row>
      caption={t("households")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("columns.name"),
          rowHeader: true,
          sort: sortBy(PATH, search, "name"),
          cell: (row) => (
            <>
              <TextLink href={`${PATH}/${row.id}`}>{row.name}</TextLink>{" "}
              {row.closedAt ? <Tag>{t("columns.closed")}</Tag> : null}
            </>
          ),
        },
        {
          key: "adults",
          header: t("columns.adults"),
          label: t("columns.adults"),
          cell: (row) => names(row.members.map((member) => member.guardian)),
        },
        {
          key: "children",
          header: t("columns.children"),
          label: t("columns.children"),
          cell: (row) => names(row.children.map((home) => home.child)),
        },
        {
          key: "created",
          header: t("columns.created"),
          label: t("columns.created"),
          sort: sortBy(PATH, search, "created"),
          cell: (row) => wordDate(locale, parisOf(row.createdAt).day),
        },
      ]}
    />
  );
}
