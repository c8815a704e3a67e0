/** The steps of a refund, each a small form: a motive to refuse or to say that it came back, a day and a reference to pay it. */
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextArea, TextInput } from "@/components/forms/text-input";
import type { ButtonKind } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type StepProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string> & { refundId: string };
  /** Tells the forms of one page apart. */
  step: string;
};

export function OneStep({ action, texts, hidden, step, label }: StepProps & { label: string }) {
  return (
    <div className="mt-3">
      <ActionForm action={action} texts={texts} hidden={hidden} prefix={`${step}-${hidden.refundId}`}>
        <SubmitButton kind="line" small>
          {label}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}

type MotiveWords = { open: string; motive: string; hint: string; save: string };

export function MotiveStep({ action, texts, hidden, step, words }: StepProps & { words: MotiveWords }) {
  return (
    <Disclosure summary={words.open}>
      <ActionForm
        action={action}
        texts={texts}
        hidden={hidden}
        prefix={`${step}-${hidden.refundId}`}
        labels={{ motive: words.motive }}
      >
        <TextArea name="motive" label={words.motive} hint={words.hint} rows={3} maxLength={500} />
        <SubmitButton kind="line">{words.save}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}

type PayWords = { open: string; day: string; reference: string; save: string };

export function PayStep({ today, words, step, ...form }: StepProps & { today: string; words: PayWords }) {
  const labels = { paidOn: words.day, reference: words.reference };
  return (
    <Disclosure summary={words.open}>
      <ActionForm {...form} prefix={`${step}-${form.hidden.refundId}`} labels={labels}>
        <DateField name="paidOn" label={words.day} defaultValue={today} max={today} />
        <TextInput name="reference" label={words.reference} maxLength={140} />
        <SubmitButton kind="line">{words.save}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}

type RequestProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  prefix?: string;
  kind?: ButtonKind;
  /** In euros, to start from. */
  amount: string;
  words: { amount: string; amountHint: string; reason: string; reasonHint: string; save: string };
};

/** Asking for money back, at the desk or at home. */
export function RefundRequestForm({ action, texts, hidden, prefix, kind, amount, words }: RequestProps) {
  const labels = { amount: words.amount, reason: words.reason };
  return (
    <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={prefix}>
      <TextInput
        name="amount"
        label={words.amount}
        hint={words.amountHint}
        inputMode="decimal"
        defaultValue={amount}
        short
      />
      <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={3} maxLength={500} />
      <SubmitButton kind={kind}>{words.save}</SubmitButton>
    </ActionForm>
  );
}
