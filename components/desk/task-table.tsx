/** What waits for the office, by subject: how many, since when, and the page that settles it. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Day } from "@/components/ui/dates";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";

const addresses = {
  requests: "/gestion/demandes",
  enrolments: "/gestion/inscriptions",
  accountRequests: "/gestion/demandes-de-compte",
  duplicates: "/gestion/doublons",
  invoices: "/gestion/facturation",
  payments: "/gestion/rapprochement",
  mails: "/gestion/reglages/courriels",
  jobs: "/gestion/reglages/travaux",
} as const;

type Task = { kind: keyof typeof addresses; count: number; since: CivilDate | null };

export function TaskTable({ tasks, locale }: { tasks: readonly Task[]; locale: Locale }) {
  const t = useTranslations("office.home.tasks");
  if (tasks.length === 0) {
    return (
      <EmptyState icon="check" title={t("none")}>
        {t("noneText")}
      </EmptyState>
    );
  }
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={tasks}
      rowKey={(task) => task.kind}
      columns={[
        {
          key: "what",
          header: t("what"),
          rowHeader: true,
          cell: ({ kind }) => <TextLink href={addresses[kind]}>{t(`kinds.${kind}`)}</TextLink>,
        },
        { key: "count", header: t("count"), label: t("countLabel"), align: "end", cell: ({ count }) => count },
        {
          key: "since",
          header: t("since"),
          label: t("sinceLabel"),
          cell: ({ since }) => (since ? <Day day={since} locale={locale} as="short" /> : null),
        },
      ]}
    />
  );
}
