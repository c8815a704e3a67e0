/** The small phrases that sentences about rules are made of (lib/i18n, commune-says), and values as a person reads them. Pure. */

import { wordDate, wordTime } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/commune-says.json";
import fr from "@/lib/i18n/fr/commune-says.json";
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type Reader = { locale: Locale; file: CommuneFile };
export type Phrase = keyof typeof fr;

const tables: Record<Locale, Record<Phrase, string>> = { fr, en };

export function phrase(locale: Locale, key: Phrase, values: Readonly<Record<string, string | number>> = {}): string {
  return tables[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** « 622,5 »: a number as it is printed. */
export function wordNumber(locale: Locale, number: number | string): string {
  return locale === "fr" ? String(number).replace(".", ",") : String(number);
}

/** « 24:00 » and « 23:59 » are the end of the day. */
export function wordHour(locale: Locale, at: string): string {
  if (!/^\d{2}:\d{2}$/.test(at)) return at;
  return at === "24:00" || at === "23:59" ? phrase(locale, "midnight") : wordTime(locale, at);
}

export function wordDayOf(locale: Locale, day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? wordDate(locale, day) : day;
}

/** « 2026-09-01..2026-12-18 », one side open, or one day. */
export function wordPeriod(locale: Locale, period: string): string {
  if (!period.includes("..")) return wordDayOf(locale, period);
  const [from = "", to = ""] = period.split("..");
  if (to === "") return phrase(locale, "since", { from: wordDayOf(locale, from) });
  if (from === "") return phrase(locale, "until", { to: wordDayOf(locale, to) });
  return phrase(locale, "span", { from: wordDayOf(locale, from), to: wordDayOf(locale, to) });
}

/** The first letter of a word of a list becomes small inside a sentence, as long as it is no acronym. */
export function inside(word: string): string {
  return /^[A-ZÀ-Ý][a-zà-ÿ’]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word;
}

export function joined(locale: Locale, words: readonly string[]): string {
  return words.join(` ${phrase(locale, "or")} `);
}
