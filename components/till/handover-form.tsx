/** To whom the till goes, and what was counted in it, beside what the books say. */
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type HandoverFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  people: readonly { value: string; label: string }[];
  counted: readonly { means: string; label: string; hint: string }[];
  words: Record<"to" | "choose" | "counted" | "note" | "noteHint" | "save", string>;
};

export function HandoverForm({ action, texts, hidden, people, counted, words }: HandoverFormProps) {
  const labels = Object.fromEntries(counted.map(({ means, label }) => [`counted.${means}`, label]));
  return (
    <div className="py-3">
      <ActionForm
        action={action}
        texts={texts}
        hidden={hidden}
        labels={{ ...labels, toId: words.to, note: words.note }}
      >
        <Select name="toId" label={words.to} placeholder={words.choose} options={people} />
        <fieldset>
          <legend>{words.counted}</legend>
          <div className="field-row">
            {counted.map(({ means, label, hint }) => (
              <TextInput key={means} name={`counted.${means}`} label={label} hint={hint} inputMode="decimal" short />
            ))}
          </div>
        </fieldset>
        <TextArea name="note" label={words.note} hint={words.noteHint} rows={3} maxLength={1000} />
        <SubmitButton>{words.save}</SubmitButton>
      </ActionForm>
    </div>
  );
}
