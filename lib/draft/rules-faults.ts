/** The faults of a draft as the office reads them: where in words, what is wrong, what to answer — no key of the file is named. Pure. */
import type { Fault } from "@/lib/check/rules-fault";
import { faultText } from "@/lib/check/rules-words";
import { sayRule } from "@/lib/editor/rules-say";
import { placeOf, rulesOf, type Section, shapeOfSection } from "@/lib/editor/rules-sections";
import en from "@/lib/i18n/en/commune-words.json";
import fr from "@/lib/i18n/fr/commune-words.json";
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { sectionWords } from "@/lib/wording/rules-names";

export type FaultLine = {
  /** The page of the rule; null for a fault of the whole file. */
  slug: string | null;
  index: number;
  where: string;
  say: string;
  write: string;
  severity: Fault["severity"];
};

const answers: Record<Locale, Readonly<Record<string, string>>> = { fr: fr.answers, en: en.answers };

export function faultLines(file: CommuneFile, faults: readonly Fault[], locale: Locale): FaultLine[] {
  return faults.map((fault) => {
    const place = placeOf(fault.path);
    const { say, write } = officeText(fault, locale);
    const where = place ? whereText(file, { ...place, locale }) : "";
    return { slug: place?.section.slug ?? null, index: place?.index ?? 0, where, say, write, severity: fault.severity };
  });
}

type Where = { section: Section; index: number; locale: Locale };

function whereText(file: CommuneFile, { section, index, locale }: Where) {
  const { title } = sectionWords(locale, section.slug);
  const value = section.isList ? rulesOf(file, section)[index] : undefined;
  if (value === undefined) return title;
  const key = section.path.at(-1) ?? "";
  return `${title}\u00a0: ${sayRule({ locale, file }, shapeOfSection(section), { key, value }).title || index + 1}`;
}

/** In the office's forms, what to write is an answer, not a line of the file. */
export function officeText(fault: Fault, locale: Locale): { say: string; write: string } {
  const { say, write } = faultText(fault, locale);
  const values = { ...fault.facts };
  const answer = answers[locale][fault.code];
  const said = answers[locale][`${fault.code}_say`];
  return {
    say: said === undefined ? say : fill(said, values),
    write: answer === undefined ? write : fill(answer, values),
  };
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The first sentence of each field of one rule, by the name of its field. */
export function fieldFaults(faults: readonly Fault[], prefix: readonly (string | number)[], locale: Locale) {
  const byField = new Map<string, string>();
  for (const fault of faults) {
    if (!prefix.every((step, at) => fault.path[at] === step)) continue;
    const name = ["v", ...fault.path.slice(prefix.length)].join("-");
    const { say, write } = officeText(fault, locale);
    if (!byField.has(name)) byField.set(name, [say, write].filter(Boolean).join(" "));
  }
  return byField;
}
