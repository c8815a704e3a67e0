/** Which régie and which days: a form that asks for a page, without any script. */
import type { ReactNode } from "react";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";

type PeriodFormProps = {
  /** The page asked for. */
  page: string;
  regies: readonly { id: string; name: string }[];
  period: { regieId: string; since: string; until: string };
  words: { regie: string; since: string; until: string; show: string };
  children?: ReactNode;
};

export function PeriodForm({ page, regies, period, words, children }: PeriodFormProps) {
  return (
    <form action={page} method="get" className="field-bar py-3">
      {regies.length > 1 ? (
        <Select
          name="regie"
          label={words.regie}
          defaultValue={period.regieId}
          options={regies.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <DateField name="du" label={words.since} defaultValue={period.since} />
      <DateField name="au" label={words.until} defaultValue={period.until} />
      {children}
      <Button kind="line" type="submit">
        {words.show}
      </Button>
    </form>
  );
}
