/**
 * A condition as rows « fait, valeur », alternatives one after the other (docs/commune-file.md §2). A fact has the control that suits it:
 * words to tick, a number with its comparison, days. What no control can show is kept as it is. Pure.
 */
import { rangeOf } from "@/lib/clause/rules-conditions";
import { COMPARISON, type Condition, INTERVAL, PERIOD, type Wanted } from "@/lib/rulebook/schema-words";
import { countOf, type Fields, join, MORE, textOf, WAS, type Written, wordsOf } from "./rules-answers";
import { HIGH, HIGH_IN, LOW, LOW_IN, readInterval, readPeriod, writeInterval, writePeriod } from "./rules-ranges";

type One = Exclude<Condition, unknown[]>;
export type Control = "words" | "range" | "days" | "kept";

export const FACT = "fact";
export const CONTROL = "control";
export const NOT = "not";
const ROWS = "_count";
const AS_LIST = "_list";

export function isCondition(value: unknown): value is Condition {
  return typeof value === "object" && value !== null;
}

export function writeCondition(condition: Condition, path: string, out: Written): void {
  const ways: readonly One[] = Array.isArray(condition) ? condition : [condition];
  if (Array.isArray(condition)) out[join(path, AS_LIST)] = "yes";
  out[join(path, ROWS)] = String(ways.length);
  ways.forEach((way, index) => {
    const facts = Object.entries(way);
    out[join(join(path, index), ROWS)] = String(facts.length);
    facts.forEach(([fact, wanted], row) => {
      writeRow(fact, wanted, { path: join(join(path, index), row), out });
    });
  });
}

type At = { path: string; out: Written };

export function writeRow(fact: string, wanted: Wanted, { path, out }: At): void {
  const isNot = isTurned(wanted);
  const value = isNot ? wanted.not : wanted;
  const control = controlOf(fact, value);
  out[join(path, FACT)] = fact;
  out[join(path, CONTROL)] = control;
  out[join(path, WAS)] = JSON.stringify(wanted);
  if (isNot) out[join(path, NOT)] = "yes";
  if (control === "range") writeInterval(numeric(value), path, out);
  else if (control === "days") writePeriod(String(value), path, out);
  else if (control === "words") out[join(path, "words")] = (Array.isArray(value) ? value : [value]).map(String);
}

function isTurned(wanted: Wanted): wanted is Extract<Wanted, { not: unknown }> {
  return typeof wanted === "object" && !Array.isArray(wanted);
}

type Plain = Exclude<Wanted, { not: unknown }>;

/** One number is the range from itself to itself. */
function numeric(value: Plain): string {
  const text = String(value);
  return rangeOf(text) ? text : `[${text},${text}]`;
}

const NUMBERS = [
  "qf",
  "dependentChildren",
  "familyChildren",
  "rank",
  "childrenPresent",
  "age",
  "nth",
  "presences",
  "weekPresences",
  "openDays",
  "placesLeft",
];

/** The control of a fact: of a value that is there, or of a fact that is being added. */
export function controlOf(fact: string, value?: Plain): Control {
  if (value === undefined)
    return fact === "date" || fact === "enrolledOn" ? "days" : NUMBERS.includes(fact) ? "range" : "words";
  if (Array.isArray(value)) return value.some((one) => isRange(String(one))) ? "kept" : "words";
  const text = String(value);
  if (PERIOD.test(text)) return "days";
  if (isRange(text)) return "range";
  return NUMBERS.includes(fact) && /^-?\d+(\.\d+)?$/.test(text) ? "range" : "words";
}

function isRange(text: string): boolean {
  return INTERVAL.test(text) || COMPARISON.test(text) || PERIOD.test(text);
}

export function readCondition(fields: Fields, path: string): Condition | undefined {
  const ways = Array.from({ length: countOf(fields, path) }, (_, index) => readWay(fields, join(path, index)));
  const filled = ways.filter((way) => Object.keys(way).length > 0);
  const [only] = filled;
  if (!only) return undefined;
  return filled.length > 1 || textOf(fields, join(path, AS_LIST)) === "yes" ? filled : only;
}

function readWay(fields: Fields, path: string): One {
  const rows = Array.from({ length: countOf(fields, path) }, (_, row) => join(path, row));
  return Object.fromEntries(
    rows.flatMap((row) => {
      const wanted = readRow(fields, row);
      const fact = textOf(fields, join(row, FACT));
      return fact === "" || wanted === undefined ? [] : [[fact, wanted]];
    }),
  );
}

function readRow(fields: Fields, path: string): Wanted | undefined {
  const before = wasOf(fields, path);
  const control = textOf(fields, join(path, CONTROL));
  if (control === "kept") return before;
  if (before !== undefined && isUntouched(fields, path, before)) return before;
  const value = answered(fields, path, control);
  if (value === undefined) return undefined;
  return textOf(fields, join(path, NOT)) === "yes" ? { not: value } : value;
}

function answered(fields: Fields, path: string, control: string): Plain | undefined {
  if (control === "days") return readPeriod(fields, path);
  if (control === "range") {
    const interval = readInterval(fields, path);
    const range = interval === undefined ? null : rangeOf(interval);
    return range && range.low === range.high && range.lowIn && range.highIn ? range.low : interval;
  }
  const words = tokensOf(fields, path);
  return words.length > 1 ? words : words[0];
}

function tokensOf(fields: Fields, path: string): (string | number | boolean)[] {
  const more = textOf(fields, join(path, MORE)).split(/[,;]/);
  const words = [...wordsOf(fields, join(path, "words")), ...more].map((word) => word.trim()).filter(Boolean);
  return [...new Set(words)].map((word) => {
    if (word === "true" || word === "false") return word === "true";
    return /^-?\d+$/.test(word) ? Number(word) : word;
  });
}

/** Whether a row says what it said when it was drawn: « 3 » and « [3,3] » are the same answer. */
function isUntouched(fields: Fields, path: string, before: Wanted): boolean {
  const drawn: Written = {};
  writeRow(textOf(fields, join(path, FACT)), before, { path, out: drawn });
  const parts = [LOW, HIGH, LOW_IN, HIGH_IN, "from", "to", NOT].map((part) => join(path, part));
  const asTicked = (from: Fields) => new Set(tokensOf(from, path).map(String));
  const [then, now] = [asTicked(drawn), asTicked(fields)];
  const sameWords = then.size === now.size && [...then].every((word) => now.has(word));
  return sameWords && parts.every((part) => textOf(drawn, part) === textOf(fields, part));
}

function wasOf(fields: Fields, path: string): Wanted | undefined {
  try {
    return JSON.parse(textOf(fields, join(path, WAS))) as Wanted;
  } catch {
    return undefined;
  }
}
