/** The fields of a kind. Whom it is about is chosen once: what was given is bound to it. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import type { kindsForSettings } from "@/lib/document/queries-office";
import { validitySchema } from "@/lib/document/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { saveDocumentKind } from "../actions";

type Kind = Awaited<ReturnType<typeof kindsForSettings>>[number];

const WORDS = ["nameFr", "nameEn"] as const;
const LONG = ["helpFr", "helpEn"] as const;

export async function KindForm({ kind }: { kind: Kind | null }) {
  const [t, form] = await Promise.all([getTranslations("document.settings"), getTranslations("ui.form")]);
  const hidden: Record<string, string> = kind ? { kindId: kind.id, subject: kind.subject } : {};
  return (
    <ActionForm
      action={saveDocumentKind}
      texts={formTexts(form)}
      hidden={hidden}
      labels={{ months: t("fields.months") }}
    >
      {WORDS.map((name) => (
        <TextInput key={name} name={name} label={t(`fields.${name}`)} defaultValue={kind?.[name]} />
      ))}
      {LONG.map((name) => (
        <TextArea key={name} name={name} label={t(`fields.${name}`)} rows={2} defaultValue={kind?.[name]} />
      ))}
      {kind ? null : (
        <Select
          name="subject"
          label={t("fields.subject")}
          options={(["child", "household"] as const).map((one) => ({ value: one, label: t(`fields.${one}`) }))}
        />
      )}
      <Durations kind={kind} t={t} />
      <Checkbox name="isShared" label={t("fields.isShared")} defaultChecked={kind?.isShared ?? false} />
      <Checkbox name="isOpen" label={t("fields.isOpen")} defaultChecked={kind?.isOpen ?? true} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"document.settings">>>;

function Durations({ kind, t }: { kind: Kind | null; t: Words }) {
  const validity = kind?.validity;
  return (
    <>
      <Select
        name="lasts"
        label={t("fields.lasts")}
        defaultValue={validity?.lasts ?? "school-year"}
        options={validitySchema.shape.lasts.options.map((one) => ({ value: one, label: t(`lasts.${one}`) }))}
      />
      <TextInput
        name="months"
        type="number"
        short
        label={t("fields.months")}
        defaultValue={numberText(validity?.months)}
      />
      <TextInput
        name="freshMonths"
        type="number"
        short
        label={t("fields.freshMonths")}
        hint={t("fields.freshHint")}
        defaultValue={numberText(validity?.freshMonths)}
      />
      <TextInput
        name="destroyDays"
        type="number"
        short
        label={t("fields.destroyDays")}
        defaultValue={String(kind?.destroyDays ?? 7)}
      />
    </>
  );
}

const numberText = (value: number | undefined) => (value === undefined ? "" : String(value));
