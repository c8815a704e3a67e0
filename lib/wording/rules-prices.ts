/** A price of the commune file in words: its reasons line by line, and what it is the price of. Pure. */

import type { Why } from "@/lib/clause/rules-why";
import { wordAmount } from "@/lib/i18n/amounts";
import en from "@/lib/i18n/en/booking.json";
import fr from "@/lib/i18n/fr/booking.json";
import type { Locale } from "@/lib/i18n/locale";
import type { Cents } from "@/lib/kernel/money";
import { wordWhy } from "@/lib/pricing/rules-words";
import type { Line } from "@/lib/pricing/schema";
import type { Unit } from "@/lib/rulebook/schema-activities";
import { factWord, slotName } from "./rules-names";
import { inside, type Reader } from "./rules-phrases";

const units = { fr: fr.unit, en: en.unit };

/** « 2,80 € », « 12,00 € le mois », « 1,10 € la demi-heure ». */
export function sayPrice(locale: Locale, cents: Cents, unit?: Unit): string {
  return sayPer(locale, wordAmount(locale, cents), unit);
}

/** The same of an amount that is not a number alone: « 0,36 % du quotient la demi-heure ». */
export function sayPer(locale: Locale, price: string, unit?: Unit): string {
  return unit ? units[locale][unit].replace("{price}", () => price) : price;
}

/** Reasons of all lines in their order; several lines tell their amounts. */
export function sayReasons(reader: Reader, lines: readonly Pick<Line, "why" | "amountCents">[]): string[] {
  const { locale } = reader;
  return lines.flatMap(({ why, amountCents }, place) => {
    const said = why.map((one) => ended(sayReason(reader, one))).filter(Boolean);
    if (lines.length < 2 || said.length === 0) return said;
    const [first = "", ...rest] = said;
    const sign = place > 0 && amountCents >= 0 ? "+\u00a0" : "";
    return [`${sign}${wordAmount(locale, amountCents)}${locale === "fr" ? "\u00a0: " : ": "}${first}`, ...rest];
  });
}

function ended(text: string): string {
  return text === "" || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** One reason, with the commune's own words for the names that the file gives. */
export function sayReason(reader: Reader, { facts, ...why }: Why): string {
  const { locale, file } = reader;
  if (!facts) return wordWhy(locale, why);
  if (why.code === "bracket" && why.label !== undefined) return sayBracket(reader, why.label, facts);
  const named = Object.entries(facts).map(([name, value]) => {
    if (typeof value !== "string") return [name, value];
    if (name === "name" && why.code === "missingFact") return [name, inside(factWord(locale, file, value))];
    if (name === "value" && why.code === "slot") return [name, slotName(locale, file, value)];
    return [name, value.replaceAll("_", name === "unit" ? "_" : " ")];
  });
  return wordWhy(locale, { ...why, facts: Object.fromEntries(named) });
}

/** « Tranche B » where the brackets have names, which their number would only repeat. */
function sayBracket(reader: Reader, label: string, facts: NonNullable<Why["facts"]>): string {
  const number = label.replace(/^(tranche|bracket)\s+/i, "");
  return wordWhy(reader.locale, { code: "bracket", facts: { ...facts, number } });
}
