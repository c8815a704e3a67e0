"use client";
/** Four permissions, each answered yes or no: nothing is ticked in advance. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { consentKinds, consentsSchema } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";

type Props = CheckedProps & {
  words: Messages["household"]["consents"]["form"];
  kinds: Messages["household"]["consentKinds"];
  hints: Messages["household"]["consentHints"];
  answers: Readonly<Record<string, boolean | undefined>>;
};

export function ConsentsForm({ words, kinds, hints, answers, ...form }: Props) {
  const choices = [
    { value: "yes", label: words.yes },
    { value: "no", label: words.no },
  ];
  const answerOf = (given: boolean | undefined) => (given === undefined ? undefined : given ? "yes" : "no");
  return (
    <CheckedForm {...form} schema={consentsSchema} labels={kinds}>
      {(field) => (
        <>
          {consentKinds.map((kind) => (
            <RadioGroup
              key={kind}
              name={kind}
              legend={kinds[kind]}
              hint={hints[kind]}
              error={field(kind).error}
              defaultValue={answerOf(answers[kind])}
              choices={choices}
            />
          ))}
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
