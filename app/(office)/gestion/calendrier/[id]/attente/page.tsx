/** The queue of a full day: in which order a freed place is offered, and the reason of each rank. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { nameIn } from "@/lib/booking/queries-mail";
import { wordDay, wordLimit, wordMoment } from "@/lib/i18n/dates";
import { monthOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { type Queue, type QueueRow, queueForOffice } from "@/lib/waiting/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("disruption.queue"))("caption") };
}

type Props = { params: Promise<{ id: string }> };

export default async function QueuePage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("activity.consult", `/gestion/calendrier/${encodeURIComponent(id)}/attente`);
  const queue = isId(id) ? await tracedRead(visit, (context) => queueForOffice(context, visit.scope, id)) : null;
  if (!queue) notFound();
  const [t, locale] = await Promise.all([getTranslations("disruption.queue"), getLocale()]);
  const { activity, day, rows } = queue;
  return (
    <Desk
      title={t("title", { day: wordDay(locale, day) })}
      dateline={`${nameIn(locale, activity)}, ${activity.siteName}`}
      lead={t("lead")}
      back={{ href: `/gestion/calendrier?mois=${monthOf(day)}&prestation=${activity.id}`, label: t("back") }}
    >
      {rows.length === 0 ? (
        <EmptyState icon="hourglass" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Rows queue={queue} />
      )}
    </Desk>
  );
}

async function Rows({ queue: { rows, hasPriorities } }: { queue: Queue }) {
  const [t, locale] = await Promise.all([getTranslations("disruption.queue"), getLocale()]);
  const why = ({ label, priority }: QueueRow) => {
    if (!hasPriorities) return t("byTime");
    return label === null ? t("noPriority") : t("priority", { rank: priority, label });
  };
  const state = ({ offeredUntil }: QueueRow) =>
    offeredUntil ? t("offered", { until: wordLimit(locale, offeredUntil) }) : t("waiting");
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "child", header: t("child"), rowHeader: true, cell: (row) => row.child },
        { key: "rank", header: t("rank"), label: t("rank"), align: "end", cell: (row) => row.rank ?? "–" },
        { key: "why", header: t("why"), label: t("why"), cell: why },
        { key: "since", header: t("since"), label: t("since"), cell: (row) => wordMoment(locale, row.since) },
        { key: "state", header: t("state"), label: t("state"), cell: state },
      ]}
    />
  );
}
