/** The words of the portal's mails: the catalogue's, or the office's own in their place. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { ownMailTexts } from "@/lib/commune/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { officePage } from "@/lib/server/page";
import { saveMail } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.mailTexts"))("title") };
}

type MailText = { key: string; locale: Locale; subject: string; body: string; own: boolean; values: string };

export default async function MailTextsPage() {
  const { tx } = await officePage("settings.write", "/gestion/reglages/textes");
  const [t, settings, own] = await Promise.all([
    getTranslations("settings.mailTexts"),
    getTranslations("settings"),
    ownMailTexts(tx),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/reglages", label: settings("title") }}>
      {LOCALES.flatMap((locale) => textsOf(locale, own)).map((text) => (
        <MailTextForm key={`${text.key}/${text.locale}`} text={text} />
      ))}
    </Desk>
  );
}

/** Each mail of the catalogue in one language, with the office's words where it has its own. */
function textsOf(locale: Locale, own: ReadonlyMap<string, { subject: string; body: string }>): MailText[] {
  const { closing: _closing, ...mails } = catalogues[locale].mail;
  return Object.entries(mails).map(([key, original]) => {
    const replaced = own.get(`${key}/${locale}`);
    const { subject, body } = replaced ?? original;
    const names = new Set(`${original.subject} ${original.body}`.match(/\{\w+\}/g));
    return { key, locale, subject, body, own: replaced !== undefined, values: [...names].join(" ") };
  });
}

async function MailTextForm({ text }: { text: MailText }) {
  const [t, form, settings] = await Promise.all([
    getTranslations("settings.mailTexts"),
    getTranslations("ui.form"),
    getTranslations("settings"),
  ]);
  const { key, locale } = text;
  const state = text.own ? t("own") : t("ours");
  return (
    <Disclosure summary={`${text.subject} · ${t(`languages.${locale}`)} · ${state}`}>
      <ActionForm
        action={saveMail}
        texts={formTexts(form)}
        hidden={{ key, locale }}
        prefix={`${key}-${locale}`}
        labels={{ subject: t("subject"), body: t("body") }}
      >
        <TextInput name="subject" label={t("subject")} defaultValue={text.subject} />
        <TextArea
          name="body"
          label={t("body")}
          hint={text.values ? t("values", { values: text.values }) : undefined}
          defaultValue={text.body}
          rows={8}
        />
        <SubmitButton kind="line">{settings("save")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
