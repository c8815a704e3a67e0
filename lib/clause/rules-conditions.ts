/**
 * Conditions of the commune file made into tests of facts (docs/commune-file.md §2). Compiled once for a file, since a month asks them
 * a million times. A fact that nobody said takes its declared default; a resident is presumed, any other known fact is not. Pure.
 */
import type { CommuneFile } from "@/lib/rulebook/schema";
import { COMPARISON, type Condition, INTERVAL, MONTH_DAYS, PERIOD, type Wanted } from "@/lib/rulebook/schema-words";

export type FactValue = string | number | boolean | null | undefined;
export type Facts = Readonly<Record<string, FactValue>>;
export type Test = (facts: Facts) => boolean;
type Match = (value: FactValue) => boolean;

/** Facts that hold unless somebody said otherwise. */
const PRESUMED: Facts = { resident: true, pai: false, person: "child", regularity: undefined };

const always: Test = () => true;

/** What is taken for a fact that nobody said. */
export function defaultsOf(file: Pick<CommuneFile, "facts">): Facts {
  const own = Object.fromEntries(file.facts.map((fact) => [fact.id, fact.default]));
  return { ...PRESUMED, ...own };
}

export function testOf(condition: Condition | undefined, defaults: Facts): Test {
  if (condition === undefined) return always;
  if (!Array.isArray(condition)) return testOfAll(condition, defaults);
  const tests = condition.map((one) => testOfAll(one, defaults));
  return (facts) => tests.some((test) => test(facts));
}

function testOfAll(condition: Exclude<Condition, unknown[]>, defaults: Facts): Test {
  const parts = Object.entries(condition).map(([name, wanted]) => testOfOne(name, wanted, defaults[name]));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (facts) => parts.every((part) => part(facts));
}

function testOfOne(name: string, wanted: Wanted, otherwise: FactValue): Test {
  const match = matchOf(wanted, name);
  return (facts) => match(facts[name] ?? otherwise);
}

function matchOf(wanted: Wanted, name: string): Match {
  if (Array.isArray(wanted)) {
    const matches = wanted.map((one) => matchOf(one, name));
    return (value) => matches.some((match) => match(value));
  }
  if (typeof wanted === "object") {
    const match = matchOf(wanted.not, name);
    return (value) => !match(value);
  }
  if (typeof wanted !== "string") return (value) => value === wanted;
  if (name === "grade") return gradeMatch(wanted);
  return rangeMatch(wanted) ?? ((value) => (typeof value === "number" ? String(value) === wanted : value === wanted));
}

/** « [0,400) », « >=3 », « 2026-09-01..2026-12-18 », « 01-01..03-31 » as a test; null when the text is a plain word. */
export function rangeMatch(text: string): Match | null {
  const period = PERIOD.exec(text);
  if (period && text !== "..") {
    const [, from = "", to = "9999-12-31"] = period;
    return (value) => typeof value === "string" && value >= from && value <= to;
  }
  const yearly = MONTH_DAYS.exec(text);
  if (yearly) return eachYear(yearly[1] ?? "", yearly[2] ?? "");
  const range = rangeOf(text);
  return range && ((value) => typeof value === "number" && holds(range, value));
}

/** A day of the calendar by its month and day; from October to February goes over New Year. */
function eachYear(from: string, to: string): Match {
  return (value) => {
    if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
    const day = value.slice(5);
    return from <= to ? day >= from && day <= to : day >= from || day <= to;
  };
}

export type Range = { low: number; high: number; lowIn: boolean; highIn: boolean };

/** A published range of numbers; null when the text is none. */
export function rangeOf(text: string): Range | null {
  const interval = INTERVAL.exec(text);
  if (interval) {
    const [, open, low = "", high = "", close] = interval;
    return { low: boundOf(low), high: boundOf(high), lowIn: open === "[", highIn: close === "]" };
  }
  const comparison = COMPARISON.exec(text);
  if (!comparison) return null;
  const [, sign = "", number] = comparison;
  const bound = Number(number);
  const isLow = sign !== "<" && sign !== "<=";
  const isHigh = sign !== ">" && sign !== ">=";
  return {
    low: isLow ? bound : Number.NEGATIVE_INFINITY,
    high: isHigh ? bound : Number.POSITIVE_INFINITY,
    lowIn: sign !== ">",
    highIn: sign !== "<",
  };
}

function boundOf(text: string): number {
  if (text === "inf") return Number.POSITIVE_INFINITY;
  return text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

export function holds({ low, high, lowIn, highIn }: Range, value: number): boolean {
  return (lowIn ? value >= low : value > low) && (highIn ? value <= high : value < high);
}

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  maternelle: ["TPS", "PS", "MS", "GS"],
  elementaire: ["CP", "CE1", "CE2", "CM1", "CM2"],
  college: ["6e", "5e", "4e", "3e"],
};

/** A level holds its classes: `maternelle` is met by PS, by « maternelle » itself, not by CP. */
function gradeMatch(wanted: string): Match {
  const level = wanted.toLowerCase();
  const classes = LEVELS[level];
  return (value) => {
    if (typeof value !== "string") return false;
    return value.toLowerCase() === level || (classes?.includes(value.toUpperCase()) ?? false);
  };
}
