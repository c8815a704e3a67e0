"use client";
/**
 * The form of one rule. Buttons that add or take away rows post it whole and it comes back with what was typed, with or without a script;
 * the parts to show come from the server with each answer.
 */
import { useActionState, useEffect, useRef } from "react";
import { SubmitButton } from "@/components/forms/form-buttons";
import { FormContext } from "@/components/forms/form-context";
import { Notice } from "@/components/ui/notice";
import type { FormNode } from "@/lib/editor/rules-nodes";
import { type FormAction, idle } from "@/lib/kernel/form-state";
import { RuleNodes } from "./rule-node";
import type { RuleTexts } from "./rule-texts";

export type RuleFormData = {
  nodes: readonly FormNode[];
  /** The rule as the server knew it when this was drawn. */
  base: string;
  /** Counts the answers, so that each is drawn anew. */
  stamp: string;
  /** Each line of a fault leads to its field. */
  message?: { title: string; lines: readonly { text: string; field?: string }[] };
  /** Where the eye goes next: the list that changed. */
  focus?: string;
};

type Props = {
  /** Answers with the form to show again, as `RuleFormData`. */
  action: FormAction;
  start: RuleFormData;
  hidden: Readonly<Record<string, string>>;
  texts: RuleTexts;
};

export function RuleForm({ action, start, hidden, texts }: Props) {
  const [state, submit] = useActionState(action, idle);
  const told = useRef<HTMLDivElement>(null);
  const data = (state.status === "done" ? (state.data as RuleFormData | undefined) : undefined) ?? start;
  const refusal = state.status === "refused" ? { title: state.message, lines: [] } : data.message;
  useEffect(() => {
    if (state.status === "idle") return;
    const place = data.focus ? document.getElementById(data.focus) : null;
    (place ?? told.current)?.focus();
  }, [state, data]);
  return (
    <form action={submit} noValidate>
      {/* Enter saves: the first button of a form is the one that Enter presses. */}
      <button type="submit" className="sr" tabIndex={-1} aria-hidden="true">
        {texts.save}
      </button>
      {Object.entries({ ...hidden, base: data.base }).map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <div ref={told} tabIndex={-1} className={refusal ? "mb-6" : undefined}>
        {refusal ? (
          <Notice tone="error" inset live title={refusal.title}>
            <ul>
              {refusal.lines.map(({ text, field }) => (
                <li key={text}>{field ? <a href={`#${field}`}>{text}</a> : text}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </div>
      <FormContext value={{ state: idle, prefix: "", pending: texts.pending }}>
        <div key={data.stamp}>
          <RuleNodes nodes={data.nodes} texts={texts} />
        </div>
        <div className="form-actions mt-6">
          <SubmitButton>{texts.save}</SubmitButton>
        </div>
      </FormContext>
    </form>
  );
}
