/** Facts that conditions and amounts ask: declared, and asked for a value that they can have. Pure. */
import type { CommuneFile } from "@/lib/rulebook/schema";
import { units } from "@/lib/rulebook/schema-activities";
import { holidayNames } from "@/lib/rulebook/schema-calendar";
import {
  COMPARISON,
  INTERVAL,
  knownFacts,
  MONTH_DAYS,
  PERIOD,
  type Wanted,
  weekdays,
} from "@/lib/rulebook/schema-words";
import { error, type Fault, nearest, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { type OneWanted, walk, wantedOf } from "./rules-walk";

export function factFaults(file: CommuneFile): Fault[] {
  const known = new Set([
    ...Object.keys(knownFacts),
    ...file.facts.map(({ id }) => id),
    ...file.categories.map(({ fact }) => fact),
  ]);
  const wanted = wantedOf(file);
  return [
    ...wanted.flatMap(({ fact, path }) => unknownFact(known, fact, path)),
    ...askedByAmounts(file).flatMap(({ fact, path }) => unknownFact(known, fact, path)),
    ...wanted.flatMap((one) => valueFaults(file, one)),
    ...unusedFacts(file, wanted),
  ];
}

function unknownFact(known: ReadonlySet<string>, fact: string, path: Path): Fault[] {
  if (known.has(fact)) return [];
  const meant = nearest(fact, known);
  return [
    meant
      ? error(path, "unknownFactMeant", { found: fact, nearest: meant })
      : error(path, "unknownFact", { found: fact }),
  ];
}

const SOURCES = ["given", "of", "published"];

function askedByAmounts(file: CommuneFile): { fact: string; path: Path }[] {
  const asked: { fact: string; path: Path }[] = [];
  walk(file, (key, value, path) => {
    if (SOURCES.includes(key) && typeof value === "string" && path[0] !== "facts") asked.push({ fact: value, path });
  });
  return asked;
}

/** A fact that no rule asks may be a rule forgotten. */
function unusedFacts(file: CommuneFile, wanted: readonly OneWanted[]): Fault[] {
  const used = new Set([...wanted.map(({ fact }) => fact), ...askedByAmounts(file).map(({ fact }) => fact)]);
  return file.facts.flatMap(({ id }, index) =>
    used.has(id) || Object.hasOwn(knownFacts, id) ? [] : [warning(["facts", index], "unusedFact", { found: id })],
  );
}

const CHOICES: Readonly<Record<string, readonly (string | boolean)[]>> = {
  resident: [true, false],
  afterHolidays: [true, false],
  weekday: weekdays,
  booking: ["in_time", "late", "none"],
  qfState: ["known", "none", "expired"],
  time: ["school", "holidays"],
  holiday: holidayNames,
  status: ["present", "absent_excused", "absent_unexcused"],
  channel: ["portal", "counter", "phone"],
  person: ["child", "adult"],
  unit: units,
};
const DAYS = ["date", "enrolledOn"];
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

function valueFaults(file: CommuneFile, { fact, wanted, path }: OneWanted): Fault[] {
  return scalarsOf(wanted).flatMap((value): Fault[] => {
    if (typeof value === "string" && !DAYS.includes(fact) && looksLikeRange(value))
      return [error(path, "interval", { found: value })];
    const choices = choicesOf(file, fact);
    if (choices && !choices.includes(value))
      return [error(path, "factValue", { fact, found: String(value), values: choices.join(", ") })];
    if (NUMBERS.includes(fact) && !isNumeric(value)) return [error(path, "factNumber", { fact, found: String(value) })];
    if (DAYS.includes(fact) && !(typeof value === "string" && (PERIOD.test(value) || MONTH_DAYS.test(value))))
      return [error(path, "period", { found: String(value) })];
    return [];
  });
}

function scalarsOf(wanted: Wanted): (string | number | boolean)[] {
  if (Array.isArray(wanted)) return wanted.flatMap(scalarsOf);
  return typeof wanted === "object" ? scalarsOf(wanted.not) : [wanted];
}

/** Slots and schools are checked where the file lists them. */
function choicesOf(file: CommuneFile, fact: string): readonly (string | number | boolean)[] | undefined {
  const own =
    fact === "slot"
      ? file.activities.flatMap(({ slots }) => slots.map(({ id }) => id))
      : file.sites.map(({ id }) => id);
  if (fact === "slot" || fact === "school") return own.length > 0 ? own : undefined;
  return Object.hasOwn(CHOICES, fact) ? CHOICES[fact] : undefined;
}

function isNumeric(value: string | number | boolean): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && (INTERVAL.test(value) || COMPARISON.test(value) || /^-?\d+(\.\d+)?$/.test(value));
}

/** Text that was meant as a range of numbers and is none: « [0;400) », « 0-400 », « > 3 ». */
function looksLikeRange(text: string): boolean {
  const isRange = INTERVAL.test(text) || COMPARISON.test(text);
  return (
    !isRange &&
    (/^\s*[[(<>=]/.test(text) || /^\s*-?\d+(?:[.,]\d+)?\s*[-;,/]\s*\d/.test(text)) &&
    !/^\d{4}-\d{2}/.test(text)
  );
}
