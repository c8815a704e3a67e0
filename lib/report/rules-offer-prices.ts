/** The prices of one service as anybody reads them: a table for each price by bracket, a sentence for each other one, and the span of the front page. Pure. */

import { concerns } from "@/lib/clause/rules-activities";
import { rangeOf } from "@/lib/clause/rules-conditions";
import { isWithin } from "@/lib/deadline/rules-limits";
import { opening } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/public.json";
import fr from "@/lib/i18n/fr/public.json";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import type { Amount, Scale } from "@/lib/rulebook/schema-amounts";
import type { PriceRules } from "@/lib/rulebook/schema-prices";
import { sayAmount } from "@/lib/wording/rules-amounts";
import { sayRange } from "@/lib/wording/rules-conditions";
import { factWord } from "@/lib/wording/rules-names";
import type { Reader } from "@/lib/wording/rules-phrases";
import { sayPer, sayPrice } from "@/lib/wording/rules-prices";
import { sayWho } from "@/lib/wording/rules-who";

const words = { fr: fr.offer, en: en.offer };

export type PriceTable = {
  caption: string;
  /** « Quotient familial », or the number that the brackets cut. */
  head: string;
  rows: { bracket: string; price: string }[];
  /** What who gives no proof pays, and whom the brackets move. */
  notes: string[];
};
export type OfferedPrices = { tables: PriceTable[]; sentences: string[] };

/** The rules in force, in the order of the file: the first that fits is the price. */
function rulesOn({ file }: Reader, activity: string, day: CivilDate): PriceRules[] {
  return file.prices.filter((rule) => isWithin(rule.inForce, day) && concerns(file, rule.activities, activity));
}

export function pricesOf(reader: Reader, activity: ActivityRules, day: CivilDate): OfferedPrices {
  const prices: OfferedPrices = { tables: [], sentences: [] };
  const rules = rulesOn(reader, activity.id, day);
  for (const rule of rules) {
    const told = { rule, unit: rule.per ?? activity.unit, isOnly: rules.length === 1 };
    const { price } = rule;
    if (typeof price === "object" && "scale" in price) prices.tables.push(tableOf(reader, { ...told, price }));
    else prices.sentences.push(sentenceOf(reader, { ...told, price }));
  }
  if (rules.length === 0) prices.sentences.push(words[reader.locale].noPrice);
  return prices;
}

type Told<Price> = { rule: PriceRules; unit: ActivityRules["unit"]; isOnly: boolean; price: Price };
type ByScale = Extract<Amount, { scale: string }>;

/** « Repas (familles d’une autre commune) »: the rule's own words, then for whom it holds. */
function titleOf(reader: Reader, { rule, isOnly }: Pick<Told<Amount>, "rule" | "isOnly">): string {
  const say = words[reader.locale];
  const family = rule.for === "family" ? [say.family] : [];
  const who = [...(rule.when === undefined ? [] : [sayWho(reader, rule.when)]), ...family].join(", ");
  const title = rule.label ?? (rule.when === undefined ? (isOnly ? say.price : say.others) : "");
  if (title === "" || title.toLowerCase() === who) return opening(who);
  return opening(who === "" ? title : say.titled.replace("{title}", () => title).replace("{who}", () => who));
}

function sentenceOf(reader: Reader, { rule, unit, isOnly, price }: Told<Amount>): string {
  const { locale } = reader;
  const amount = sayPer(locale, sayAmount(reader, price), unit);
  return words[locale].priceLine
    .replace("{title}", () => titleOf(reader, { rule, isOnly }))
    .replace("{price}", () => amount);
}

function tableOf(reader: Reader, { rule, unit, isOnly, price }: Told<ByScale>): PriceTable {
  const { locale, file } = reader;
  const scale = file.scales.find(({ id }) => id === price.scale);
  if (!scale) return { caption: titleOf(reader, { rule, isOnly }), head: "", rows: [], notes: [] };
  return {
    caption: titleOf(reader, { rule, isOnly }),
    head: factWord(locale, file, scale.of),
    rows: scale.brackets.flatMap(({ label, in: interval }, place) => {
      const amount = price.amounts[place];
      if (amount === undefined) return [];
      const range = rangeOf(interval);
      const said = [label, range && sayRange(locale, range)].filter(Boolean).join(locale === "fr" ? "\u00a0: " : ": ");
      return [{ bracket: said, price: sayPer(locale, sayAmount(reader, amount), unit) }];
    }),
    notes: notesOf(reader, scale),
  };
}

function notesOf(reader: Reader, scale: Scale): string[] {
  const say = words[reader.locale];
  const answer = (given: string) => {
    const known = say.answers[given as keyof typeof say.answers];
    if (known) return known;
    const bracket = scale.brackets.find(({ id }) => id === given);
    const place = scale.brackets.findIndex(({ id }) => id === given) + 1;
    return say.answers.bracket.replace("{bracket}", () => bracket?.label ?? String(place));
  };
  const shifts = scale.shifts.map(({ when, by, label }) => {
    const text = by < 0 ? say.shiftDown : say.shiftUp;
    return text.replace("{by}", String(Math.abs(by))).replace("{condition}", () => label ?? sayWho(reader, when));
  });
  const none = say.noProof.replace("{answer}", () => answer(scale.none));
  const expired =
    scale.expired === undefined ? [] : [say.expired.replace("{answer}", () => answer(scale.expired ?? ""))];
  return [none, ...expired, ...shifts];
}

/** « De 1,00 € à 4,80 € selon votre quotient familial. Hors commune : 5,60 €. » */
export function priceSpanOf(reader: Reader, activity: ActivityRules, day: CivilDate): string {
  const { locale } = reader;
  const say = words[locale];
  const rules = rulesOn(reader, activity.id, day);
  const outside = rules.filter(isForOutsiders);
  const span = spanOf(rules.filter((rule) => !isForOutsiders(rule)));
  const [first] = rules;
  if (!span || !first) return first ? say.priceSee : say.noPrice;
  const unit = first.per ?? activity.unit;
  const same = span.low === span.high;
  const [low, high] = [sayPrice(locale, span.low, same ? unit : undefined), sayPrice(locale, span.high, unit)];
  const text = (same ? say.priceFixed : span.byQuotient ? say.priceRange : say.priceBetween)
    .replace("{price}", () => low)
    .replace("{low}", () => low)
    .replace("{high}", () => high);
  const others = spanOf(outside);
  if (!others || (others.low === span.low && others.high === span.high)) return text;
  const key = others.low === others.high ? say.priceOutsider : say.outsiderRange;
  const told = key
    .replace("{price}", () => sayPrice(locale, others.low, unit))
    .replace("{low}", () => sayPrice(locale, others.low))
    .replace("{high}", () => sayPrice(locale, others.high, unit));
  return `${text} ${told}`;
}

function isForOutsiders({ when }: PriceRules): boolean {
  return when !== undefined && !Array.isArray(when) && when.resident === false;
}

type Span = { low: number; high: number; byQuotient: boolean };

/** Null when an amount is told by no number. */
function spanOf(rules: readonly PriceRules[]): Span | null {
  const amounts = rules.map(({ price }) => boundsOf(price));
  if (amounts.length === 0 || amounts.some((one) => one === null)) return null;
  const all = amounts.flatMap((one) => one ?? []);
  const byQuotient = rules.some(({ price }) => typeof price === "object" && !("steps" in price));
  return { low: Math.min(...all), high: Math.max(...all), byQuotient };
}

function boundsOf(price: Amount): number[] | null {
  if (typeof price === "number") return [price];
  if ("scale" in price) return joined(price.amounts.map(boundsOf));
  if ("points" in price) return price.points.map(([, cents]) => cents);
  if ("steps" in price) return joined(price.steps.map((step) => boundsOf(step.price)));
  if ("percent" in price && price.minCents !== undefined && price.maxCents !== undefined) {
    return [price.minCents, price.maxCents];
  }
  return null;
}

function joined(all: readonly (number[] | null)[]): number[] | null {
  return all.some((one) => one === null) ? null : all.flatMap((one) => one ?? []);
}
