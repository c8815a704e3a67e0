"use client";
/** Whom to call, in order: one group of fields a person, and empty ones to add somebody without script. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { contactsSchema, MOST_CONTACTS } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { rowLabels, rowsToShow } from "./rows";

type Row = { name: string; phone: string; relation: string };
type Props = CheckedProps & { words: Messages["household"]["contacts"]["form"]; rows: readonly Row[] };

export function ContactsForm({ words, rows, ...form }: Props) {
  const shown = rowsToShow(rows, MOST_CONTACTS);
  const title = (index: number) => words.row.replace("{number}", String(index + 1));
  const labels = rowLabels("contacts", shown.length, title, {
    name: words.name,
    phone: words.phone,
    relation: words.relation,
  });
  return (
    <CheckedForm {...form} schema={contactsSchema} labels={labels}>
      {(field) => (
        <>
          {shown.map(({ key, row }, index) => (
            <fieldset key={key} className="field">
              <legend>{title(index)}</legend>
              <TextInput {...field(`contacts.${index}.name`)} label={words.name} defaultValue={row?.name ?? ""} />
              <div className="field-row">
                <TextInput
                  {...field(`contacts.${index}.phone`)}
                  label={words.phone}
                  type="tel"
                  defaultValue={row?.phone ?? ""}
                />
                <TextInput
                  {...field(`contacts.${index}.relation`)}
                  label={words.relation}
                  hint={words.relationHint}
                  defaultValue={row?.relation ?? ""}
                />
              </div>
            </fieldset>
          ))}
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
