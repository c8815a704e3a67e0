/** Amounts as people read them, in the language of the page. */
import { type Cents, formatEuros, formatEurosEnglish } from "@/lib/kernel/money";
import type { Locale } from "./locale";

export function wordAmount(locale: Locale, amount: Cents): string {
  return locale === "fr" ? formatEuros(amount) : formatEurosEnglish(amount);
}

/** A change of amount, with its sign: "+ 13,40 €", "− 1,80 €", and "0,00 €" without sign. */
export function wordChange(locale: Locale, amount: Cents): string {
  const text = wordAmount(locale, Math.abs(amount));
  if (amount === 0) return text;
  const sign = amount < 0 ? "−" : "+";
  return locale === "fr" ? `${sign}\u00a0${text}` : `${sign}${text}`;
}
