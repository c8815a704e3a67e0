"use client";
/** Boxes and rounds to tick, with large targets. A group of boxes comes back from the server as values joined by commas. */
import type { InputHTMLAttributes, ReactNode, Ref } from "react";
import { describedBy, FieldNotes } from "./field";
import { useField } from "./form-context";

type CheckboxProps = {
  name: string;
  label: ReactNode;
  detail?: ReactNode | undefined;
  id?: string | undefined;
  value?: string | undefined;
  error?: string | undefined;
  defaultChecked?: boolean | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style" | "type" | "value">;

/** One box: posted as `value` ("on" by default) when ticked, absent when not. */
export function Checkbox({
  name,
  label,
  detail,
  id: givenId,
  value = "on",
  error: givenError,
  defaultChecked,
  ...rest
}: CheckboxProps) {
  const field = useField({ name, id: givenId, error: givenError });
  const checked = field.answered ? field.value === value : defaultChecked;
  return (
    <div className="field">
      <FieldNotes id={field.id} error={field.error} />
      <label className="choice">
        <input
          {...rest}
          type="checkbox"
          id={field.id}
          name={name}
          value={value}
          defaultChecked={checked}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field.id, null, field.error)}
        />
        <ChoiceText label={label} detail={detail} />
      </label>
    </div>
  );
}

export type Choice = {
  value: string;
  label: ReactNode;
  detail?: ReactNode | undefined;
  disabled?: boolean | undefined;
};

type GroupProps = {
  name: string;
  legend: ReactNode;
  hint?: ReactNode | undefined;
  mark?: string | undefined;
  error?: string | undefined;
  choices: readonly Choice[];
  id?: string | undefined;
};

export function RadioGroup({ defaultValue, ...group }: GroupProps & { defaultValue?: string | undefined }) {
  const field = useField({ name: group.name, id: group.id, error: group.error, defaultValue });
  return <Group {...group} {...field} type="radio" chosen={field.value === undefined ? [] : [field.value]} />;
}

export function CheckboxGroup({
  defaultValues = [],
  ...group
}: GroupProps & { defaultValues?: readonly string[] | undefined }) {
  const field = useField({ name: group.name, id: group.id, error: group.error });
  const chosen = field.answered ? (field.value ?? "").split(",") : defaultValues;
  return <Group {...group} {...field} type="checkbox" chosen={chosen} />;
}

type GroupMarkup = Omit<GroupProps, "id"> & { id: string; type: "radio" | "checkbox"; chosen: readonly string[] };

function Group({ id, type, name, legend, hint, mark, error, choices, chosen }: GroupMarkup) {
  return (
    <fieldset className="field" aria-describedby={describedBy(id, hint, error)}>
      <legend>
        {legend}
        {mark ? <span className="field-mark"> ({mark})</span> : null}
      </legend>
      <FieldNotes id={id} hint={hint} error={error} />
      {choices.map((choice, index) => (
        <label className="choice" key={choice.value}>
          <input
            type={type}
            id={index === 0 ? id : `${id}-${index}`}
            name={name}
            value={choice.value}
            disabled={choice.disabled}
            defaultChecked={chosen.includes(choice.value)}
            aria-invalid={error ? true : undefined}
          />
          <ChoiceText label={choice.label} detail={choice.detail} />
        </label>
      ))}
    </fieldset>
  );
}

function ChoiceText({ label, detail }: { label: ReactNode; detail?: ReactNode | undefined }) {
  return (
    <span>
      {label}
      {detail ? <small>{detail}</small> : null}
    </span>
  );
}
