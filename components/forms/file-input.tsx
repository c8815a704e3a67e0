"use client";
/** A file to send. Browsers never keep the chosen file after an answer: the hint must say so where it matters. */
import type { InputHTMLAttributes } from "react";
import { describedBy, Field, type FieldTexts } from "./field";
import { useField } from "./form-context";

type FileInputProps = FieldTexts & { name: string; id?: string | undefined; error?: string | undefined } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    "className" | "style" | "type" | "name" | "id"
  >;

export function FileInput({ label, hint, mark, name, id: givenId, error: givenError, ...rest }: FileInputProps) {
  const { id, error } = useField({ name, id: givenId, error: givenError });
  return (
    <Field id={id} label={label} hint={hint} mark={mark} error={error}>
      <input
        {...rest}
        type="file"
        id={id}
        name={name}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </Field>
  );
}
