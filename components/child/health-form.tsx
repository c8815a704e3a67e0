"use client";
/** Diet in neutral words, and allergies. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { diets, healthSchema } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";

type Props = CheckedProps & {
  words: Messages["household"]["health"]["form"];
  dietWords: Messages["household"]["diets"];
  diet: string;
  allergies: string | null;
};

export function HealthForm({ words, dietWords, diet, allergies, ...form }: Props) {
  const labels = { diet: words.diet, allergies: words.allergies };
  return (
    <CheckedForm {...form} schema={healthSchema} labels={labels}>
      {(field) => (
        <>
          <RadioGroup
            name="diet"
            legend={words.diet}
            error={field("diet").error}
            defaultValue={diet}
            choices={diets.map((value) => ({ value, label: dietWords[value] }))}
          />
          <TextInput
            {...field("allergies")}
            label={words.allergies}
            hint={words.allergiesHint}
            mark={words.optional}
            defaultValue={allergies ?? ""}
          />
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
