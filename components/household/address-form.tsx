"use client";
/** A new address and the day it begins. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { addressSchema } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { AddressLine, type AddressLineWords } from "./address-line";

type Props = CheckedProps & {
  words: Messages["household"]["move"]["form"];
  since: string;
  /** Null while the portal has no geocoder to ask. */
  help: Omit<AddressLineWords, "line"> | null;
};

export function AddressForm({ words, since, help, ...form }: Props) {
  const { line, more, postalCode, city } = words;
  return (
    <CheckedForm {...form} schema={addressSchema} labels={{ line, more, postalCode, city, since: words.since }}>
      {(field) => (
        <>
          {help ? (
            <AddressLine field={field("line")} words={{ line, ...help }} />
          ) : (
            <TextInput {...field("line")} label={line} autoComplete="address-line1" />
          )}
          <TextInput
            {...field("more")}
            label={more}
            hint={words.moreHint}
            mark={words.optional}
            autoComplete="address-line2"
          />
          <div className="field-row">
            <TextInput
              {...field("postalCode")}
              label={postalCode}
              autoComplete="postal-code"
              inputMode="numeric"
              short
            />
            <TextInput {...field("city")} label={city} autoComplete="address-level2" />
          </div>
          <DateField {...field("since")} label={words.since} hint={words.sinceHint} defaultValue={since} />
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
