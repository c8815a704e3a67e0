/** The words of a model in one language, and how they look with sample values. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { newSecret } from "@/lib/kernel/ids";
import { fillBody, fillLine, variables } from "@/lib/letter/rules";
import { modelUses } from "@/lib/letter/schema";
import { save } from "./actions";

export type Words = { use: string; title: string; subject: string; body: string };
type Props = { modelKey: string; locale: Locale; words: Words | null };

export async function ModelForm({ modelKey, locale, words }: Props) {
  const [t, form] = await Promise.all([getTranslations("letter.models"), getTranslations("ui.form")]);
  const names = variables.map((name) => `{${name}}`).join(" ");
  return (
    <ActionForm
      action={save}
      texts={formTexts(form)}
      label={t(`languages.${locale}`)}
      labels={{ title: t("name"), use: t("use"), subject: t("subject"), body: t("body") }}
      prefix={locale}
      hidden={{ key: modelKey, locale, _key: newSecret() }}
    >
      <TextInput name="title" label={t("name")} defaultValue={words?.title} maxLength={120} />
      <Select
        name="use"
        label={t("use")}
        defaultValue={words?.use ?? "letter"}
        options={modelUses.map((use) => ({ value: use, label: t(`uses.${use}`) }))}
      />
      <TextInput name="subject" label={t("subject")} defaultValue={words?.subject} maxLength={200} />
      <TextArea
        name="body"
        label={t("body")}
        hint={t("bodyHint", { variables: names })}
        defaultValue={words?.body}
        rows={12}
        maxLength={8000}
      />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

export async function ModelPreview({ locale, words }: { locale: Locale; words: Words }) {
  const t = await getTranslations("letter.models");
  const { sample } = catalogues[locale].letter.models;
  return (
    <Disclosure summary={t("preview")}>
      <p className="small soft">{t("previewText")}</p>
      <p>
        <strong>{fillLine(words.subject, sample)}</strong>
      </p>
      <p className="prose whitespace-pre-line">{fillBody(words.body, sample)}</p>
    </Disclosure>
  );
}
