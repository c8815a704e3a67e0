/** What the régisseur found out about a payment: the money came, and how much, or it did not; always with a reason. */
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type Words = Record<
  "open" | "what" | "card" | "debit" | "none" | "amount" | "amountHint" | "reason" | "reasonHint" | "save",
  string
>;

type DecisionFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string> & { attemptId: string };
  amount: string;
  words: Words;
};

export function DecisionForm({ action, texts, hidden, amount, words }: DecisionFormProps) {
  const labels = { decision: words.what, amount: words.amount, reason: words.reason };
  return (
    <Disclosure summary={words.open}>
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={hidden.attemptId}>
        <RadioGroup
          name="decision"
          legend={words.what}
          choices={[
            { value: "card", label: words.card },
            { value: "debit", label: words.debit },
            { value: "none", label: words.none },
          ]}
        />
        <TextInput
          name="amount"
          label={words.amount}
          hint={words.amountHint}
          inputMode="decimal"
          defaultValue={amount}
          short
        />
        <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={3} maxLength={500} />
        <SubmitButton kind="line">{words.save}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
