"use client";
/** What is sent along with the fields. The key that makes a double click act once changes after each answer: what follows is a new wish. */
import { useState } from "react";
import type { FormState } from "@/lib/kernel/form-state";

type HiddenFieldsProps = { values: Record<string, string> | undefined; state: FormState<unknown> };

export function HiddenFields({ values, state }: HiddenFieldsProps) {
  const answers = useAnswers(state);
  return Object.entries(values ?? {}).map(([name, value]) => (
    <input
      key={name}
      type="hidden"
      name={name}
      value={name === "_key" && answers > 0 ? `${value}-${answers}` : value}
    />
  ));
}

/** How many answers the form has had. */
function useAnswers(state: FormState<unknown>): number {
  const [seen, setSeen] = useState({ state, count: 0 });
  if (seen.state !== state) setSeen({ state, count: seen.count + 1 });
  return seen.count;
}
