"use client";
/** Buttons that change the rows of a form: each posts the whole form, so that what was typed stays. */
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import type { RuleTexts } from "./rule-texts";

export function StepButton({ value, label, children }: { value: string; label: string; children: ReactNode }) {
  return (
    <button
      type="submit"
      name="do"
      value={value}
      aria-label={label}
      className={buttonClass({ kind: "line", small: true })}
    >
      {children}
    </button>
  );
}

type RowProps = { path: string; label: string; index: number; count: number; texts: RuleTexts };

export function RowButtons({ path, label, index, count, texts }: RowProps) {
  return (
    <div className="form-actions">
      {index > 0 ? (
        <StepButton value={`up ${path}`} label={`${texts.up} (${label})`}>
          {texts.up}
        </StepButton>
      ) : null}
      {index < count - 1 ? (
        <StepButton value={`down ${path}`} label={`${texts.down} (${label})`}>
          {texts.down}
        </StepButton>
      ) : null}
      <StepButton value={`remove ${path}`} label={`${texts.remove} (${label})`}>
        {texts.remove}
      </StepButton>
    </div>
  );
}
