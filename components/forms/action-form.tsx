"use client";
/**
 * A form that posts to a server action and shows its answer. Without JavaScript the same form posts and comes back
 * with the same words: the fields read the answer from FormContext on the server too.
 */
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import type { FormTexts } from "@/lib/i18n/form-texts";
import { type FormAction, idle } from "@/lib/kernel/form-state";
import { FormContext } from "./form-context";
import { FormMessage } from "./form-message";
import { HiddenFields } from "./hidden-fields";

type ActionFormProps<Data> = {
  action: FormAction<Data>;
  texts: FormTexts;
  children: ReactNode;
  /** Prefix of the fields' ids, when a page has two forms with fields of the same name. */
  prefix?: string | undefined;
  labels?: Record<string, string> | undefined;
  /** Sent along with the fields. */
  hidden?: Record<string, string> | undefined;
  /** Takes the place of the fields once it is done. */
  after?: ReactNode | undefined;
  /** Names the form among others of the page. */
  label?: string | undefined;
};

export function ActionForm<Data>({
  action,
  texts,
  children,
  prefix = "",
  labels,
  hidden,
  after,
  label,
}: ActionFormProps<Data>) {
  const [state, submit] = useActionState(action, idle);
  const message = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status !== "idle") message.current?.focus();
  }, [state]);
  const finished = state.status === "done" && after !== undefined;
  return (
    <form action={submit} noValidate aria-label={label}>
      <FormMessage state={state} texts={texts} prefix={prefix} labels={labels} ref={message} />
      <HiddenFields values={hidden} state={state} />
      <FormContext value={{ state, prefix, pending: texts.pending }}>{finished ? after : children}</FormContext>
    </form>
  );
}
