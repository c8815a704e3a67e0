/**
 * The words of the commune file, in both languages: of each key, each way, each value and each fact (lib/i18n, commune-words). The nearest
 * place wins: « from » of a window is « Ouvre », of a slot « Début ». Pure.
 */
import { wordTimes } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/commune-words.json";
import fr from "@/lib/i18n/fr/commune-words.json";
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";

type Words = Readonly<Record<string, string>>;
const tables = { fr, en };

/** `owner` is the key that holds the rule or the list; null when nothing says it. */
export function keyWord(locale: Locale, owner: string, key: string): string | null {
  return first(tables[locale].labels, [`${owner}_${key}`, key]);
}

/** The same inside a sentence, where a shorter word does. */
export function saidWord(locale: Locale, owner: string, key: string): string | null {
  return first(tables[locale].labels, [`say_${key}`, `${owner}_${key}`, key]);
}

export function wayWord(locale: Locale, { owner, key, way }: { owner: string; key: string; way: string }) {
  return first(tables[locale].ways, [`${owner}_${key}_${way}`, `${key}_${way}`, way]);
}

export function valueWord(locale: Locale, key: string, value: string): string | null {
  return first(tables[locale].values, [`${key}_${value}`, value]);
}

function first(words: Words, keys: readonly string[]): string | null {
  const found = keys.find((key) => Object.hasOwn(words, key));
  return found === undefined ? null : (words[found] ?? null);
}

export function sectionWords(locale: Locale, slug: string): { title: string; lead: string } {
  const words: Readonly<Record<string, { title: string; lead: string }>> = tables[locale].sections;
  return words[slug] ?? { title: slug, lead: "" };
}

/** A fact the portal knows, or the question of one that the commune declares. */
export function factWord(locale: Locale, file: Pick<CommuneFile, "facts">, fact: string): string {
  const own = file.facts.find(({ id }) => id === fact)?.label.replace(/\s*\?\s*$/, "");
  return own ?? first(tables[locale].facts, [fact]) ?? fact;
}

/** The name of an activity, or of a group of them. */
export function activityName(locale: Locale, file: Pick<CommuneFile, "activities">, id: string): string {
  const name = file.activities.find((one) => one.id === id)?.name;
  if (name === undefined) return id;
  return typeof name === "string" ? name : name[locale];
}

export function siteName(file: Pick<CommuneFile, "sites">, id: string): string {
  return file.sites.find((site) => site.id === id)?.name ?? id;
}

/** The name of a part of the day, else its hours. */
export function slotName(locale: Locale, file: Pick<CommuneFile, "activities">, id: string): string {
  const slot = file.activities.flatMap(({ slots }) => slots).find((one) => one.id === id);
  if (!slot) return id.replaceAll("_", " ");
  if (slot.name === undefined) return wordTimes(locale, slot.from, slot.to);
  return typeof slot.name === "string" ? slot.name : slot.name[locale];
}
