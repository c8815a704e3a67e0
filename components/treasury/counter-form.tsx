/** Cash or a cheque, how much, on which day; the cheque's number and issuer when it is one. */
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type Words = Record<
  | "means"
  | "cash"
  | "cheque"
  | "amount"
  | "amountHint"
  | "day"
  | "chequeNumber"
  | "chequeIssuer"
  | "chequeHint"
  | "save",
  string
>;

type CounterFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  /** What is due, in euros, to start from. */
  amount: string;
  today: string;
  words: Words;
};

export function CounterForm({ action, texts, hidden, amount, today, words }: CounterFormProps) {
  const { chequeNumber, chequeIssuer } = words;
  const labels = { means: words.means, amount: words.amount, receivedOn: words.day, chequeNumber, chequeIssuer };
  return (
    <ActionForm action={action} texts={texts} hidden={hidden} labels={labels}>
      <RadioGroup
        name="means"
        legend={words.means}
        choices={[
          { value: "cash", label: words.cash },
          { value: "cheque", label: words.cheque },
        ]}
      />
      <div className="field-row">
        <TextInput
          name="amount"
          label={words.amount}
          hint={words.amountHint}
          inputMode="decimal"
          defaultValue={amount}
          short
        />
        <DateField name="receivedOn" label={words.day} defaultValue={today} max={today} />
      </div>
      <div className="field-row">
        <TextInput
          name="chequeNumber"
          label={chequeNumber}
          hint={words.chequeHint}
          inputMode="numeric"
          maxLength={20}
        />
        <TextInput name="chequeIssuer" label={chequeIssuer} hint={words.chequeHint} maxLength={160} />
      </div>
      <SubmitButton>{words.save}</SubmitButton>
    </ActionForm>
  );
}
