/** The three things a person can do with a line: say what it is, open a case, or set it aside with a reason. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { EmptyState } from "@/components/ui/notice";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import type { CandidateTold, LineTold } from "@/lib/statement/rules-told";

type FormProps = { action: FormAction; texts: FormTexts; hidden: Record<string, string>; line: LineTold };

async function MeansField() {
  const t = await getTranslations("statement.decide");
  const options = [
    { value: "", label: t("unsaid") },
    { value: "card", label: t("card") },
    { value: "debit", label: t("debit") },
  ];
  return <Select name="means" label={t("means")} hint={t("meansHint")} options={options} />;
}

export async function MatchForm({ candidates, line, ...form }: FormProps & { candidates: readonly CandidateTold[] }) {
  const t = await getTranslations("statement");
  const choices = candidates.map(({ kind, id, rule, confidence, name }) => ({
    value: `${kind}/${id}`,
    label: t(`targets.${kind}`, { name }),
    detail: `${t(`rules.${rule}`)}, ${t("lines.sure", { confidence })}`,
  }));
  const labels = { target: t("decide.candidate"), invoice: t("decide.invoice"), means: t("decide.means") };
  const mayNameInvoice = line.amountCents > 0 && (line.kind === "bank" || line.kind === "list");
  const [first] = choices;
  if (!first && !mayNameInvoice) {
    return (
      <Section title={t("decide.candidates")}>
        <EmptyState icon="search" title={t("decide.noCandidate")} />
      </Section>
    );
  }
  return (
    <Section title={t("decide.candidates")}>
      <div className="pt-3">
        <ActionForm {...form} labels={labels} prefix="match">
          {first ? (
            <RadioGroup
              name="target"
              legend={t("decide.candidate")}
              choices={[...choices, ...(mayNameInvoice ? [{ value: "", label: t("decide.other") }] : [])]}
              defaultValue={first.value}
            />
          ) : null}
          {mayNameInvoice ? (
            <TextInput name="invoice" label={t("decide.invoice")} hint={t("decide.invoiceHint")} maxLength={40} short />
          ) : null}
          {line.kind === "list" ? <MeansField /> : null}
          <SubmitButton>{t("decide.match")}</SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}

export async function CaseForm({ line, ...form }: FormProps) {
  const t = await getTranslations("statement.decide");
  const isMoney = line.amountCents > 0 && (line.kind === "bank" || line.kind === "list");
  const unknown = isMoney ? [{ value: "unknown", label: t("unknown") }] : [];
  return (
    <Section title={t("caseTitle")}>
      <p className="soft pt-3 pb-3">{t("caseText")}</p>
      <ActionForm {...form} labels={{ as: t("as"), means: t("means") }} prefix="case">
        <RadioGroup name="as" legend={t("as")} choices={[...unknown, { value: "follow", label: t("follow") }]} />
        {line.kind === "list" && isMoney ? <MeansField /> : null}
        <SubmitButton kind="line">{t("openCase")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

export async function AsideForm({ line: _line, ...form }: FormProps) {
  const t = await getTranslations("statement.decide");
  return (
    <Section title={t("asideTitle")}>
      <p className="soft pt-3 pb-3">{t("asideText")}</p>
      <ActionForm {...form} labels={{ reason: t("reason") }} prefix="aside">
        <TextArea name="reason" label={t("reason")} rows={2} maxLength={500} />
        <SubmitButton kind="line">{t("setAside")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

/** Nothing is erased: the line is open again, and the journal has both decisions. */
export async function UndoForm({ line: _line, ...form }: FormProps) {
  const t = await getTranslations("statement.decide");
  return (
    <Section title={t("undoTitle")}>
      <p className="soft pt-3 pb-3">{t("undoText")}</p>
      <ActionForm {...form} labels={{ reason: t("reason") }} prefix="undo">
        <TextArea name="reason" label={t("reason")} rows={2} maxLength={500} />
        <SubmitButton kind="line">{t("undo")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
