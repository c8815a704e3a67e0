"use client";
/** A file to bring in: when it is not taken, its faults are told one by one, each with what to write. */
import { useActionState, useEffect, useRef } from "react";
import { FileInput } from "@/components/forms/file-input";
import { SubmitButton } from "@/components/forms/form-buttons";
import { FormContext } from "@/components/forms/form-context";
import { Notice } from "@/components/ui/notice";
import { type FormAction, idle } from "@/lib/kernel/form-state";

export type FileFault = { where: string; say: string; write: string };
type Answer = { lines: readonly FileFault[] };

type Props = {
  /** Answers with the faults of the file, as `Answer`. */
  action: FormAction;
  texts: { refused: string; pending: string; submit: string; file: string };
  accept: string;
  prefix?: string;
};

export function FileForm({ action, texts, accept, prefix = "import" }: Props) {
  const [state, submit] = useActionState(action, idle);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status !== "idle") told.current?.focus();
  }, [state]);
  const title = state.status === "refused" || state.status === "done" ? state.message : undefined;
  const lines = state.status === "done" ? ((state.data as Answer | undefined)?.lines ?? []) : [];
  return (
    <form action={submit} noValidate>
      <div ref={told} tabIndex={-1}>
        {title ? (
          <Notice tone="error" inset live title={title}>
            <ul className="said">
              {lines.map(({ where, say, write }) => (
                <li key={`${where} ${say}`}>
                  <code>{where}</code>
                  <p>{say}</p>
                  <p>{write}</p>
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </div>
      <FormContext value={{ state, prefix, pending: texts.pending }}>
        <FileInput name="file" label={texts.file} accept={accept} />
        <SubmitButton kind="line">{texts.submit}</SubmitButton>
      </FormContext>
    </form>
  );
}
