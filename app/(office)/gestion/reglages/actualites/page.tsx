/** News of the commune: written here, read on the public and family home pages between two dates. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextArea, TextInput } from "@/components/forms/text-input";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { newsList } from "@/lib/commune/queries";
import { wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { fromColumn } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { saveNews } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.news"))("title") };
}

type Props = { searchParams: Promise<{ modifier?: string; fait?: string }> };
type News = Awaited<ReturnType<typeof newsList>>[number];

export default async function NewsPage({ searchParams }: Props) {
  const [{ modifier, fait }, { tx }] = await Promise.all([
    searchParams,
    officePage("settings.write", "/gestion/reglages/actualites"),
  ]);
  const [t, settings, locale, news] = await Promise.all([
    getTranslations("settings.news"),
    getTranslations("settings"),
    getLocale(),
    newsList(tx),
  ]);
  const edited = news.find(({ id }) => id === modifier);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/reglages", label: settings("title") }}
      notice={fait ? <Notice tone="ok" live title={t("done")} /> : undefined}
    >
      <DeskColumns aside={<NewsForm news={edited} />}>
        {news.length === 0 ? <EmptyState icon="message" title={t("none")} /> : null}
        <Lines label={t("caption")}>
          {news.map((item) => (
            <Line
              key={item.id}
              icon="message"
              title={item.titleFr}
              actions={
                <LinkButton href={`?modifier=${item.id}`} kind="line" small label={`${t("edit")} : ${item.titleFr}`}>
                  {t("edit")}
                </LinkButton>
              }
            >
              <p>{wordSpan(locale, { from: fromColumn(item.since), to: fromColumn(item.until), year: true })}</p>
            </Line>
          ))}
        </Lines>
      </DeskColumns>
    </Desk>
  );
}

async function NewsForm({ news }: { news: News | undefined }) {
  const [t, form, settings] = await Promise.all([
    getTranslations("settings.news"),
    getTranslations("ui.form"),
    getTranslations("settings"),
  ]);
  const names = ["titleFr", "bodyFr", "titleEn", "bodyEn", "since", "until"] as const;
  return (
    <Section title={news ? t("edit") : t("add")}>
      <ActionForm
        key={news?.id ?? "new"}
        action={saveNews}
        texts={formTexts(form)}
        hidden={news ? { id: news.id } : {}}
        labels={Object.fromEntries(names.map((name) => [name, t(name)]))}
      >
        <TextInput name="titleFr" label={t("titleFr")} defaultValue={news?.titleFr} />
        <TextArea name="bodyFr" label={t("bodyFr")} defaultValue={news?.bodyFr} rows={4} />
        <TextInput
          name="titleEn"
          label={t("titleEn")}
          mark={form("optional")}
          defaultValue={news?.titleEn ?? undefined}
        />
        <TextArea
          name="bodyEn"
          label={t("bodyEn")}
          mark={form("optional")}
          defaultValue={news?.bodyEn ?? undefined}
          rows={4}
        />
        <DateField name="since" label={t("since")} defaultValue={news && fromColumn(news.since)} />
        <DateField name="until" label={t("until")} defaultValue={news && fromColumn(news.until)} />
        <SubmitButton>{settings("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
