/** Contested lines within the reader's scope: the ones that wait, oldest first, and the ones answered. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { contestTones, lineName } from "@/components/contest/contest-parts";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Pagination, Tabs } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { type OfficeContest, searchedContests } from "@/lib/contest/queries";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage, tracedRead } from "@/lib/server/page";

const PATH = "/gestion/demandes/contestations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contest.office"))("title") };
}

type Props = { searchParams: Promise<{ etat?: string; page?: string }> };

export default async function ContestsPage({ searchParams }: Props) {
  const { etat, page: asked } = await searchParams;
  const state = etat === "traitees" ? "decided" : "waiting";
  const page = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), 1000);
  const query = state === "decided" ? "?etat=traitees" : "?";
  const visit = await officePage("contest.decide", `${PATH}${query}`);
  const [t, { contests, total, pageSize }] = await Promise.all([
    getTranslations("contest.office"),
    tracedRead(visit, (context) => searchedContests(context, visit.scope, { state, page })),
  ]);
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  const link = (target: number, label: string) => ({ href: `${PATH}${query}&page=${target}`, label });
  const tabs = [
    { href: PATH, label: t("waiting"), current: state === "waiting" },
    { href: `${PATH}?etat=traitees`, label: t("decided"), current: state === "decided" },
  ];
  return (
    <Desk title={t("title")} lead={t("lead")} tools={<Tabs label={t("states")} items={tabs} />}>
      {contests.length === 0 ? (
        <EmptyState icon="message" level={2} title={state === "waiting" ? t("none") : t("noneDecided")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <>
          <Contests rows={contests} />
          {total > pageSize ? (
            <Pagination
              label={t("pages")}
              position={t("position", { from, to, total })}
              previous={page > 1 ? link(page - 1, t("previous")) : undefined}
              next={to < total ? link(page + 1, t("next")) : undefined}
            />
          ) : null}
        </>
      )}
    </Desk>
  );
}

async function Contests({ rows }: { rows: OfficeContest[] }) {
  const [t, states, locale] = await Promise.all([
    getTranslations("contest.office"),
    getTranslations("contest.states"),
    getLocale(),
  ]);
  return (
    <Table<OfficeContest>
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "reference",
          header: t("reference"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${PATH}/${row.id}`}>{row.about.reference}</TextLink>,
        },
        { key: "what", header: t("what"), label: t("what"), cell: (row) => lineName(row.about, locale) },
        { key: "household", header: t("household"), label: t("household"), cell: (row) => row.householdName },
        {
          key: "received",
          header: t("received"),
          label: t("received"),
          cell: (row) => wordDate(locale, parisOf(row.receivedAt).day),
        },
        {
          key: "amount",
          header: t("amount"),
          label: t("amount"),
          align: "end",
          cell: (row) => wordAmount(locale, row.about.amountCents),
        },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <Tag tone={contestTones[row.step]}>{states(row.step)}</Tag>,
        },
      ]}
    />
  );
}
