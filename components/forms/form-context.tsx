"use client";
/** What the last answer of the server says of each field, so that inputs find their error and keep what was typed. */
import { createContext, useContext } from "react";
import { type FormState, idle } from "@/lib/kernel/form-state";

type FormContextValue = { state: FormState<unknown>; prefix: string; pending: string };

export const FormContext = createContext<FormContextValue>({ state: idle, prefix: "", pending: "" });

/** Fields that collect are named "days[]"; their faults and their id say "days". */
function plainName(name: string): string {
  return name.replace(/\[\]$/, "");
}

export function fieldId(prefix: string, name: string): string {
  return prefix ? `${prefix}-${plainName(name)}` : plainName(name);
}

export type Given = {
  name: string;
  id?: string | undefined;
  error?: string | undefined;
  defaultValue?: string | undefined;
};

/** The identity, error and starting value of a field: the server's answer comes before what the page first said. */
export function useField({ name, id, error, defaultValue }: Given) {
  const { state, prefix } = useContext(FormContext);
  const faults = state.status === "invalid" ? state.fields : {};
  const typed = state.status === "invalid" || state.status === "refused" ? state.values : undefined;
  return {
    id: id ?? fieldId(prefix, name),
    error: error ?? faults[plainName(name)]?.[0],
    value: typed ? (typed[name] ?? "") : defaultValue,
    answered: typed !== undefined,
  };
}
