/** The office's models of mails and letters. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { type Model, modelsOf } from "@/lib/letter/queries";
import { officePage } from "@/lib/server/page";

const PATH = "/gestion/reglages/modeles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("letter.models"))("title") };
}

export default async function ModelsPage() {
  const { tx } = await officePage("settings.write", PATH);
  const [t, settings, locale, models] = await Promise.all([
    getTranslations("letter.models"),
    getTranslations("settings"),
    getLocale(),
    modelsOf(tx),
  ]);
  const create = <LinkButton href={`${PATH}/nouveau`}>{t("new")}</LinkButton>;
  const isUse = (use: string): use is "mail" | "letter" => use === "mail" || use === "letter";
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/reglages", label: settings("title") }}
      action={models.length > 0 ? create : null}
    >
      {models.length === 0 ? (
        <EmptyState icon="docadd" level={2} title={t("none")} action={create}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Table<Model>
          caption={t("caption")}
          hideCaption
          rows={models}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "name",
              header: t("name"),
              rowHeader: true,
              cell: ({ key, title }) => <TextLink href={`${PATH}/${key}`}>{title}</TextLink>,
            },
            { key: "use", header: t("use"), label: t("use"), cell: ({ use }) => (isUse(use) ? t(`uses.${use}`) : "") },
            {
              key: "language",
              header: t("language"),
              label: t("language"),
              cell: (row) => t(`languages.${row.locale}`),
            },
            { key: "version", header: t("version"), label: t("version"), align: "end", cell: ({ version }) => version },
            {
              key: "changed",
              header: t("changed"),
              label: t("changed"),
              cell: ({ createdAt }) => wordDate(locale, parisOf(createdAt).day),
            },
          ]}
        />
      )}
    </Desk>
  );
}
