/** The worklist of documents: those to check, oldest first, then those decided. Only what is in the agent's scope is listed or counted. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Pagination, Tabs } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { type OfficeDocument, searchedDocuments } from "@/lib/document/queries-office";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.office"))("title") };
}

type Props = { searchParams: Promise<{ etat?: string; page?: string }> };

export default async function OfficeDocumentsPage({ searchParams }: Props) {
  const [query, visit] = await Promise.all([searchParams, officePage("document.decide", "/gestion/documents")]);
  const state = query.etat === "decides" ? ("decided" as const) : ("waiting" as const);
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(query.page)) || 1));
  const found = await tracedRead(visit, (context) => searchedDocuments(context, visit.scope, { state, page }));
  const [t, locale] = await Promise.all([getTranslations("document.office"), getLocale()]);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      action={
        allows(visit.passport.role, "document.keys") ? (
          <LinkButton kind="line" icon="key" href="/gestion/documents/cles">
            {t("keys")}
          </LinkButton>
        ) : undefined
      }
    >
      <Tabs
        label={t("tabs")}
        items={[
          { href: "/gestion/documents", label: t("waiting"), current: state === "waiting" },
          { href: "/gestion/documents?etat=decides", label: t("decided"), current: state === "decided" },
        ]}
      />
      {found.documents.length === 0 ? (
        <EmptyState icon="document" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <List documents={found.documents} locale={locale} />
      )}
      <Pages shown={{ state, page }} total={found.total} pageSize={found.pageSize} />
    </Desk>
  );
}

const TONES = { waiting: "due", validated: "ok", refused: "bad" } as const;

async function List({ documents, locale }: { documents: OfficeDocument[]; locale: Locale }) {
  const [t, all] = await Promise.all([getTranslations("document.office"), getTranslations("document.given")]);
  const kindName = ({ kind }: OfficeDocument) => (locale === "fr" ? kind.nameFr : kind.nameEn);
  const columns = [
    { key: "kind", header: t("columns.kind"), rowHeader: true, cell: kindName },
    { key: "who", header: t("columns.who"), label: `${t("columns.who")}\u00a0: `, cell: whoOf },
    {
      key: "given",
      header: t("columns.given"),
      label: `${t("columns.given")}\u00a0: `,
      cell: ({ submittedAt }: OfficeDocument) => (submittedAt ? wordDate(locale, parisOf(submittedAt).day) : ""),
    },
    {
      key: "pages",
      header: t("columns.pages"),
      label: `${t("columns.pages")}\u00a0: `,
      cell: (row: OfficeDocument) => row.pages,
    },
    {
      key: "state",
      header: t("columns.state"),
      cell: ({ state }: OfficeDocument) => (
        <Tag tone={TONES[state as keyof typeof TONES]}>{all(`states.${state as keyof typeof TONES}`)}</Tag>
      ),
    },
    {
      key: "open",
      header: <span className="sr">{t("open")}</span>,
      cell: (row: OfficeDocument) => (
        <LinkButton
          kind="line"
          small
          href={`/gestion/documents/${row.id}`}
          label={t("openNamed", { kind: kindName(row), name: whoOf(row) })}
        >
          {t("open")}
        </LinkButton>
      ),
    },
  ];
  return <Table caption={t("caption")} hideCaption columns={columns} rows={documents} rowKey={(row) => row.id} />;
}

function whoOf({ child, household }: OfficeDocument): string {
  return child ? `${child.firstName} ${child.lastName}` : household.name;
}

type Shown = { state: "waiting" | "decided"; page: number };

async function Pages({ shown, total, pageSize }: { shown: Shown; total: number; pageSize: number }) {
  const t = await getTranslations("document.office");
  if (total <= pageSize) return null;
  const from = (shown.page - 1) * pageSize + 1;
  const to = Math.min(total, shown.page * pageSize);
  const address = (page: number) =>
    `/gestion/documents?${new URLSearchParams({ ...(shown.state === "decided" && { etat: "decides" }), page: String(page) })}`;
  return (
    <Pagination
      label={t("pagination")}
      position={t("position", { from, to, total })}
      previous={shown.page > 1 ? { href: address(shown.page - 1), label: t("newer") } : undefined}
      next={to < total ? { href: address(shown.page + 1), label: t("older") } : undefined}
    />
  );
}
