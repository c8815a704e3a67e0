/** The words that a field may choose from: names of the file, and the values that a fact has. Pure. */

import { rangeOf } from "@/lib/clause/rules-conditions";
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { units } from "@/lib/rulebook/schema-activities";
import { holidayNames } from "@/lib/rulebook/schema-calendar";
import { knownFacts, weekdays } from "@/lib/rulebook/schema-words";
import { sayRange } from "./rules-conditions";
import { activityName, factWord, siteName, valueWord } from "./rules-names";

type Choice = { value: string; label: string };
type Context = { locale: Locale; file: CommuneFile };

const GRADES = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];
const REASONS = ["illness", "school_trip", "teacher_absent", "strike", "closure", "family_event", "convenience"];
const EVIDENCE = ["phone", "letter", "medical_certificate"];

/** Words to tick in a list of names; others may be written beside. */
export function knownWords({ locale, file }: Context, owner: string, key: string): Choice[] {
  const said = (values: readonly string[], of: string) =>
    values.map((value) => ({ value, label: valueWord(locale, of, value) ?? value }));
  if (owner === "evidence") return said(EVIDENCE, key);
  if (key === "reasons") return said(REASONS, key);
  if (key === "grades") return said(GRADES, key);
  if (key === "sites") return file.sites.map(({ id }) => ({ value: id, label: siteName(file, id) }));
  return key === "activities" || key === "all" ? activityChoices(locale, file) : [];
}

function activityChoices(locale: Locale, file: CommuneFile): Choice[] {
  const groups = [...file.groups.map(({ id }) => id), ...file.activities.flatMap(({ group }) => group ?? [])];
  const own = file.activities.map(({ id }) => ({ value: id, label: activityName(locale, file, id) }));
  return [...own, ...[...new Set(groups)].map((id) => ({ value: id, label: id }))];
}

/** A name of the file that a field must be; null when the field is free. */
export function referenceOf({ locale, file }: Context, owner: string, key: string): Choice[] | null {
  if (key === "scale") return file.scales.map(({ id, label }) => ({ value: id, label: label ?? id }));
  if (key === "after" && owner === "activities") {
    return file.activities.map(({ id }) => ({ value: id, label: activityName(locale, file, id) }));
  }
  return null;
}

/** The brackets of a scale by their names, else by their quotients: one amount each. Without a name, those of the first scale. */
export function bracketWords({ locale, file }: Context, name: string): string[] {
  const scale = file.scales.find(({ id }) => id === name) ?? file.scales[0];
  return (scale?.brackets ?? []).map((bracket) => {
    const range = rangeOf(bracket.in);
    return bracket.label ?? (range ? sayRange(locale, range) : bracket.in);
  });
}

/** The facts that a condition may ask. */
export function factsOf({ locale, file }: Context): Choice[] {
  const own = [...file.facts.map(({ id }) => id), ...file.categories.map(({ fact }) => fact)];
  return [...new Set([...Object.keys(knownFacts), ...own])].map((fact) => ({
    value: fact,
    label: factWord(locale, file, fact),
  }));
}

const YES_NO = ["true", "false"];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  resident: YES_NO,
  afterHolidays: YES_NO,
  pai: YES_NO,
  qfState: ["known", "none", "expired"],
  grade: ["maternelle", "elementaire", "ulis", ...GRADES],
  regularity: ["regular", "occasional"],
  booking: ["in_time", "late", "none"],
  person: ["child", "adult"],
  unit: units,
  weekday: weekdays,
  time: ["school", "holidays"],
  holiday: holidayNames,
  status: ["present", "absent_excused", "absent_unexcused"],
  channel: ["portal", "counter", "phone"],
  reason: REASONS,
};

export function factChoices({ locale, file }: Context, fact: string): Choice[] {
  if (fact === "school") return file.sites.map(({ id, name }) => ({ value: id, label: name }));
  if (fact === "slot") {
    return file.activities
      .flatMap(({ slots }) => slots)
      .map(({ id, name }) => ({ value: id, label: nameOf(name, locale) ?? id }));
  }
  const own = file.facts.find(({ id }) => id === fact);
  const values = VALUES[fact] ?? (own && typeof (own.default ?? false) === "boolean" ? YES_NO : []);
  return values.map((value) => ({ value, label: valueWord(locale, fact, value) ?? value }));
}

function nameOf(name: string | { fr: string; en: string } | undefined, locale: Locale): string | undefined {
  return typeof name === "object" ? name[locale] : name;
}
