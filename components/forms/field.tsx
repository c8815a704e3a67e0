/** The frame of a field: label, hint, error above the place to write, so that a phone's keyboard hides none of them. */
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export type FieldTexts = {
  label: ReactNode;
  hint?: ReactNode | undefined;
  /** « obligatoire » or « facultatif », when fields of one form differ. */
  mark?: string | undefined;
};

type FieldProps = FieldTexts & { id: string; error?: string | undefined; children: ReactNode };

export function Field({ id, label, hint, mark, error, children }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {mark ? <span className="field-mark"> ({mark})</span> : null}
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

/** Hint and error of a field or of a group; ids are those of `describedBy`. */
export function FieldNotes({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: ReactNode | undefined;
  error?: string | undefined;
}) {
  return (
    <>
      {hint ? (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span className="error" id={`${id}-error`}>
          <Icon name="alert" />
          {error}
        </span>
      ) : null}
    </>
  );
}

export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
