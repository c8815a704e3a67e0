/** The charter in force, and the next one: publishing asks every parent to accept again. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { charterInForce } from "@/lib/commune/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { saveCharter } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.charter"))("title") };
}

export default async function CharterSettingsPage() {
  const { tx } = await officePage("settings.write", "/gestion/reglages/charte");
  const [t, settings, form, locale, charter] = await Promise.all([
    getTranslations("settings.charter"),
    getTranslations("settings"),
    getTranslations("ui.form"),
    getLocale(),
    charterInForce(tx),
  ]);
  const since = charter ? wordDate(locale, parisOf(charter.publishedAt).day) : "";
  return (
    <Desk
      title={t("title")}
      lead={charter ? t("current", { version: charter.version, day: since }) : t("lead")}
      back={{ href: "/gestion/reglages", label: settings("title") }}
    >
      <ActionForm action={saveCharter} texts={formTexts(form)} labels={{ bodyFr: t("bodyFr"), bodyEn: t("bodyEn") }}>
        <TextArea name="bodyFr" label={t("bodyFr")} rows={16} defaultValue={charter?.bodyFr} />
        <TextArea name="bodyEn" label={t("bodyEn")} rows={16} defaultValue={charter?.bodyEn} />
        <ConfirmButton label={t("publish")} question={t("question")} confirm={t("publish")} />
      </ActionForm>
    </Desk>
  );
}
