"use client";
/** Places to write. Inside an ActionForm they find their error and what was typed by their name. */
import { type InputHTMLAttributes, type Ref, type TextareaHTMLAttributes, useEffect, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { describedBy, Field, type FieldTexts } from "./field";
import { useField } from "./form-context";

type Common = FieldTexts & {
  name: string;
  id?: string | undefined;
  error?: string | undefined;
  defaultValue?: string | undefined;
};

export type TextInputProps = Common & { short?: boolean | undefined; ref?: Ref<HTMLInputElement> | undefined } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    keyof Common | "className" | "style"
  >;

export function TextInput({
  label,
  hint,
  mark,
  name,
  id: givenId,
  error: givenError,
  defaultValue,
  short,
  type = "text",
  ...rest
}: TextInputProps) {
  const { id, error, value } = useField({ name, id: givenId, error: givenError, defaultValue });
  return (
    <Field id={id} label={label} hint={hint} mark={mark} error={error}>
      <input
        {...rest}
        id={id}
        name={name}
        type={type}
        className={short ? "input input--short" : "input"}
        defaultValue={type === "password" ? undefined : value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </Field>
  );
}

/** A day, in the browser's own calendar; the value is "2026-11-23". `min` and `max` are included. */
export function DateField(props: Omit<TextInputProps, "type" | "short">) {
  return <TextInput {...props} type="date" short />;
}

type TextAreaProps = Common & { ref?: Ref<HTMLTextAreaElement> | undefined } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    keyof Common | "className" | "style"
  >;

export function TextArea({
  label,
  hint,
  mark,
  name,
  id: givenId,
  error: givenError,
  defaultValue,
  ...rest
}: TextAreaProps) {
  const { id, error, value } = useField({ name, id: givenId, error: givenError, defaultValue });
  return (
    <Field id={id} label={label} hint={hint} mark={mark} error={error}>
      <textarea
        {...rest}
        id={id}
        name={name}
        className="input"
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </Field>
  );
}

type PasswordInputProps = Omit<TextInputProps, "type" | "short" | "defaultValue"> & { show: string; hide: string };

/** The password can be shown. The button comes with the script; without it the field is a plain password field. */
export function PasswordInput({
  label,
  hint,
  mark,
  name,
  id: givenId,
  error: givenError,
  show,
  hide,
  ...rest
}: PasswordInputProps) {
  const { id, error } = useField({ name, id: givenId, error: givenError });
  const [ready, setReady] = useState(false);
  const [visible, setVisible] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <Field id={id} label={label} hint={hint} mark={mark} error={error}>
      <div className={ready ? "with-button" : undefined}>
        <input
          {...rest}
          id={id}
          name={name}
          type={visible ? "text" : "password"}
          className="input"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
        />
        {ready ? (
          <button type="button" aria-controls={id} onClick={() => setVisible(!visible)}>
            <Icon name="eye" />
            {visible ? hide : show}
          </button>
        ) : null}
      </div>
    </Field>
  );
}
