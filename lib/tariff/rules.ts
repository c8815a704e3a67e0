/**
 * What a day costs, and why: version of the price list, bracket, quotient and its date of effect (facts: domain-rules 7, 10, 12, 20).
 * The facts are those of the day of the service, not of today. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { type Bracket, inBracket, type TariffRule } from "./schema";

/** Both days are included; a null end is open. */
export type Period = { since: CivilDate; until: CivilDate | null };
export type TariffVersion = Period & { id: string; label: string; rule: TariffRule };
export type Quotient = Period & { valueCents: number };

export type PriceFacts = {
  /** In force on the day; null when the family gave none. */
  quotient: Quotient | null;
  isResident: boolean;
  /** `unbooked`: came without booking. */
  use: "booked" | "unbooked";
};

export type PriceWhy = {
  versionId: string;
  version: string;
  since: CivilDate;
  rule: "fixed" | "outsider" | "bracket" | "top-without-quotient" | "top-outside-brackets";
  /** The price of a presence that nobody booked was applied. */
  unbooked: boolean;
  bracket: string | null;
  quotient: { valueCents: number; since: CivilDate } | null;
};
export type Price = { cents: Cents; why: PriceWhy };

export function priceOf(version: TariffVersion, facts: PriceFacts): Price {
  const { rule } = version;
  const quotient = facts.quotient && { valueCents: facts.quotient.valueCents, since: facts.quotient.since };
  const chosen = chooseLine(rule, facts);
  const unbooked = facts.use === "unbooked" && chosen.unbookedCents !== undefined;
  return {
    cents: unbooked ? (chosen.unbookedCents ?? chosen.cents) : chosen.cents,
    why: {
      versionId: version.id,
      version: version.label,
      since: version.since,
      rule: chosen.rule,
      unbooked,
      bracket: chosen.bracket,
      quotient: chosen.rule === "bracket" || chosen.rule === "top-outside-brackets" ? quotient : null,
    },
  };
}

type Line = { rule: PriceWhy["rule"]; bracket: string | null; cents: Cents; unbookedCents: Cents | undefined };

function chooseLine(rule: TariffRule, facts: PriceFacts): Line {
  if (!facts.isResident && rule.outsiderCents !== undefined) {
    return {
      rule: "outsider",
      bracket: null,
      cents: rule.outsiderCents,
      unbookedCents: rule.outsiderUnbookedCents,
    };
  }
  if (rule.kind === "fixed") {
    return { rule: "fixed", bracket: null, cents: rule.cents, unbookedCents: rule.unbookedCents };
  }
  const { quotient } = facts;
  if (!quotient) return lineOf(topBracket(rule.brackets), "top-without-quotient");
  const bracket = rule.brackets.find((one) => inBracket(one, quotient.valueCents));
  return bracket ? lineOf(bracket, "bracket") : lineOf(topBracket(rule.brackets), "top-outside-brackets");
}

function lineOf(bracket: Bracket, rule: PriceWhy["rule"]): Line {
  return { rule, bracket: bracket.label, cents: bracket.cents, unbookedCents: bracket.unbookedCents };
}

/** The dearest bracket; of two, the one for higher quotients. */
function topBracket(brackets: readonly Bracket[]): Bracket {
  const [top] = [...brackets].sort((a, b) => b.cents - a.cents || b.fromCents - a.fromCents);
  if (!top) throw new Error("A price by quotient has at least one bracket");
  return top;
}

/** The row in force on a day: of several, the one that took effect last, the latest in the list when they took effect together. */
export function inForceOn<Row extends { since: CivilDate; until?: CivilDate | null }>(
  rows: readonly Row[],
  day: CivilDate,
): Row | null {
  let found: Row | null = null;
  for (const row of rows) {
    if (row.since > day || (row.until && row.until < day)) continue;
    if (!found || row.since >= found.since) found = row;
  }
  return found;
}

/** By the name of the town, whatever its accents and capitals. An address nobody gave is not held against the family. */
export function isResident(city: string | null, commune: string): boolean {
  return city === null || plain(city) === plain(commune);
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/\bcedex\b.*$/, "")
    .trim();
}

/** From the lowest to the highest price somebody may pay when they book: « de 0,99 € à 2,80 € ». */
export function priceRange(rule: TariffRule): { from: Cents; to: Cents } {
  const own = rule.kind === "fixed" ? [rule.cents] : rule.brackets.map((bracket) => bracket.cents);
  const all = rule.outsiderCents === undefined ? own : [...own, rule.outsiderCents];
  return { from: Math.min(...all), to: Math.max(...all) };
}
