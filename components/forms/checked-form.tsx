"use client";
/**
 * A form that checks itself before it is sent, with the schema of its action: react-hook-form, loaded only where a page uses this.
 * It reads its fields as the server does, so both judge the same thing; without JavaScript it is a plain form that the server judges.
 */
import { zodResolver } from "@hookform/resolvers/zod";
import { type FormEvent, type ReactNode, useActionState, useEffect, useRef } from "react";
import { type FieldErrors, type FieldValues, get, type Resolver, useForm } from "react-hook-form";
import type { z } from "zod";
import type { FormTexts } from "@/lib/i18n/form-texts";
import { readForm } from "@/lib/kernel/form-data";
import { type FormAction, type FormState, idle } from "@/lib/kernel/form-state";
import { FormContext } from "./form-context";
import { FormMessage } from "./form-message";
import { HiddenFields } from "./hidden-fields";

/** `errors` words each message of the schema: the catalogue's "ui.errors". */
export type CheckedTexts = FormTexts & { errors: Readonly<Record<string, string>> };

/** What a form needs from its page, whatever its fields. */
export type CheckedProps = {
  action: FormAction;
  texts: CheckedTexts;
  hidden?: Record<string, string>;
};

/** Spread on an input: its name, its error, and what lets its error go as soon as it is mended. */
export type FieldOf = (
  name: string,
) => ReturnType<ReturnType<typeof useForm>["register"]> & { error: string | undefined };

type CheckedFormProps = CheckedProps & {
  schema: z.ZodType<FieldValues, FieldValues>;
  labels: Record<string, string>;
  children: (field: FieldOf) => ReactNode;
};

export function CheckedForm({ action, texts, hidden, schema, labels, children }: CheckedFormProps) {
  const [state, submit] = useActionState(action, idle);
  const node = useRef<HTMLFormElement>(null);
  const message = useRef<HTMLDivElement>(null);
  const passed = useRef(false);
  const check = zodResolver(schema);
  const resolver: Resolver = (_, context, options) => check(valuesOf(node.current), context, options);
  // Not on leaving a field: the line of an error would push the button away from under the click that leaves it.
  const form = useForm({ resolver, mode: "onSubmit", reValidateMode: "onChange", shouldFocusError: false });
  const { errors, submitCount } = form.formState;
  const faults = faultsOf(errors, texts.errors);
  const shown: FormState<unknown> =
    submitCount > 0 && Object.keys(faults).length > 0 ? { status: "invalid", fields: faults, values: {} } : state;
  useEffect(() => {
    if (state.status !== "idle") message.current?.focus();
  }, [state]);

  /** The first sending is checked here; the second, once it passed, goes to the server as any form does. */
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (passed.current) {
      passed.current = false;
      return;
    }
    // In a task of its own: a form ignores being sent while its submit event is still on its way.
    const send = () => {
      setTimeout(() => {
        passed.current = true;
        node.current?.requestSubmit();
      });
    };
    void form.handleSubmit(send, () => message.current?.focus())(event);
  }

  const field: FieldOf = (name) => ({ ...form.register(name), error: faults[name]?.[0] });
  return (
    <form ref={node} action={submit} onSubmit={onSubmit} noValidate>
      <FormMessage state={shown} texts={texts} labels={labels} ref={message} />
      <HiddenFields values={hidden} state={state} />
      <FormContext value={{ state, prefix: "", pending: texts.pending }}>{children(field)}</FormContext>
    </form>
  );
}

function valuesOf(form: HTMLFormElement | null): FieldValues {
  return form ? readForm(new FormData(form)) : {};
}

/** react-hook-form's tree of errors as flat names: "contacts.0.phone". */
function faultsOf(errors: FieldErrors, words: Readonly<Record<string, string>>): Record<string, string[]> {
  const flat: Record<string, string[]> = {};
  const visit = (node: unknown, path: string) => {
    if (typeof node !== "object" || node === null) return;
    const text: unknown = get(node, "message");
    if (typeof text === "string") flat[path] = [words[text] ?? words.generic ?? text];
    else for (const [key, inner] of Object.entries(node)) visit(inner, path ? `${path}.${key}` : key);
  };
  visit(errors, "");
  return flat;
}
