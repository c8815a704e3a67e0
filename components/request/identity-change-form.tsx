"use client";
/** Names, and for a child the date of birth. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { DateField, TextInput } from "@/components/forms/text-input";
import type { Messages } from "@/lib/i18n/messages";
import { childIdentityChange, guardianIdentityChange } from "@/lib/request/schema";
import { WishEnd } from "./wish-end";

type Props = CheckedProps & {
  words: Messages["requests"];
  firstName: string;
  lastName: string;
  /** Null for an adult. */
  birthDate: string | null;
};

export function IdentityChangeForm({ words, firstName, lastName, birthDate, ...form }: Props) {
  const { fields } = words;
  const schema = birthDate === null ? guardianIdentityChange : childIdentityChange;
  return (
    <CheckedForm {...form} schema={schema} labels={fields}>
      {(field) => (
        <>
          <TextInput {...field("firstName")} label={fields.firstName} defaultValue={firstName} />
          <TextInput {...field("lastName")} label={fields.lastName} defaultValue={lastName} />
          {birthDate === null ? null : (
            <DateField {...field("birthDate")} label={fields.birthDate} defaultValue={birthDate} />
          )}
          <WishEnd field={field} words={words.new} />
        </>
      )}
    </CheckedForm>
  );
}
