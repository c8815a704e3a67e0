"use client";
/** Who may collect the child, or only be called. */
import { CheckedForm, type CheckedProps } from "@/components/forms/checked-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { familyPickupKinds, MOST_PICKUPS, pickupsSchema } from "@/lib/household/schema";
import type { Messages } from "@/lib/i18n/messages";
import { rowLabels, rowsToShow } from "./rows";

type Row = { name: string; phone: string | null; relation: string | null; kind: string };
type Props = CheckedProps & { words: Messages["household"]["pickups"]["form"]; rows: readonly Row[] };

export function PickupsForm({ words, rows, ...form }: Props) {
  const shown = rowsToShow(rows, MOST_PICKUPS);
  const title = (index: number) => words.row.replace("{number}", String(index + 1));
  const { name, phone, relation, kind } = words;
  const options = familyPickupKinds.map((value) => ({ value, label: words[value] }));
  return (
    <CheckedForm
      {...form}
      schema={pickupsSchema}
      labels={rowLabels("pickups", shown.length, title, { name, phone, relation, kind })}
    >
      {(field) => (
        <>
          {shown.map(({ key, row }, index) => (
            <fieldset key={key} className="field">
              <legend>{title(index)}</legend>
              <TextInput {...field(`pickups.${index}.name`)} label={name} defaultValue={row?.name ?? ""} />
              <div className="field-row">
                <TextInput
                  {...field(`pickups.${index}.phone`)}
                  label={phone}
                  mark={words.optional}
                  type="tel"
                  defaultValue={row?.phone ?? ""}
                />
                <TextInput
                  {...field(`pickups.${index}.relation`)}
                  label={relation}
                  mark={words.optional}
                  defaultValue={row?.relation ?? ""}
                />
              </div>
              <Select
                {...field(`pickups.${index}.kind`)}
                label={kind}
                options={options}
                defaultValue={row?.kind ?? "authorised"}
              />
            </fieldset>
          ))}
          <SubmitButton>{words.save}</SubmitButton>
        </>
      )}
    </CheckedForm>
  );
}
