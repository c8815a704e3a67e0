/** Ranges in a form: two bounds each with its box, or two days. Pure. */

import en from "@/lib/i18n/en/commune-words.json";
import fr from "@/lib/i18n/fr/commune-words.json";
import type { Locale } from "@/lib/i18n/locale";
import { type Fields, join, textOf, WAS } from "./rules-answers";
import type { FormNode } from "./rules-nodes";
import { FROM, HIGH, HIGH_IN, LOW, LOW_IN, TO } from "./rules-ranges";

const tables = { fr: fr.form, en: en.form };

export function formWord(locale: Locale, key: keyof typeof fr.form, values: Readonly<Record<string, string>> = {}) {
  return tables[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

type Words = { locale: Locale; faults: ReadonlyMap<string, string> };

export function rangeNodes(fields: Fields, path: string, { locale, faults }: Words): FormNode[] {
  const error = faults.get(path);
  const bound = (part: "low" | "high"): FormNode => ({
    ...{ name: join(path, part), label: formWord(locale, part), kind: "text", input: "text", mode: "decimal" },
    ...{ value: textOf(fields, join(path, part)), ...(error && part === LOW ? { error } : {}) },
  });
  const box = (part: "lowIn" | "highIn"): FormNode => ({
    ...{ name: join(path, part), label: formWord(locale, part), kind: "check" },
    isOn: textOf(fields, join(path, part)) === "yes",
  });
  const written = textOf(fields, join(path, WAS));
  return [
    bound(LOW),
    box(LOW_IN),
    bound(HIGH),
    box(HIGH_IN),
    { name: join(path, WAS), label: "", kind: "hidden", value: written },
  ];
}

export function daysNodes(fields: Fields, path: string, { locale, faults }: Words): FormNode[] {
  const error = faults.get(path);
  return ([FROM, TO] as const).map((part) => ({
    ...{ name: join(path, part), label: formWord(locale, part), kind: "text", input: "date" },
    ...{ value: textOf(fields, join(path, part)), ...(error && part === FROM ? { error } : {}) },
  }));
}
