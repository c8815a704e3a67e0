/** What the commune offers, said from the rules in force: prices, days, limits, classes. Pure; the words are the page's. */
import { gradeSpan } from "@/lib/activity/rules";
import type { CutOff } from "@/lib/activity/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { inForceOn } from "@/lib/tariff/rules";
import type { TariffRule } from "@/lib/tariff/schema";

export type Tariff = { since: CivilDate; until: CivilDate | null; rule: TariffRule };

export type OfferedActivity = {
  id: string;
  kind: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  weekdays: readonly number[];
  grades: readonly string[] | null;
  bookCutOff: CutOff;
  cancelCutOff: CutOff;
  tariffs: readonly Tariff[];
};

export type OfferedSite = {
  id: string;
  name: string;
  address: string;
  phone: string | null;
  activities: OfferedActivity[];
};

export type PriceSpan = { low: Cents; high: Cents; outsider: Cents | null };

/** The lowest and highest price of the list in force, and the one for families of other towns when it differs. */
export function priceSpan(tariffs: readonly Tariff[], today: CivilDate): PriceSpan | null {
  const rule = inForceOn(tariffs, today)?.rule;
  if (!rule) return null;
  const prices = rule.kind === "fixed" ? [rule.cents] : rule.brackets.map((bracket) => bracket.cents);
  return { low: Math.min(...prices), high: Math.max(...prices), outsider: rule.outsiderCents ?? null };
}

export function sameLimit(one: CutOff, other: CutOff): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export type GradeWords =
  | { key: "from"; from: string }
  | { key: "to"; to: string }
  | { key: "span"; from: string; to: string }
  | { key: "some"; list: readonly string[] };

/** Null when every class of the site is welcome. */
export function gradeWords(grades: readonly string[] | null): GradeWords | null {
  if (grades === null || grades.length === 0) return null;
  const span = gradeSpan(grades);
  if (!span) return { key: "some", list: grades };
  if (span.from && span.to) return { key: "span", from: span.from, to: span.to };
  if (span.from) return { key: "from", from: span.from };
  return span.to ? { key: "to", to: span.to } : null;
}
