/** Taking a receipt back, with why, in words that the family reads. */
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type Words = Record<"open" | "kind" | "motive" | "motiveHint" | "save", string>;
type ReversalFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string>;
  /** Why it may be taken back; the only one is chosen already. */
  kinds: readonly { value: string; label: string }[];
  words: Words;
};

export function ReversalForm({ action, texts, hidden, kinds, words }: ReversalFormProps) {
  const only = kinds.length === 1 ? kinds[0]?.value : undefined;
  return (
    <Disclosure summary={words.open}>
      <ActionForm action={action} texts={texts} hidden={hidden} labels={{ kind: words.kind, motive: words.motive }}>
        <RadioGroup name="kind" legend={words.kind} choices={kinds} defaultValue={only} />
        <TextArea name="motive" label={words.motive} hint={words.motiveHint} rows={3} maxLength={500} />
        <SubmitButton kind="danger">{words.save}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
