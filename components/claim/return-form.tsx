/** Taking back an article that the comptable gave back otherwise than by a file. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type ReturnFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  claims: readonly { id: string; number: string; payer: string }[];
};

export async function ReturnForm({ action, hidden, claims }: ReturnFormProps) {
  const [t, ui] = await Promise.all([getTranslations("claim.claims"), getTranslations("ui.form")]);
  const options = claims.map(({ id, number, payer }) => ({ value: id, label: `${number}, ${payer}` }));
  const labels = { claimId: t("which"), reason: t("reason") };
  return (
    <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} labels={labels} label={t("return")}>
      <p className="soft mt-3 mb-3">{t("returnWhy")}</p>
      <Select name="claimId" label={t("which")} options={options} />
      <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} maxLength={500} required />
      <ConfirmButton label={t("return")} question={t("question")} confirm={t("confirm")} kind="primary" />
    </ActionForm>
  );
}
