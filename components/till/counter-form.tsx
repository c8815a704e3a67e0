/** What is received by hand, how much, on which day; the cheque's number and issuer, or the reference, where the means has one. */
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox, RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type Words = Record<
  | "means"
  | "amount"
  | "amountHint"
  | "day"
  | "chequeNumber"
  | "chequeIssuer"
  | "chequeHint"
  | "reference"
  | "referenceHint"
  | "keepSurplus"
  | "keepSurplusDetail"
  | "save",
  string
>;

type CounterFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  /** The means that the régie takes. */
  choices: readonly { value: string; label: string }[];
  /** What is due, in euros, to start from. */
  amount: string;
  today: string;
  words: Words;
};

export function CounterForm({ action, texts, hidden, choices, amount, today, words }: CounterFormProps) {
  const { means, chequeNumber, chequeIssuer, reference, keepSurplus } = words;
  const fields = { means, chequeNumber, chequeIssuer, reference, keepSurplus };
  const labels = { ...fields, amount: words.amount, receivedOn: words.day };
  return (
    <div className="py-3">
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels}>
        <RadioGroup name="means" legend={means} choices={choices} />
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
        <TextInput name="reference" label={reference} hint={words.referenceHint} maxLength={100} />
        <Checkbox name="keepSurplus" label={keepSurplus} detail={words.keepSurplusDetail} />
        <SubmitButton>{words.save}</SubmitButton>
      </ActionForm>
    </div>
  );
}
