/**
 * The facts on which a use is priced: those of the household, the child and the use on the day of the service, and those that the month makes
 * (rank, brothers and sisters present, presences, category). Uses with the same facts share one object (docs/commune-file.md §2). Pure.
 */

import type { Facts, FactValue } from "@/lib/clause/rules-conditions";
import type { QuotientOn } from "@/lib/clause/rules-scales";
import { ageOn, type CivilDate } from "@/lib/kernel/civil-date";
import type { Category, ReadyPrice } from "./rules-compile";
import {
  dayKey,
  type Month,
  NO_FACTS,
  presenceKey,
  scopeKey,
  siblingsOf,
  type UseInfo,
  valueOn,
  weekKey,
} from "./rules-month";
import { quotientAt } from "./rules-quotient";

/** One set of facts, and what has been worked out from it. */
export type Known = {
  readonly facts: Facts;
  readonly quotient: QuotientOn;
  readonly day: CivilDate;
  /** Prices chosen for these facts, by the unit that was asked for. */
  readonly chosen: Map<string, ReadyPrice | null>;
  readonly remembered: Map<object, unknown>;
};
export type Book = {
  readonly month: Month;
  readonly known: Map<string, Known>;
  /** The same for uses that only their state and day tell apart, by child and activity. */
  readonly steady: Map<number, Steady>;
  readonly siblings: Map<string, ReturnType<typeof siblingsOf>>;
  /** Presences in the scope of each category. */
  readonly scoped: Map<Category, Map<string, number>>;
};

export function bookOf(month: Month): Book {
  return { month, known: new Map(), steady: new Map(), siblings: new Map(), scoped: new Map() };
}

/** The facts of a use, or of the part of it that lies in a slot. */
export function knownOf(book: Book, info: UseInfo, slot?: string): Known {
  const quotient = quotientAt(book.month.quotients, info.day);
  let inForce = 0;
  for (const change of info.rules.changes) if (change <= info.day) inForce += 1;
  const steady = isSteady(book, info) ? steadyOf(book, info, { quotient, inForce }) : null;
  const home = steady ?? book.known;
  let key = steady ? "" : `${info.rules.index}|${info.place}|${inForce}|${quotientKey(quotient)}`;
  for (const name of steady ? info.rules.varying : info.rules.reads) {
    const value = valueFor(book, info, { name, slot });
    key += typeof value === "string" ? `|'${value}` : `|${value}`;
  }
  const known = home.get(key);
  if (known) return known;
  const facts: Record<string, FactValue> = {};
  for (const name of info.rules.reads) facts[name] = valueFor(book, info, { name, slot });
  const made: Known = { facts, quotient, day: info.day, chosen: new Map(), remembered: new Map() };
  home.set(key, made);
  return made;
}

/** Whether nothing but the use's own state and its day can tell it from another of the same child, activity and month. */
function isSteady({ month }: Book, { use, child }: UseInfo): boolean {
  if (month.compiled.categories.length > 0 || child.facts.length > 1 || month.household.facts.length > 1) return false;
  for (const _ in use.facts) return false;
  return (child.facts[0]?.since ?? null) === null && (month.household.facts[0]?.since ?? null) === null;
}

type State = { quotient: QuotientOn; inForce: number };
export type Steady = State & { readonly month: string; readonly known: Map<string, Known> };

function steadyOf(book: Book, { place, rules, month }: UseInfo, { quotient, inForce }: State): Map<string, Known> {
  const key = place * MOST_ACTIVITIES + rules.index;
  const last = book.steady.get(key);
  if (last?.month === month && last.quotient === quotient && last.inForce === inForce) return last.known;
  const known = new Map<string, Known>();
  book.steady.set(key, { month, quotient, inForce, known });
  return known;
}

const MOST_ACTIVITIES = 1 << 16;

function quotientKey(quotient: QuotientOn): string {
  if (quotient.state === "known") return `${quotient.value}@${quotient.since}`;
  return quotient.state === "none" ? "" : `${quotient.value}<${quotient.until}`;
}

type Asked = { name: string; slot: string | undefined };

function valueFor(book: Book, info: UseInfo, asked: Asked): FactValue {
  const { name } = asked;
  for (const category of book.month.compiled.categories) {
    if (category.rule.fact === name) {
      const value = categoryOf(book, info, category);
      if (value !== undefined) return value;
    }
  }
  return plainValue(book, info, asked);
}

/** The first value of the category whose condition holds, by what was used in its scope; undefined: what was declared stays. */
export function categoryOf(book: Book, info: UseInfo, category: Category): string | undefined {
  const facts: Record<string, FactValue> = {};
  for (const name of category.reads) facts[name] = plainValue(book, info, { name, slot: undefined });
  facts.presences = scopedPresences(book, category).get(scopedKey(book.month, info, category)) ?? 0;
  return category.rule.values.find((_, place) => category.tests[place]?.(facts))?.value;
}

function scopedPresences(book: Book, category: Category): Map<string, number> {
  const known = book.scoped.get(category);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const info of book.month.uses) {
    if (!info.counts) continue;
    const key = scopedKey(book.month, info, category);
    counts.set(key, (counts.get(key) ?? 0) + info.times);
  }
  book.scoped.set(category, counts);
  return counts;
}

function scopedKey({ compiled }: Month, info: UseInfo, { rule }: Category): string {
  return `${info.rules.index}|${scopeKey(compiled, rule.per, info)}`;
}

function plainValue(book: Book, info: UseInfo, { name, slot }: Asked): FactValue {
  const { month } = book;
  const { use } = info;
  switch (name) {
    case "qf":
    case "qfState": {
      const quotient = quotientAt(month.quotients, info.day);
      if (name === "qfState") return quotient.state;
      return quotient.state === "known" ? quotient.value : undefined;
    }
    case "booking":
      return use.booking;
    case "status":
      return use.status;
    case "unit":
      return use.units?.unit ?? use.facts.unit ?? info.rules.activity.unit;
    case "slot":
      return slot ?? use.facts.slot;
    case "nth":
      return info.nth === 0 ? undefined : info.nth;
    case "presences":
      return month.presences.get(presenceKey(info)) ?? 0;
    case "weekPresences":
      return month.weekPresences.get(weekKey(info, month.compiled.calendar.weekKey(info.day))) ?? 0;
    case "date":
    case "openDays":
      return info.day;
    case "weekday":
    case "time":
    case "holiday":
    case "afterHolidays":
      return ofTheDay(month, info, name);
    default:
      return ownValue(info, name, month) ?? computed(book, info, name);
  }
}

function ofTheDay({ compiled }: Month, info: UseInfo, name: string): FactValue {
  return info.isDated ? compiled.calendar.factsOf(info.day)[name] : undefined;
}

/** What was said of the use, else of the child, else of the household, on the day. */
function ownValue({ use, child, day }: UseInfo, name: string, { household }: Month): FactValue {
  const own = use.facts[name] ?? (valueOn(child.facts, day) ?? NO_FACTS)[name];
  return own ?? (valueOn(household.facts, day) ?? NO_FACTS)[name];
}

/** What is counted when nobody said it. */
function computed(book: Book, info: UseInfo, name: string): FactValue {
  switch (name) {
    case "rank":
      return family(book, info).rank;
    case "familyChildren":
      return family(book, info).children;
    case "childrenPresent":
      return book.month.present.get(dayKey(info))?.size ?? 0;
    case "age":
      return info.child.birthDate === undefined ? undefined : ageOn(info.child.birthDate, info.day);
    default:
      return undefined;
  }
}

function family(book: Book, info: UseInfo): ReturnType<typeof siblingsOf> {
  const key = `${info.rules.index}|${info.place}|${info.month}`;
  const known = book.siblings.get(key);
  if (known) return known;
  const made = siblingsOf(book.month, info);
  book.siblings.set(key, made);
  return made;
}
