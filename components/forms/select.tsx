"use client";
/** One choice among many, in the browser's own list. */
import type { Ref, SelectHTMLAttributes } from "react";
import { describedBy, Field, type FieldTexts } from "./field";
import { useField } from "./form-context";

export type Option = { value: string; label: string; disabled?: boolean | undefined };

type Own = FieldTexts & {
  name: string;
  id?: string | undefined;
  error?: string | undefined;
  defaultValue?: string | undefined;
  options: readonly Option[];
  /** First line that chooses nothing, such as « Choisissez ». */
  placeholder?: string | undefined;
  ref?: Ref<HTMLSelectElement> | undefined;
};

type SelectProps = Own & Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof Own | "className" | "style">;

export function Select({
  label,
  hint,
  mark,
  name,
  id: givenId,
  error: givenError,
  defaultValue,
  options,
  placeholder,
  ...rest
}: SelectProps) {
  const { id, error, value } = useField({ name, id: givenId, error: givenError, defaultValue });
  return (
    <Field id={id} label={label} hint={hint} mark={mark} error={error}>
      {/* React resets the form after an action and forgets a select's new default: the key makes a new one. */}
      <select
        key={value}
        {...rest}
        id={id}
        name={name}
        className="select"
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
