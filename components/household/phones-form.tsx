"use client";
/** The two telephones of an adult. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { phonesSchema } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";

type Props = CheckedProps & {
  words: Messages["household"]["phones"]["form"];
  phone: string | null;
  phoneWork: string | null;
};

export function PhonesForm({ words, phone, phoneWork, ...form }: Props) {
  const labels = { phone: words.phone, phoneWork: words.phoneWork };
  return (
    <CheckedForm {...form} schema={phonesSchema} labels={labels}>
      {(field) => (
        <>
          <TextInput
            {...field("phone")}
            label={words.phone}
            hint={words.phoneHint}
            type="tel"
            autoComplete="tel"
            defaultValue={phone ?? ""}
            short
          />
          <TextInput
            {...field("phoneWork")}
            label={words.phoneWork}
            mark={words.optional}
            type="tel"
            autoComplete="tel"
            defaultValue={phoneWork ?? ""}
            short
          />
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
