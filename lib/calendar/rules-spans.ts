/** Weeks, months, periods between holidays, terms and school years: what a price, a cap or an invoice gathers (docs/commune-file.md §3). Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { dayNumber, dayOfNumber, numberOf, weekdayIndex } from "@/lib/kernel/day-number";
import type { CalendarRules } from "@/lib/rulebook/schema-calendar";
import { type Period, schoolYearId, type Years } from "./rules-years";

export type SpanUnit = "day" | "week" | "month" | "period" | "term" | "year";
/** Both days are included. A key is the same for all the days of a span, and for no other day. */
export type Span = { key: string; from: CivilDate; to: CivilDate };
/** From 1 September to 31 August; `isKnown` says whether its classes and holidays are told. */
export type SchoolYear = Span & { id: string; isKnown: boolean };

/** Months in which a term begins where the commune names none: autumn to Christmas, to Easter, to summer. */
const TERMS = [
  ["09-01", "12-31"],
  ["01-01", "03-31"],
  ["04-01", "08-31"],
] as const;

export class Spans {
  readonly #periods: readonly Period[];
  readonly #known: ReadonlySet<string>;
  readonly #terms: CalendarRules["terms"];

  constructor(rules: CalendarRules, years: Years) {
    this.#periods = years.periods;
    this.#known = new Set(years.ids);
    this.#terms = rules.terms;
  }

  schoolYearOf(day: CivilDate): SchoolYear {
    const id = schoolYearId(day);
    return { id, key: id, from: `${id.slice(0, 4)}-09-01`, to: `${id.slice(5)}-08-31`, isKnown: this.#known.has(id) };
  }

  spanOf(unit: SpanUnit, day: CivilDate): Span {
    if (unit === "day") return { key: day, from: day, to: day };
    if (unit === "week") return weekOf(day);
    if (unit === "month") return monthOf(day);
    if (unit === "period") return this.#periodOf(day);
    return unit === "term" ? this.#termOf(day) : this.schoolYearOf(day);
  }

  /** A day of a year that nobody told lies in a period of its own year. */
  #periodOf(day: CivilDate): Span {
    const number = dayNumber(day);
    const period = this.#periods.find(({ from, to }) => from <= number && number <= to);
    if (period) return { key: period.key, from: dayOfNumber(period.from), to: dayOfNumber(period.to) };
    const { id, from, to } = this.schoolYearOf(day);
    return { key: `${id}/unknown`, from, to };
  }

  #termOf(day: CivilDate): Span {
    const told = this.#terms.find(({ from, to }) => from <= day && day <= to);
    if (told) return { key: `${schoolYearId(told.from)}/${told.name}`, from: told.from, to: told.to };
    const monthDay = day.slice(5);
    const place = TERMS.findIndex(([from, to]) => from <= monthDay && monthDay <= to);
    const [from, to] = TERMS[place] ?? TERMS[0];
    const year = day.slice(0, 4);
    return { key: `${schoolYearId(day)}/term-${place + 1}`, from: `${year}-${from}`, to: `${year}-${to}` };
  }
}

function weekOf(day: CivilDate): Span {
  const number = dayNumber(day);
  const monday = number - weekdayIndex(number);
  const from = dayOfNumber(monday);
  return { key: from, from, to: dayOfNumber(monday + 6) };
}

function monthOf(day: CivilDate): Span {
  const key = day.slice(0, 7);
  const next = numberOf(Number(key.slice(0, 4)), Number(key.slice(5)) + 1, 1);
  const after = key.endsWith("-12") ? numberOf(Number(key.slice(0, 4)) + 1, 1, 1) : next;
  return { key, from: `${key}-01`, to: dayOfNumber(after - 1) };
}
