/** The words of one line of an invoice: how many of what, at what price and why, day by day (facts: domain-rules, « Why this price »). Pure. */
import { wordAmount } from "@/lib/i18n/amounts";
import { monthName, wordDate, wordDays } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/invoice.json";
import fr from "@/lib/i18n/fr/invoice.json";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { LineDetail } from "./schema";

const words = { fr: fr.document, en: en.document };

type LineFacts = { quantity: number; unitCents: Cents; amountCents: Cents; detail: LineDetail };

export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** "642" or "642,50": quotients are kept in cents and read in euros without their sign. */
export function quotientText(locale: Locale, valueCents: number): string {
  const whole = String(Math.trunc(valueCents / 100));
  const rest = valueCents % 100;
  return rest === 0 ? whole : `${whole}${locale === "fr" ? "," : "."}${String(rest).padStart(2, "0")}`;
}

/** "9 repas", "1 matin". */
export function quantityOf({ quantity, detail }: LineFacts, locale: Locale): string {
  const { units } = words[locale];
  const unit = units[detail.activityKind as keyof typeof units] ?? units.day;
  return fill(quantity === 1 ? unit.one : unit.other, { count: String(quantity) }).replace(" ", "\u00a0");
}

/** "lundi 2 et mardi 3 novembre", month by month. */
export function daysText(days: readonly CivilDate[], locale: Locale): string {
  const months = [...new Set(days.map(monthOf))];
  return months
    .map((month) => {
      const own = days.filter((day) => monthOf(day) === month);
      return `${wordDays(locale, own)}\u00a0${monthName(locale, month)}`;
    })
    .join(", ");
}

export function noteOf({ detail }: LineFacts, locale: Locale): string | null {
  const say = words[locale].notes;
  const { kind, days, waived, why } = detail;
  const notes: string[] = [];
  if (kind === "absence") notes.push(fill(say.absence, { days: daysText(days, locale) }));
  if (kind === "unbooked") notes.push(fill(say.unbooked, { days: daysText(days, locale) }));
  if (waived.length > 0) {
    const template = waived.length === 1 ? say.waivedOne : say.waivedMany;
    notes.push(fill(template, { count: String(waived.length), days: daysText(waived, locale) }));
  }
  if (why.rule === "bracket" && why.bracket) notes.push(fill(say.bracket, { bracket: why.bracket }));
  if (why.share) notes.push(shareText(say.share, why.share, locale));
  return notes.length > 0 ? notes.join(" ") : null;
}

function shareText(template: string, share: { percent: number; ofCents: Cents }, locale: Locale): string {
  return fill(template, { percent: String(share.percent), price: wordAmount(locale, share.ofCents) });
}

/** How the amount came about, in the order a person would explain it. */
export function stepsOf(line: LineFacts, locale: Locale): string[] {
  const say = words[locale].steps;
  const { why, days } = line.detail;
  const price = wordAmount(locale, why.share?.ofCents ?? line.unitCents);
  const steps = ruleSteps(line.detail, { locale, price });
  if (why.unbooked) steps.push(say.unbooked);
  if (why.share)
    steps.push(fill(say.share, { percent: String(why.share.percent), price: wordAmount(locale, line.unitCents) }));
  if (why.bookedCents !== null) steps.push(fill(say.changed, { booked: wordAmount(locale, why.bookedCents) }));
  steps.push(fill(say.days, { days: daysText(days, locale) }));
  const amount = wordAmount(locale, line.amountCents);
  const each = wordAmount(locale, line.unitCents);
  return [...steps, fill(say.sum, { quantity: String(line.quantity), price: each, amount })];
}

function ruleSteps({ why }: LineDetail, { locale, price }: { locale: Locale; price: string }): string[] {
  const { steps: say, sources } = words[locale];
  switch (why.rule) {
    case "fixed":
      return [fill(say.fixed, { price })];
    case "outsider":
      return [fill(say.outsider, { price })];
    case "top-without-quotient":
      return [fill(say.withoutQuotient, { price })];
    case "top-outside-brackets":
      return [fill(say.outsideBrackets, { price })];
    case "bracket": {
      if (!why.quotient || !why.bracket) return [fill(say.hidden, { price })];
      const source = sources[why.source as keyof typeof sources] ?? why.source ?? "";
      const value = quotientText(locale, why.quotient.valueCents);
      const date = wordDate(locale, why.quotient.since);
      return [fill(say.quotient, { value, source, date }), fill(say.bracket, { bracket: why.bracket, price })];
    }
  }
}
