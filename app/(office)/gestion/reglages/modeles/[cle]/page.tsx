/** One model: its words in both languages, how they look, and every version there was; « nouveau » begins one. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { LOCALES } from "@/lib/i18n/locale";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId, newSecret } from "@/lib/kernel/ids";
import { versionsOf } from "@/lib/letter/queries";
import { officePage } from "@/lib/server/page";
import { retire } from "../actions";
import { ModelForm, ModelPreview } from "../model-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("letter.models"))("title") };
}

type Props = { params: Promise<{ cle: string }>; searchParams: Promise<{ version?: string }> };
type Version = Awaited<ReturnType<typeof versionsOf>>[number];

export default async function ModelPage({ params, searchParams }: Props) {
  const [{ cle }, { version: saved }] = await Promise.all([params, searchParams]);
  const { tx } = await officePage("settings.write", `/gestion/reglages/modeles/${encodeURIComponent(cle)}`);
  const isNew = cle === "nouveau";
  if (!isNew && !isId(cle)) notFound();
  const versions = isNew ? [] : await versionsOf(tx, cle);
  if (!isNew && versions.length === 0) notFound();
  const t = await getTranslations("letter.models");
  const latest = LOCALES.map((locale) => ({ locale, words: versions.find((one) => one.locale === locale) ?? null }));
  return (
    <Desk
      title={versions[0]?.title ?? t("new")}
      lead={t("lead")}
      back={{ href: "/gestion/reglages/modeles", label: t("back") }}
      notice={
        /^\d{1,4}$/.test(saved ?? "") ? <Notice tone="ok" live title={t("saved", { version: saved ?? "" })} /> : null
      }
    >
      {latest
        .filter(({ locale }) => !isNew || locale === "fr")
        .map(({ locale, words }) => (
          <Section key={locale} title={t(`languages.${locale}`)}>
            {words ? <ModelPreview locale={locale} words={words} /> : null}
            <ModelForm modelKey={isNew ? "" : cle} locale={locale} words={words} />
          </Section>
        ))}
      {isNew ? null : <History cle={cle} versions={versions} />}
    </Desk>
  );
}

async function History({ cle, versions }: { cle: string; versions: Version[] }) {
  const [t, form, locale] = await Promise.all([
    getTranslations("letter.models"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const isLive = versions.some(
    (one, index) => !one.retired && versions.findIndex((v) => v.locale === one.locale) === index,
  );
  return (
    <Section title={t("history")}>
      {versions.map(({ id, version, createdAt, body, subject, retired, ...row }) => (
        <Disclosure
          key={id}
          summary={[
            t("versionOf", { version, day: wordDate(locale, parisOf(createdAt).day) }),
            t(row.locale === "en" ? "languages.en" : "languages.fr"),
            ...(retired ? [t("retired")] : []),
          ].join(", ")}
        >
          <p>
            <strong>{subject}</strong>
          </p>
          <p className="prose whitespace-pre-line">{body}</p>
        </Disclosure>
      ))}
      {isLive ? (
        <ActionForm
          action={retire}
          texts={formTexts(form)}
          label={t("retire")}
          prefix="retire"
          hidden={{ key: cle, _key: newSecret() }}
        >
          <ConfirmButton label={t("retire")} question={t("retireQuestion")} confirm={t("retireConfirm")} />
        </ActionForm>
      ) : null}
    </Section>
  );
}
