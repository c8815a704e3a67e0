/** Which cheques or titles leave together, and on which day. All are ticked to begin with. */
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type DepositFormProps = {
  action: FormAction;
  texts: FormTexts;
  hidden: Record<string, string> & { means: string };
  papers: readonly { value: string; label: string; detail: string }[];
  today: string;
  words: { choose: string; day: string; make: string };
};

export function DepositForm({ action, texts, hidden, papers, today, words }: DepositFormProps) {
  const labels = { receipts: words.choose, depositedOn: words.day };
  return (
    <div className="py-3">
      <ActionForm action={action} texts={texts} hidden={hidden} labels={labels} prefix={hidden.means}>
        <CheckboxGroup
          name="receipts[]"
          legend={words.choose}
          choices={papers}
          defaultValues={papers.map((paper) => paper.value)}
        />
        <DateField name="depositedOn" label={words.day} defaultValue={today} max={today} />
        <SubmitButton>{words.make}</SubmitButton>
      </ActionForm>
    </div>
  );
}
