/** The reason of a verdict in words, for a parent, a letter and the command line alike (docs/commune-file.md §5, §8; catalogue why-deadline). Pure. */

import type { Why } from "@/lib/clause/rules-why";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDayInYear, wordTime } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/why-deadline.json";
import fr from "@/lib/i18n/fr/why-deadline.json";
import type { Locale } from "@/lib/i18n/locale";
import { addDays, type CivilDateTime } from "@/lib/kernel/civil-date";

const words = { fr, en };
/** The name of an activity as people read it. */
type NameOf = (activity: string) => string;
type Fact = string | number;

const MOMENTS = new Set(["limit", "told", "opens", "until"]);

/** One or two sentences: the reason, then the rule in the commune's own words. A code of another domain gives its label, or nothing. */
export function wordWhy(locale: Locale, why: Why, nameOf: NameOf = (activity) => activity): string {
  const { why: sentences, rule } = words[locale];
  const template = sentences[why.code as keyof typeof sentences];
  const sentence = template && fill(template, (name) => factText(locale, { name, value: why.facts?.[name] }, nameOf));
  const label = why.label && fill(rule, () => why.label ?? "");
  return [sentence, label].filter(Boolean).join(" ");
}

/** « lundi 23 novembre à 9 h »; the end of a day is its 23 h 59, which nobody takes for the next night. */
export function wordMomentIn(locale: Locale, moment: CivilDateTime): string {
  const isEnd = moment.endsWith("T00:00");
  const day = isEnd ? addDays(moment.slice(0, 10), -1) : moment.slice(0, 10);
  const time = isEnd ? "23:59" : moment.slice(11, 16);
  return join(locale, day, time);
}

function join(locale: Locale, day: string, time: string): string {
  const parts: Readonly<Record<string, string>> = { day: wordDayInYear(locale, day), time: wordTime(locale, time) };
  return fill(words[locale].moment, (name) => parts[name] ?? "");
}

function factText(locale: Locale, { name, value }: { name: string; value: Fact | undefined }, nameOf: NameOf): string {
  if (value === undefined) return "";
  const text = String(value);
  if (name === "opens" && text.endsWith("T00:00")) return wordDayInYear(locale, text.slice(0, 10));
  if (name === "told") return join(locale, text.slice(0, 10), text.slice(11, 16));
  if (MOMENTS.has(name)) return wordMomentIn(locale, text);
  if (name === "day") return wordDayInYear(locale, text);
  if (name === "cents") return wordAmount(locale, Number(value));
  if (name === "activity") return nameOf(text);
  if (name === "holiday") return words[locale].holidays[text as keyof typeof fr.holidays] ?? text;
  return text;
}

function fill(template: string, textOf: (name: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => textOf(name));
}
