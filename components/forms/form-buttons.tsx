"use client";
/** Buttons of forms: one that says it is working, one that asks again before it acts, both without need of a script. */
import { type ReactNode, useContext } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonKind, buttonClass } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { FormContext } from "./form-context";

type SubmitButtonProps = {
  children: ReactNode;
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  block?: boolean | undefined;
  small?: boolean | undefined;
  /** Shown while the server works; ActionForm brings a default. */
  pendingText?: string | undefined;
  /** For forms with several endings. */
  name?: string | undefined;
  value?: string | undefined;
};

export function SubmitButton({ children, kind, icon, block, small, pendingText, name, value }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  const form = useContext(FormContext);
  const waiting = pendingText ?? form.pending;
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={buttonClass({ kind, small, block })}
      aria-disabled={pending ? true : undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    >
      {pending || icon ? <Icon name={pending ? "clock" : (icon ?? "clock")} /> : null}
      {pending && waiting ? waiting : children}
    </button>
  );
}

type ConfirmButtonProps = {
  /** What opens the question: « Supprimer ce contact ». */
  label: ReactNode;
  /** What will happen, in one sentence. */
  question: ReactNode;
  /** The verb of the action: « Oui, supprimer ». */
  confirm: ReactNode;
  kind?: ButtonKind | undefined;
  name?: string | undefined;
  value?: string | undefined;
};

/** Asks before it acts, inside the form that it submits: no dialog, no script. */
export function ConfirmButton({ label, question, confirm, kind = "danger", name, value }: ConfirmButtonProps) {
  return (
    <details className="confirm-details">
      <summary className={buttonClass({ kind: "line", small: true })}>{label}</summary>
      <p className="mb-3">{question}</p>
      <SubmitButton kind={kind} name={name} value={value}>
        {confirm}
      </SubmitButton>
    </details>
  );
}
