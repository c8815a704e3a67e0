/** How much of each means is paid over, and on which day. It starts from all that is in hand. */
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type RemittanceFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  amounts: readonly { means: string; label: string; hint: string; amount: string }[];
  today: string;
  words: { day: string; save: string };
};

export function RemittanceForm({ action, texts, hidden, amounts, today, words }: RemittanceFormProps) {
  const labels = Object.fromEntries(amounts.map(({ means, label }) => [`amounts.${means}`, label]));
  return (
    <div className="py-3">
      <ActionForm action={action} texts={texts} hidden={hidden} labels={{ ...labels, remittedOn: words.day }}>
        <div className="field-row">
          {amounts.map(({ means, label, hint, amount }) => (
            <TextInput
              key={means}
              name={`amounts.${means}`}
              label={label}
              hint={hint}
              inputMode="decimal"
              defaultValue={amount}
              short
            />
          ))}
        </div>
        <DateField name="remittedOn" label={words.day} defaultValue={today} max={today} />
        <SubmitButton>{words.save}</SubmitButton>
      </ActionForm>
    </div>
  );
}
