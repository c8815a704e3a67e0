"use client";
/** A new quotient familial, its source and its date of effect. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { qfSources } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { quotientChange } from "@/lib/request/schema";
import { WishEnd } from "./wish-end";

type Props = CheckedProps & {
  words: Messages["requests"];
  sources: Messages["household"]["sources"];
  choose: string;
  since: string;
};

export function QuotientChangeForm({ words, sources, choose, since, ...form }: Props) {
  const { fields } = words;
  return (
    <CheckedForm {...form} schema={quotientChange} labels={fields}>
      {(field) => (
        <>
          <TextInput {...field("value")} label={fields.value} inputMode="decimal" short />
          <Select
            {...field("source")}
            label={fields.source}
            options={qfSources.map((value) => ({ value, label: sources[value] }))}
            placeholder={choose}
          />
          <TextInput {...field("beneficiary")} label={fields.beneficiary} mark={words.new.optional} short />
          <DateField {...field("since")} label={fields.since} defaultValue={since} />
          <WishEnd field={field} words={words.new} />
        </>
      )}
    </CheckedForm>
  );
}
