/** What the server answered to a form, in words: faults to correct, a refusal, or what was done with its reference. */
import type { ReactNode, Ref } from "react";
import { Notice } from "@/components/ui/notice";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormState } from "@/lib/kernel/form-state";
import { ErrorSummary, type Fault } from "./error-summary";
import { fieldId } from "./form-context";

type FormMessageProps = {
  state: FormState<unknown>;
  texts: FormTexts;
  prefix?: string | undefined;
  /** Names of the fields, to open each line of the summary: « Téléphone : il manque 2 chiffres ». */
  labels?: Record<string, string> | undefined;
  ref?: Ref<HTMLDivElement> | undefined;
};

export function FormMessage({ state, texts, prefix = "", labels = {}, ref }: FormMessageProps) {
  if (state.status === "idle") return null;
  if (state.status === "invalid") {
    const faults = faultsOf(state.fields, prefix, labels);
    const title = faults.length === 1 ? texts.oneFault : texts.manyFaults.replace("{count}", String(faults.length));
    return (
      <ErrorSummary title={title} faults={faults} ref={ref}>
        {texts.kept}
      </ErrorSummary>
    );
  }
  if (state.status === "refused") {
    return (
      <ErrorSummary title={texts.refused} ref={ref}>
        <p>{state.message}</p>
        {referenceLine(state.reference, texts)}
      </ErrorSummary>
    );
  }
  return (
    <div ref={ref} tabIndex={-1} className="mb-6">
      <Notice tone="ok" inset live title={state.message ?? texts.done}>
        {referenceLine(state.reference, texts)}
      </Notice>
    </div>
  );
}

function faultsOf(fields: Record<string, string[]>, prefix: string, labels: Record<string, string>): Fault[] {
  return Object.entries(fields).flatMap(([name, messages]) =>
    messages.slice(0, 1).map((message) => ({
      message: labels[name] ? `${labels[name]}\u00a0: ${message}` : message,
      // Faults of the whole form come under "form": they lead nowhere.
      fieldId: name && name !== "form" ? fieldId(prefix, name) : undefined,
    })),
  );
}

function referenceLine(reference: string | undefined, texts: FormTexts): ReactNode {
  if (!reference) return null;
  return (
    <p>
      {texts.reference} <strong className="nowrap">{reference}</strong>
    </p>
  );
}
