/** What can be done about a case: take it, say whose money it is, send it on, close it with what happened. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextArea, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import type { Resolution } from "@/lib/payment/rules-case";

type CaseFormProps = { action: FormAction; texts: FormTexts; hidden: Record<string, string> & { caseId: string } };

export async function TakeForm({ action, texts, hidden }: CaseFormProps) {
  const t = await getTranslations("control.cases");
  return (
    <ActionForm action={action} texts={texts} hidden={hidden} prefix={`take-${hidden.caseId}`}>
      <SubmitButton kind="line">{t("take")}</SubmitButton>
    </ActionForm>
  );
}

export async function ClassifyForm({ action, texts, hidden }: CaseFormProps) {
  const t = await getTranslations("control.cases");
  const labels = { invoice: t("classifyInvoice"), reason: t("reason") };
  return (
    <Disclosure summary={t("classify")}>
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={`who-${hidden.caseId}`}>
        <TextInput name="invoice" label={t("classifyInvoice")} hint={t("classifyHint")} maxLength={40} short />
        <TextArea name="reason" label={t("reason")} rows={2} maxLength={500} />
        <SubmitButton kind="line">{t("classifyButton")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}

/** Money that is nobody's here: back to its sender, or on to the comptable. */
export async function SendOnForm(form: CaseFormProps) {
  const t = await getTranslations("control.sendOn");
  const options = (["returned", "passed-on"] as const).map((value) => ({ value, label: t(`ways.${value}`) }));
  return <MovementForm {...form} ways={options} summary={t("open")} way={t("way")} />;
}

/** A refund that the family gives back. Giving it up is the head's decision, on the page of the invoice. */
export async function RecoverForm(form: CaseFormProps) {
  const t = await getTranslations("control.recover");
  const options = (["transfer", "cash"] as const).map((value) => ({ value, label: t(`ways.${value}`) }));
  return <MovementForm {...form} ways={options} summary={t("open")} way={t("way")} hint={t("hint")} />;
}

type MovementProps = CaseFormProps & {
  ways: readonly { value: string; label: string }[];
  summary: string;
  way: string;
  hint?: string;
};

/** What became of the money, when, and under which reference. */
async function MovementForm({ action, texts, hidden, ways, summary, way, hint }: MovementProps) {
  const t = await getTranslations("control");
  const labels = { way, day: t("sendOn.day"), reference: t("sendOn.reference"), reason: t("cases.reason") };
  return (
    <Disclosure summary={summary}>
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={`send-${hidden.caseId}`}>
        <Select name="way" label={way} hint={hint} options={ways} />
        <DateField name="day" label={t("sendOn.day")} />
        <TextInput name="reference" label={t("sendOn.reference")} hint={t("sendOn.hint")} maxLength={140} short />
        <TextArea name="reason" label={t("cases.reason")} rows={2} maxLength={300} />
        <SubmitButton kind="line">{t("sendOn.button")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}

export async function CloseForm({ endings, ...form }: CaseFormProps & { endings: readonly Resolution[] }) {
  const t = await getTranslations("control");
  const { action, texts, hidden } = form;
  const labels = { resolution: t("cases.resolution"), reason: t("cases.reason") };
  return (
    <Disclosure summary={t("cases.close")}>
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={`end-${hidden.caseId}`}>
        <Select
          name="resolution"
          label={t("cases.resolution")}
          options={endings.map((value) => ({ value, label: t(`resolutions.${value}`) }))}
        />
        <TextArea name="reason" label={t("cases.reason")} rows={2} maxLength={500} />
        <SubmitButton kind="line">{t("cases.closeButton")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
