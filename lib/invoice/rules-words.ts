/** The words of one line of an invoice: what it is called, how many of what, at what price and why, day by day (facts: domain-rules, « Why this price »). Pure. */
import type { ChargeKind } from "@/lib/charge/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { monthName, ofMonth, wordDays } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/invoice.json";
import fr from "@/lib/i18n/fr/invoice.json";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { wordWhy } from "@/lib/pricing/rules-words";
import type { LineDetail } from "./schema";

const words = { fr: fr.document, en: en.document };

type LineFacts = { quantity: number; unitCents: Cents; amountCents: Cents; detail: LineDetail };

/** What the column holds. */
const LONGEST = 200;

type Named = { kind: ChargeKind /** The rule's own words. */; label: string | null; activity: string | null };

/** « Garderie du soir : Retard du soir »; for the family as a whole the rule alone. */
export function labelOf({ kind, label, activity }: Named, locale: Locale): string {
  const { kinds, labelled, family } = words[locale];
  const kindWord = kinds[kind as keyof typeof kinds] as string | undefined;
  if (kindWord === undefined) return cut(activity ?? label ?? family);
  const rule = kind === "correction" ? kindWord : (label ?? kindWord);
  if (activity === null) return cut(rule.charAt(0).toUpperCase() + rule.slice(1));
  return cut(labelled.replace("{activity}", activity).replace("{label}", rule));
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** "642" or "642,50": quotients are kept in cents and read in euros without their sign. */
export function quotientText(locale: Locale, valueCents: number): string {
  const whole = String(Math.trunc(valueCents / 100));
  const rest = valueCents % 100;
  return rest === 0 ? whole : `${whole}${locale === "fr" ? "," : "."}${String(rest).padStart(2, "0")}`;
}

/** What is counted in occurrences has the words of the service: 9 meals. */
const BY_SERVICE = new Set(["session", "day"]);
const PRICES = new Set(["booked", "unbooked", "absence", "flat", "aid"]);

/** "9 repas", "1 matin", "3 demi-heures"; a surcharge is counted in times. */
export function quantityOf({ quantity, detail }: LineFacts, locale: Locale): string {
  const { units } = words[locale];
  const { kind, activityKind, why } = detail;
  const name = !PRICES.has(kind) ? "time" : BY_SERVICE.has(why.unit) ? activityKind : why.unit;
  const unit = units[name as keyof typeof units] ?? units[why.unit as keyof typeof units] ?? units.day;
  return fill(quantity === 1 ? unit.one : unit.other, { count: String(quantity) }).replaceAll(" ", "\u00a0");
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
  const { waived, why } = detail;
  const notes = kindNote(detail, locale);
  if (waived.length > 0) {
    const template = waived.length === 1 ? say.waivedOne : say.waivedMany;
    notes.push(fill(template, { count: String(waived.length), days: daysText(waived, locale) }));
  }
  const bracket = bracketOf(detail);
  if (bracket !== null) notes.push(fill(say.bracket, { bracket }));
  if (why.share && !why.corrects) notes.push(shareText(say.share, why.share, locale));
  return notes.length > 0 ? notes.join(" ") : null;
}

function kindNote({ kind, activityKind, days }: LineDetail, locale: Locale): string[] {
  const say = words[locale].notes;
  const [first] = days;
  if (kind === "correction" && activityKind === "family" && first) {
    return [fill(say.correctionFlat, { ofMonth: ofMonth(locale, monthOf(first)) })];
  }
  const template = kind in say ? say[kind as "absence" | "unbooked" | "late_pickup" | "correction"] : undefined;
  return template ? [fill(template, { days: daysText(days, locale) })] : [];
}

/** The bracket that decided, which is the last that the reasons tell: « B », or its number in the scale. */
function bracketOf({ kind, why }: LineDetail): string | null {
  if (kind === "correction") return null;
  const told = why.reasons.findLast(({ code }) => code === "bracket");
  return told ? (told.label ?? String(told.facts?.number ?? "")) : null;
}

function shareText(template: string, share: { percent: number; ofCents: Cents }, locale: Locale): string {
  return fill(template, { percent: String(share.percent), price: wordAmount(locale, share.ofCents) });
}

/** How the amount came about, in the order a person would explain it. */
export function stepsOf(line: LineFacts, locale: Locale): string[] {
  const say = words[locale].steps;
  const { kind, why, days } = line.detail;
  const steps = [...correctedSteps(line, locale), ...reasonsOf(line, locale)];
  if (why.share && !why.corrects)
    steps.push(fill(say.share, { percent: String(why.share.percent), price: wordAmount(locale, line.unitCents) }));
  if (why.bookedCents !== null) steps.push(fill(say.changed, { booked: wordAmount(locale, why.bookedCents) }));
  if (kind !== "fee" && days.length > 0) steps.push(fill(say.days, { days: daysText(days, locale) }));
  const amount = wordAmount(locale, line.amountCents);
  const each = wordAmount(locale, line.unitCents);
  return [...steps, fill(say.sum, { quantity: String(line.quantity), price: each, amount })];
}

const QUOTIENT = new Set(["quotient", "quotientSince"]);

/** The reasons that the rules gave; a payer of another household reads that there are some, not which. */
function reasonsOf({ unitCents, detail }: LineFacts, locale: Locale): string[] {
  const { steps: say, sources } = words[locale];
  const { reasons, source, share, corrects } = detail.why;
  const from = source && fill(say.source, { source: sources[source as keyof typeof sources] ?? source });
  const told = reasons.flatMap((why) => {
    const reason = wordWhy(locale, why);
    return from && QUOTIENT.has(why.code) ? [reason, from] : reason || [];
  });
  if (told.length > 0 || corrects) return told;
  return [fill(say.hidden, { price: wordAmount(locale, share?.ofCents ?? unitCents) })];
}

function correctedSteps({ detail }: LineFacts, locale: Locale): string[] {
  const say = words[locale].steps;
  if (!detail.why.corrects) return [];
  const { billedCents, cents } = detail.why.corrects;
  const billed = fill(say.billed, { billed: wordAmount(locale, billedCents) });
  return [billed, cents === 0 ? say.gone : fill(say.now, { price: wordAmount(locale, cents) })];
}
