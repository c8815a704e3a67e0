/** What the treasury asks of a debtor and the household's record does not hold. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type DebtorFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  payer: {
    civility: string | null;
    addressLine: string | null;
    postalCode: string | null;
    city: string | null;
    countryCode: string | null;
  };
};

export async function DebtorForm({ action, hidden, payer }: DebtorFormProps) {
  const [t, ui] = await Promise.all([getTranslations("claim.debtor"), getTranslations("ui.form")]);
  const choices = (["MME", "M"] as const).map((value) => ({ value, label: t(`civilities.${value}`) }));
  const labels = {
    civility: t("civility"),
    line: t("line"),
    postalCode: t("postalCode"),
    city: t("city"),
    countryCode: t("country"),
  };
  return (
    <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} labels={labels} label={t("civility")}>
      <RadioGroup name="civility" legend={t("civility")} choices={choices} defaultValue={payer.civility ?? undefined} />
      <h2 className="mt-6">{t("address")}</h2>
      <p className="soft mb-3">{t("addressHint")}</p>
      <TextInput name="line" label={t("line")} defaultValue={payer.addressLine ?? ""} maxLength={160} />
      <div className="field-row">
        <TextInput
          name="postalCode"
          label={t("postalCode")}
          defaultValue={payer.postalCode ?? ""}
          maxLength={10}
          short
        />
        <TextInput name="city" label={t("city")} defaultValue={payer.city ?? ""} maxLength={80} />
      </div>
      <TextInput
        name="countryCode"
        label={t("country")}
        hint={t("countryHint")}
        defaultValue={payer.countryCode ?? ""}
        inputMode="numeric"
        maxLength={3}
        short
      />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}
