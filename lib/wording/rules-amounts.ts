/** An amount of the commune file in words: « 0,36 % du quotient, au moins 2,60 €, au plus 4,50 €, arrondi au plus près » (docs/commune-file.md §6). Pure. */
import { wordAmount } from "@/lib/i18n/amounts";
import type { Amount, Rounding } from "@/lib/rulebook/schema-amounts";
import type { WindowCharge } from "@/lib/rulebook/schema-deadlines";
import { factWord } from "./rules-names";
import { type Phrase, phrase, type Reader, wordNumber } from "./rules-phrases";

export function sayAmount(reader: Reader, amount: Amount): string {
  const { locale } = reader;
  if (typeof amount === "number") return wordAmount(locale, amount);
  if ("given" in amount) return phrase(locale, "given");
  if ("percent" in amount) return sayFormula(reader, amount);
  if ("scale" in amount) {
    const amounts = amount.amounts.map((one) => sayAmount(reader, one)).join(" / ");
    const scale = reader.file.scales.find(({ id }) => id === amount.scale)?.label ?? amount.scale;
    return phrase(locale, "scale", { amounts, scale });
  }
  if ("points" in amount) {
    const prices = amount.points.map(([, cents]) => cents);
    const [low, high] = [Math.min(...prices), Math.max(...prices)];
    return phrase(locale, "points", { low: wordAmount(locale, low), high: wordAmount(locale, high) });
  }
  return amount.steps
    .map(({ units, price }) => {
      const values = { amount: sayAmount(reader, price), units: units ?? "" };
      return phrase(locale, units === undefined ? "stepRest" : "stepFirst", values);
    })
    .join(", ");
}

/** What a late cancellation costs: an amount, or a part of the price. */
export function sayCharge(reader: Reader, charge: WindowCharge): string {
  if (typeof charge === "number") return sayAmount(reader, charge);
  if ("amount" in charge) return sayAmount(reader, charge.amount);
  return phrase(reader.locale, "shareOfPrice", { percent: wordNumber(reader.locale, charge.percent) });
}

type Formula = Extract<Amount, { percent: string }>;

function sayFormula(reader: Reader, { percent, of, plusCents, minCents, maxCents, rounding }: Formula): string {
  const { locale, file } = reader;
  const money = (cents: number) => wordAmount(locale, cents);
  const rate = { percent: wordNumber(locale, percent) };
  const base =
    of === "qf"
      ? phrase(locale, "percent", rate)
      : phrase(locale, "percentOf", { ...rate, of: factWord(locale, file, of) });
  return [
    plusCents === 0 ? base : phrase(locale, "plus", { base, amount: money(plusCents) }),
    ...(minCents === undefined ? [] : [phrase(locale, "floor", { amount: money(minCents) })]),
    ...(maxCents === undefined ? [] : [phrase(locale, "ceiling", { amount: money(maxCents) })]),
    sayRounding(locale, rounding),
  ].join(", ");
}

const MODES: Record<Rounding["mode"], Phrase> = { nearest: "roundNearest", up: "roundUp", down: "roundDown" };

export function sayRounding(locale: Reader["locale"], { mode, stepCents }: Rounding): string {
  const rounding = phrase(locale, MODES[mode]);
  return stepCents === 1 ? rounding : phrase(locale, "step", { rounding, cents: stepCents });
}
