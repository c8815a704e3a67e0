/** Behind a fold: counting again makes a new version, with the reason that it prints. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { correct } from "./actions";

export async function CorrectForm({ period }: { period: string }) {
  const [t, form] = await Promise.all([getTranslations("workload.correct"), getTranslations("ui.form")]);
  return (
    <Disclosure summary={t("title")}>
      <p>{t("text")}</p>
      <ActionForm
        action={correct}
        texts={formTexts(form)}
        label={t("title")}
        labels={{ reason: t("reason") }}
        prefix="correct"
        hidden={{ period, _key: newSecret() }}
      >
        <TextArea name="reason" label={t("reason")} hint={t("hint")} rows={3} maxLength={500} />
        <SubmitButton kind="line">{t("submit")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
