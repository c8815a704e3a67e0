/** One section of the settings, drawn from its fields. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { FileInput } from "@/components/forms/file-input";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { settingsOf } from "@/lib/commune/queries";
import { type Section as SettingsSection, sectionNames } from "@/lib/commune/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { officePage } from "@/lib/server/page";
import { saveLogo, saveSettings } from "../actions";
import { type FieldPlan, fieldsOf } from "./fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

type Props = { params: Promise<{ section: string }> };

export default async function SectionPage({ params }: Props) {
  const { section: asked } = await params;
  const { tx } = await officePage("settings.write", `/gestion/reglages/${asked}`);
  const section = sectionNames.find((name): name is SettingsSection => name === asked);
  if (!section) notFound();
  const [t, form, all] = await Promise.all([
    getTranslations("settings"),
    getTranslations("ui.form"),
    settingsOf(tx, [section]),
  ]);
  const values = all[section] as Record<string, unknown>;
  const fields = fieldsOf[section];
  const labelOf = (name: string) => t(`fields.${name}` as Parameters<typeof t>[0]);
  return (
    <Desk
      title={t(`sections.${section}.title`)}
      lead={t(`sections.${section}.lead`)}
      back={{ href: "/gestion/reglages", label: t("title") }}
    >
      <ActionForm
        action={saveSettings}
        texts={formTexts(form)}
        hidden={{ section }}
        labels={Object.fromEntries(fields.map(({ name }) => [name, labelOf(name)]))}
      >
        {fields.map((field) => (
          <SettingField key={field.name} field={field} label={labelOf(field.name)} value={values[field.name]} />
        ))}
        <SubmitButton>{t("save")}</SubmitButton>
      </ActionForm>
      {section === "look" ? <LogoForm /> : null}
    </Desk>
  );
}

async function LogoForm() {
  const [t, form] = await Promise.all([getTranslations("settings.logo"), getTranslations("ui.form")]);
  return (
    <Section title={t("title")}>
      <ActionForm action={saveLogo} texts={formTexts(form)} prefix="logo" labels={{ logo: t("file") }}>
        <FileInput name="logo" label={t("file")} accept="image/png" />
        <Checkbox name="remove" label={t("remove")} />
        <SubmitButton kind="line">{t("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

function SettingField({ field, label, value }: { field: FieldPlan; label: string; value: unknown }) {
  const { name, look } = field;
  if (look === "box") return <Checkbox name={name} label={label} defaultChecked={value === true} />;
  const text = value === null || value === undefined ? "" : String(value);
  if (look === "zone") {
    const options = ["A", "B", "C"].map((zone) => ({ value: zone, label: zone }));
    return <Select name={name} label={label} options={options} defaultValue={text} />;
  }
  if (look === "long") return <TextArea name={name} label={label} defaultValue={text} rows={3} />;
  return <TextInput name={name} label={label} type={look} short={look !== "text"} defaultValue={text} />;
}
