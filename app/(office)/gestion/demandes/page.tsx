/** Change requests within the agent's scope: the ones that wait, oldest first, and the ones answered. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { aboutName, stateTones } from "@/components/request/request-words";
import { TextLink } from "@/components/ui/button";
import { Pagination, Tabs } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { type Described, searchedRequests } from "@/lib/request/queries";
import { officePage, tracedRead } from "@/lib/server/page";

const PATH = "/gestion/demandes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests.office"))("title") };
}

type Props = { searchParams: Promise<{ etat?: string; page?: string }> };

export default async function OfficeRequestsPage({ searchParams }: Props) {
  const { etat, page: asked } = await searchParams;
  const state = etat === "traitees" ? "decided" : "waiting";
  const page = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), 1000);
  const query = state === "decided" ? "?etat=traitees" : "?";
  const visit = await officePage("change.decide", `${PATH}${query}`);
  const [t, search, found] = await Promise.all([
    getTranslations("requests.office"),
    getTranslations("household.office.search"),
    tracedRead(visit, (context) => searchedRequests(context, visit.scope, { state, page })),
  ]);
  const { requests, total, pageSize } = found;
  const to = Math.min(page * pageSize, total);
  const link = (target: number, label: string) => ({ href: `${PATH}${query}&page=${target}`, label });
  const tabs = [
    { href: PATH, label: t("waiting"), current: state === "waiting" },
    { href: `${PATH}?etat=traitees`, label: t("decided"), current: state === "decided" },
  ];
  return (
    <Desk title={t("title")} lead={t("lead")} tools={<Tabs label={t("tabs")} items={tabs} />}>
      {requests.length === 0 ? (
        <EmptyState icon="message" level={2} title={state === "waiting" ? t("none") : t("noneDecided")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <>
          <Requests rows={requests} />
          <Pagination
            label={t("pages")}
            position={search("position", { from: (page - 1) * pageSize + 1, to, total })}
            previous={page > 1 ? link(page - 1, search("previous")) : undefined}
            next={to < total ? link(page + 1, search("next")) : undefined}
          />
        </>
      )}
    </Desk>
  );
}

async function Requests({ rows }: { rows: Described[] }) {
  const [t, words, locale] = await Promise.all([
    getTranslations("requests.office"),
    getTranslations("requests"),
    getLocale(),
  ]);
  return (
    <Table<Described>
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "reference",
          header: t("reference"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${PATH}/${row.id}`}>{row.reference}</TextLink>,
        },
        {
          key: "what",
          header: t("what"),
          label: t("what"),
          cell: (row) => words(`kinds.${row.kind}`, { name: aboutName(row) }),
        },
        { key: "household", header: t("household"), label: t("household"), cell: (row) => row.householdName },
        {
          key: "sent",
          header: t("sentOn"),
          label: t("sentOn"),
          cell: (row) => wordDate(locale, parisOf(row.createdAt).day),
        },
        {
          key: "state",
          header: t("state"),
          cell: (row) => (
            <Tag tone={row.state === "submitted" ? "due" : stateTones[row.state]}>{words(`states.${row.state}`)}</Tag>
          ),
        },
      ]}
    />
  );
}
