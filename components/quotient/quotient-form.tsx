"use client";
/** Whose file it is, as in the civil register, and the family's agreement. The place asked for follows the country chosen. */
import { useState } from "react";
import { CheckedForm, type CheckedProps, type FieldOf } from "@/components/forms/checked-form";
import { Checkbox, RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import type { Messages } from "@/lib/i18n/messages";
import { quotientQuestionSchema } from "@/lib/quotient/schema";

type Words = Messages["outside"]["quotient"];

export function QuotientForm({ words, ...form }: CheckedProps & { words: Words }) {
  const { who, consent } = words;
  const { birthName, firstNames, sex, birthDate, country, town, department, countryCode } = who;
  const labels = {
    birthName,
    firstNames,
    sex,
    birthDate,
    country,
    town,
    department,
    countryCode,
    consent: consent.title,
  };
  return (
    <CheckedForm {...form} schema={quotientQuestionSchema} labels={labels}>
      {(field) => (
        <>
          <h2>{who.title}</h2>
          <p>{who.text}</p>
          <TextInput {...field("birthName")} label={birthName} autoComplete="family-name" />
          <TextInput {...field("firstNames")} label={firstNames} hint={who.firstNamesHint} autoComplete="given-name" />
          <RadioGroup
            name="sex"
            error={field("sex").error}
            legend={sex}
            choices={[
              { value: "F", label: who.F },
              { value: "M", label: who.M },
            ]}
          />
          <DateField {...field("birthDate")} label={birthDate} autoComplete="bday" />
          <BirthPlace field={field} words={who} />
          <h2>{consent.title}</h2>
          <Checkbox {...field("consent")} label={consent.text} />
          <p className="small soft">{consent.kept}</p>
          <SubmitButton>{words.submit}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}

type PlaceProps = { field: FieldOf; words: Words["who"] };

/** Without a script both are shown, and only those of the chosen country count. */
function BirthPlace({ field, words }: PlaceProps) {
  const [country, setCountry] = useState<string | null>(null);
  return (
    <>
      <div onChange={(event) => setCountry((event.target as HTMLInputElement).value)}>
        <RadioGroup
          name="country"
          error={field("country").error}
          legend={words.country}
          choices={[
            { value: "france", label: words.france },
            { value: "elsewhere", label: words.elsewhere },
          ]}
        />
      </div>
      <div hidden={country === "elsewhere"}>
        <TextInput {...field("town")} label={words.town} hint={words.townHint} />
        <TextInput {...field("department")} label={words.department} hint={words.departmentHint} short />
      </div>
      <div hidden={country === "france"}>
        <TextInput
          {...field("countryCode")}
          label={words.countryCode}
          hint={words.countryCodeHint}
          inputMode="numeric"
          short
        />
      </div>
    </>
  );
}
