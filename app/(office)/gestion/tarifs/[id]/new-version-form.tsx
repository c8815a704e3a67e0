/** Publishes the next price list: one price, or brackets from the lowest quotient to the highest. */
import { getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { publish } from "../actions";

const LETTERS = ["A", "B", "C", "D", "E", "F"];

export async function NewVersionForm({ activityId }: { activityId: string }) {
  const [t, words] = await Promise.all([getTranslations("activity.tariffs"), getTranslations("ui.form")]);
  const kinds = ["by-qf", "fixed"] as const;
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("new")}</h2>
      <p className="soft mb-4">{t("newText")}</p>
      <ActionForm action={publish} texts={formTexts(words)} hidden={{ ...onceKey(), activityId }}>
        <TextInput name="label" label={t("label")} maxLength={120} />
        <DateField name="since" label={t("sinceField")} />
        <Select name="kind" label={t("kind")} options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        <div className="field-row">
          <TextInput name="cents" label={t("one")} inputMode="decimal" short />
          <TextInput name="unbooked" label={t("oneUnbooked")} inputMode="decimal" short />
        </div>
        <TextInput name="outsider" label={t("outsiderField")} inputMode="decimal" short />
        <fieldset className="field">
          <legend>{t("lines")}</legend>
          <span className="hint">{t("linesHint")}</span>
          {LETTERS.map((letter, index) => (
            <div className="field-row" key={letter}>
              <TextInput name={`lines.${index}.upTo`} label={t("lineUpTo", { letter })} inputMode="decimal" short />
              <TextInput name={`lines.${index}.price`} label={t("linePrice", { letter })} inputMode="decimal" short />
              <TextInput
                name={`lines.${index}.unbooked`}
                label={t("lineUnbooked", { letter })}
                inputMode="decimal"
                short
              />
            </div>
          ))}
        </fieldset>
        <SubmitButton>{t("publish")}</SubmitButton>
      </ActionForm>
    </section>
  );
}
