"use client";
/** Prepares a letter with a code and shows it in place, once: only the digest of the code is kept, so no address can show it again. */
import { useActionState } from "react";
import { SubmitButton } from "@/components/forms/form-buttons";
import { FormMessage } from "@/components/forms/form-message";
import { PrintButton } from "@/components/layout/print-button";
import { Reference } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import type { FormTexts } from "@/lib/i18n/form-texts";
import { type FormAction, idle } from "@/lib/kernel/form-state";

/** The letter in the reader's language; « {code} » stands alone in its frame. */
export type LetterText = {
  head: string;
  title: string;
  hello: string;
  intro: string;
  steps: readonly string[];
  codeName: string;
  code: string;
  last: string;
  validity: string;
};

type LetterFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  texts: { prepare: string; print: string; once: string; form: FormTexts };
};

export function LetterForm({ action, hidden, texts }: LetterFormProps) {
  const [state, submit] = useActionState(action, idle);
  if (state.status === "done" && state.data) return <Letter letter={state.data as LetterText} texts={texts} />;
  return (
    <form action={submit} className="no-print">
      <FormMessage state={state} texts={texts.form} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton icon="print" pendingText={texts.form.pending}>
        {texts.prepare}
      </SubmitButton>
    </form>
  );
}

function Letter({ letter, texts }: { letter: LetterText; texts: LetterFormProps["texts"] }) {
  return (
    <>
      <div className="no-print mb-6">
        <Notice tone="warn" inset live title={texts.once} />
        <PrintButton>{texts.print}</PrintButton>
      </div>
      <article className="sheet prose">
        <p className="dateline">{letter.head}</p>
        <h2>{letter.title}</h2>
        <p>{letter.hello}</p>
        <p>{letter.intro}</p>
        <ol className="list-decimal pl-6">
          {letter.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <section className="label my-6" aria-label={letter.codeName}>
          <Reference>{letter.code}</Reference>
        </section>
        <p>{letter.last}</p>
        <p>{letter.validity}</p>
      </article>
    </>
  );
}
