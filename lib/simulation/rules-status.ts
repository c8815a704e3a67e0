import { type CivilDate, isCivilDate, mondayOf } from "@/lib/kernel/civil-date";
import { defaultsOf, type Facts, testOf } from "@/lib/rulebook/rules-conditions";
import { bracketFinder } from "@/lib/rulebook/rules-scales";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { CategoryRules } from "@/lib/rulebook/schema-prices";
import type { Found, Question } from "./rules-answer";
import { knownName } from "./rules-facts";

export function categoryFor(file: CommuneFile, asked: Question): Found {
  const category = categoryNamed(file, asked);
  return category ? categoryValue(file, category, asked) : bracketFor(file, asked);
}

/** By its question, by the fact it gives, or the only one there is for a question of status. */
function categoryNamed(file: CommuneFile, { question, type }: Question): CategoryRules | undefined {
  const name = knownName(question);
  const [only, ...more] = file.categories;
  const isOnly = type === "status" && more.length === 0 && !isOfBracket(question);
  return (
    file.categories.find((one) => one.question === question) ??
    file.categories.find(({ fact }) => fact === name) ??
    file.categories.find(({ values }) => values.every(({ value }) => question.includes(value))) ??
    (isOnly ? only : undefined)
  );
}

function categoryValue(file: CommuneFile, { values, label, fact }: CategoryRules, asked: Question): Found {
  const facts = counted(asked);
  const defaults = defaultsOf(file);
  const found = values.find(({ when }) => testOf(when, defaults)(facts))?.value ?? facts[fact];
  return found === undefined || found === null ? null : { values: [found], why: label === undefined ? [] : [label] };
}

const PRESENCES = ["sessions", "days", "count", "number", "presence_count", "attended", "dates", "meals", "times"];
const BY_WEEK = ["days_per_week", "per_week", "presences_per_week", "sessions_per_week", "meals_per_week"];

/** What the question counts, under the names that conditions use. */
function counted({ given, facts }: Question): Facts {
  const numbers = Object.entries(facts).filter((row): row is [string, number] => typeof row[1] === "number");
  const week = BY_WEEK.find((name) => typeof facts[name] === "number");
  const dates = datesOf(given);
  const named = PRESENCES.find((name) => typeof facts[name] === "number");
  const alone = numbers.length === 1 && week === undefined ? numbers[0]?.[1] : undefined;
  const presences = dates.length > 0 ? dates.length : named === undefined ? alone : facts[named];
  const weekPresences = week === undefined ? leastByWeek(dates) : facts[week];
  return {
    ...(presences === undefined ? {} : { presences }),
    ...(weekPresences === undefined ? {} : { weekPresences }),
    ...facts,
  };
}

const DATES = ["dates", "booked_dates", "attended_dates", "presence_dates", "days"];

function datesOf(given: Question["given"]): CivilDate[] {
  const list = DATES.map((key) => given[key]).find((value) => Array.isArray(value)) ?? [];
  return Array.isArray(list) ? list.filter((day): day is string => typeof day === "string" && isCivilDate(day)) : [];
}

/** Of the weeks with a presence, the one with the fewest. */
function leastByWeek(dates: readonly CivilDate[]): number | undefined {
  const weeks = new Map<string, number>();
  for (const day of dates) weeks.set(mondayOf(day), (weeks.get(mondayOf(day)) ?? 0) + 1);
  return weeks.size === 0 ? undefined : Math.min(...weeks.values());
}

function isOfBracket(question: string): boolean {
  return /bracket|tranche|scale|category_of_qf|qf_category/.test(question);
}

/** A bracket has a name, a label and a place: any of them answers. */
function bracketFor(file: CommuneFile, { question, facts }: Question): Found {
  if (!isOfBracket(question)) return null;
  const scale = file.scales.find(({ id }) => id === facts.scale) ?? file.scales[0];
  if (!scale) return null;
  const quotient =
    typeof facts.qf === "number"
      ? ({ state: "known", value: facts.qf, since: null } as const)
      : ({ state: "none" } as const);
  const found = bracketFinder(file, scale.id)({ facts, quotient });
  if (!found.ok) return null;
  const { id, label, in: bounds } = scale.brackets[found.index] ?? {};
  return {
    values: [id, label, found.index + 1, bounds].filter((value) => value !== undefined),
    why: [scale.label ?? scale.id],
  };
}
