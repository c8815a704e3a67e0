/** A mandate signed on paper, copied at the desk. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import { AccountFields } from "./account-fields";

type PaperFormProps = { action: FormAction; hidden: Record<string, string>; holder: string; today: CivilDate };

export async function PaperForm({ action, hidden, holder, today }: PaperFormProps) {
  const [t, sign, ui] = await Promise.all([
    getTranslations("debit.paper"),
    getTranslations("debit.sign"),
    getTranslations("ui.form"),
  ]);
  const words = {
    ...{ holder: sign("holder"), holderHint: sign("holderHint"), iban: sign("iban"), ibanHint: sign("ibanHint") },
    ...{ bic: sign("bic"), bicOpen: sign("bicOpen"), bicHint: sign("bicHint") },
  };
  const labels = { holder: words.holder, iban: words.iban, bic: words.bic, rum: t("rum"), signedOn: t("signedOn") };
  return (
    <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} labels={{ ...labels, use: t("use") }}>
      <AccountFields words={words} holder={holder} />
      <div className="field-row">
        <TextInput name="rum" label={t("rum")} hint={t("rumHint")} maxLength={35} spellCheck={false} />
        <DateField name="signedOn" label={t("signedOn")} max={today} />
      </div>
      <RadioGroup
        name="use"
        legend={t("use")}
        defaultValue="recurrent"
        choices={[
          { value: "recurrent", label: t("recurrent") },
          { value: "once", label: t("once") },
        ]}
      />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}
