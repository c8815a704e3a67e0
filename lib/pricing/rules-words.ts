/** The reason of a price in words, for a parent, an invoice and the command line alike (docs/commune-file.md §6; catalogue why-price). Pure. */

import { rangeOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate, wordTime } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/why-price.json";
import fr from "@/lib/i18n/fr/why-price.json";
import type { Locale } from "@/lib/i18n/locale";

const words = { fr, en };
type Fact = string | number;

/** One or two sentences: the reason, then the rule in the commune's own words. A code of another domain gives its label, or nothing. */
export function wordWhy(locale: Locale, told: Why): string {
  const why = byName(told);
  const { why: sentences, rule } = words[locale];
  const template = sentences[codeOf(why) as keyof typeof sentences] ?? "";
  const sentence = fill(template, (name) => factText(locale, name, why.facts?.[name]));
  const label = why.label === undefined ? "" : fill(rule, () => why.label ?? "");
  return [sentence, label].filter(Boolean).join(" ");
}

const LONGEST_NAME = 4;

/** A bracket that the commune names shortly, « B », goes by that name instead of its number. */
function byName(why: Why): Why {
  const { code, label, facts } = why;
  if (code !== "bracket" || label === undefined || label.length > LONGEST_NAME) return why;
  return { code, facts: { ...facts, number: label } };
}

/** A quotient of no unit is told as a number; the bounds of another number are told without the word. */
function codeOf({ code, facts }: Why): string {
  return code === "bracket" && facts?.of !== undefined && facts.of !== "qf" ? "bracketOther" : code;
}

function factText(locale: Locale, name: string, value: Fact | undefined): string {
  if (value === undefined) return "";
  const text = String(value);
  if (name.endsWith("Cents")) return wordAmount(locale, Number(value));
  if (name === "since" || name === "until") return wordDate(locale, text);
  if (name === "time") return wordTime(locale, text);
  if (name === "bounds") return boundsText(locale, text);
  if (name === "exact") return eurosText(locale, text);
  if (name === "unit") return words[locale].units[text as keyof typeof fr.units] ?? text;
  if (/^-?\d+(\.\d+)?$/.test(text)) return numberText(locale, text);
  return words[locale].values[text as keyof typeof fr.values] ?? text;
}

/** "1 000,5" or "1,000.5". */
function numberText(locale: Locale, decimal: string): string {
  const [whole = "", rest] = decimal.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === "fr" ? "\u00a0" : ",");
  if (rest === undefined) return grouped;
  return `${grouped}${locale === "fr" ? "," : "."}${rest}`;
}

/** "3,2436 €": the exact amount before it is rounded, with two decimals at least. */
function eurosText(locale: Locale, decimal: string): string {
  const [whole = "", rest = ""] = decimal.split(".");
  const number = numberText(locale, `${whole}.${rest.padEnd(2, "0")}`);
  return locale === "fr" ? `${number}\u00a0€` : `€${number}`;
}

function boundsText(locale: Locale, text: string): string {
  const range = rangeOf(text);
  if (!range) return text;
  const { low, high, lowIn, highIn } = range;
  const say = words[locale].bounds;
  const parts: Readonly<Record<string, string>> = {
    low: numberText(locale, String(low)),
    high: numberText(locale, String(high)),
  };
  const template =
    low === high
      ? say.exactly
      : templateOf(say, { hasLow: Number.isFinite(low), hasHigh: Number.isFinite(high), lowIn, highIn });
  return fill(template, (name) => parts[name] ?? "");
}

type Ends = { hasLow: boolean; hasHigh: boolean; lowIn: boolean; highIn: boolean };

function templateOf(say: typeof fr.bounds, { hasLow, hasHigh, lowIn, highIn }: Ends): string {
  if (!hasHigh) return lowIn ? say.from : say.above;
  if (!hasLow) return highIn ? say.upTo : say.below;
  if (lowIn) return highIn ? say.between : say.under;
  return highIn ? say.aboveTo : say.aboveUnder;
}

function fill(template: string, textOf: (name: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => textOf(name));
}
