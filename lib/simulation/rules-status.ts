/** Questions of status: the category of a family by what it used or declared, the state of a request, the bracket of a quotient. Pure. */

import { defaultsOf, type Facts, testOf } from "@/lib/clause/rules-conditions";
import { bracketFinder } from "@/lib/clause/rules-scales";
import { decide } from "@/lib/deadline/rules";
import { type CivilDate, isCivilDate, mondayOf, parisMomentOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { CategoryRules } from "@/lib/rulebook/schema-prices";
import type { Found, Question } from "./rules-answer";
import { knownName } from "./rules-facts";
import { dayIn } from "./rules-household";
import { activityOf } from "./rules-uses";

export function categoryFor(file: CommuneFile, asked: Question): Found {
  const category = categoryNamed(file, asked);
  if (category) return categoryValue(file, category, asked);
  return requestFor(file, asked) ?? bracketFor(file, asked);
}

/** When nothing else answers a question of status: the only category that the file computes. */
export function onlyCategory(file: CommuneFile, asked: Question): Found {
  const [only, ...more] = file.categories;
  return asked.type === "status" && only && more.length === 0 ? categoryValue(file, only, asked) : null;
}

/** By its question, by the fact it gives, or by its values, all named in the question. */
function categoryNamed(file: CommuneFile, { question }: Question): CategoryRules | undefined {
  const name = knownName(question);
  return (
    file.categories.find((one) => one.question === question) ??
    file.categories.find(({ fact }) => fact === name) ??
    file.categories.find(({ values }) => values.every(({ value }) => question.includes(value)))
  );
}

/** The state of a request at an instant: in time, late, as if not booked; or what it meets. */
function requestFor(file: CommuneFile, { type, given, facts, question }: Question): Found {
  const day = dayIn(given, ["for_date", "date", "day"]);
  const now = typeof given.at === "string" ? parisMomentOf(given.at) : null;
  if (type !== "status" || day === null || now === null) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const action = ACTIONS.find((one) => one === given.action || question.includes(one)) ?? "book";
  const { outcome, booking, why } = decide(file, { action, activity, day, now, facts });
  return { values: [outcome, booking], why };
}

const ACTIONS = ["book", "change", "cancel", "enrol", "ride"] as const;

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
