/** Handing over: which invoices, as what, under which numbers; one button that says what will happen, and asks again. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import { wordAmount } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import type { Cents } from "@/lib/kernel/money";
import { type CandidateRow, ReadyTable } from "./candidate-table";

type HandOverFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  rows: readonly CandidateRow[];
  /** How many may be handed over in all, and their sum: the table may show fewer. */
  count: number;
  cents: Cents;
  kind: "role" | "title";
  subject: string;
  next: { role: number; title: number; firstPiece: number };
};

export async function HandOverForm({ action, hidden, rows, count, cents, kind, subject, next }: HandOverFormProps) {
  const [locale, t, ui] = await Promise.all([
    getLocale(),
    getTranslations("claim.candidates"),
    getTranslations("ui.form"),
  ]);
  const scopes = [
    { value: "all", label: t("scopes.all", { count }), detail: wordAmount(locale, cents) },
    { value: "ticked", label: t("scopes.ticked") },
  ];
  const kinds = (["role", "title"] as const).map((value) => ({
    value,
    label: t(`kinds.${value}`),
    detail: t(`kindDetails.${value}`),
  }));
  return (
    <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} label={t("title")}>
      <div className="mt-3" />
      <RadioGroup name="scope" legend={t("scope")} choices={scopes} defaultValue="all" />
      <Disclosure summary={t("list", { count: rows.length })} open={rows.length <= 20}>
        <ReadyTable rows={rows} />
      </Disclosure>
      <div className="mt-6" />
      <RadioGroup name="kind" legend={t("kind")} choices={kinds} defaultValue={kind} />
      <TextInput
        name="subject"
        label={t("subject")}
        hint={t("subjectHint")}
        defaultValue={subject}
        maxLength={160}
        required
      />
      <div className="field-row">
        <TextInput
          name="bordereau"
          label={t("bordereau")}
          hint={t("bordereauHint", { role: next.role, title: next.title })}
          inputMode="numeric"
          short
        />
        <TextInput
          name="firstPiece"
          label={t("firstPiece")}
          hint={t("firstPieceHint", { piece: next.firstPiece })}
          inputMode="numeric"
          short
        />
        <DateField name="noticeOn" label={t("noticeOn")} hint={t("noticeHint")} />
      </div>
      <ConfirmButton label={t("send")} question={t("question")} confirm={t("confirm")} kind="primary" />
    </ActionForm>
  );
}
