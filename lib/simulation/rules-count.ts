/** Questions of status and of number: the category of a family, the bracket of its quotient, how many of n are charged more, places, units. Pure. */
import { judgeAbsence } from "@/lib/deadline/rules-absences";
import { capacityOn } from "@/lib/deadline/rules-capacity";
import { isCivilTime, parisMomentOf } from "@/lib/kernel/civil-date";
import { price } from "@/lib/pricing/rules";
import { defaultsOf, type Facts, testOf } from "@/lib/rulebook/rules-conditions";
import { bracketFinder } from "@/lib/rulebook/rules-scales";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AdjustmentRules, CategoryRules } from "@/lib/rulebook/schema-prices";
import type { Condition } from "@/lib/rulebook/schema-words";
import type { Found, Question } from "./rules-answer";
import { knownName } from "./rules-facts";
import { dayIn, householdOf } from "./rules-household";
import { activityOf } from "./rules-uses";

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
  const dates = Array.isArray(given.dates) ? given.dates.length : undefined;
  const named = PRESENCES.find((name) => typeof facts[name] === "number");
  const alone = numbers.length === 1 && week === undefined ? numbers[0]?.[1] : undefined;
  const presences = dates ?? (named === undefined ? alone : facts[named]);
  return {
    ...(presences === undefined ? {} : { presences }),
    ...(week === undefined ? {} : { weekPresences: facts[week] }),
    ...facts,
  };
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

/** How many of what is given a rule counts: occurrences that meet a surcharge, days that stay due, places that are left, units of a stay. */
export function answerCount(file: CommuneFile, asked: Question): Found {
  return placesFor(file, asked) ?? daysFor(file, asked) ?? unitsFor(file, asked) ?? occurrencesFor(file, asked);
}

const numbersOf = ({ facts }: Question) =>
  Object.entries(facts).filter((row): row is [string, number] => typeof row[1] === "number");

function placesFor(file: CommuneFile, { question, given, facts }: Question): Found {
  if (!/place|seat|capacity|staff/.test(question)) return null;
  const day = dayIn(given, ["for_date", "date", "day"]);
  if (day === null) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const taken = typeof facts.already_booked === "number" ? facts.already_booked : 0;
  const { places, left } = capacityOn(file, { activity, day, facts, taken });
  const value = /left|free|remain/.test(question) ? left : places;
  return value === null ? null : { values: [value], why: [] };
}

/** Days of an absence that stay due. */
function daysFor(file: CommuneFile, { given, facts }: Question): Found {
  const days = given.absent_dates;
  if (!Array.isArray(days)) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const notified = typeof given.notified_at === "string" ? parisMomentOf(given.notified_at) : null;
  const proofs = Array.isArray(given.evidence)
    ? given.evidence.map((kind) => ({ kind: String(kind), receivedAt: null }))
    : [];
  const notices = notified === null ? [] : [{ at: notified }];
  const judged = judgeAbsence(file, { activity, absentDays: days.map(String), notices, proofs, facts });
  return { values: [judged.filter(({ charge }) => charge !== "none").length], why: [] };
}

/** Units or slices of a stay, as the price counts them. */
function unitsFor(file: CommuneFile, { question, given, facts }: Question): Found {
  const { from, to } = given;
  if (typeof from !== "string" || typeof to !== "string" || !isCivilTime(from) || !isCivilTime(to)) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const day = dayIn(given, ["for_date", "date", "day"]) ?? "2026-11-09";
  const household = householdOf({ children: [{}], ...(typeof facts.qf === "number" ? { qf: facts.qf } : {}) }, []);
  const use = {
    id: "1",
    childId: "A",
    activity,
    day,
    status: "present",
    booking: "in_time",
    stay: { from, to },
    facts,
  } as const;
  const { lines } = price(file, { from: day, to: day }, household, [use]);
  const kind = /late|slice|retard/.test(question) ? "late_pickup" : "use";
  const own = lines.filter((line) => line.kind === kind);
  return { values: [own.reduce((sum, { quantity }) => sum + quantity, 0)], why: [] };
}

type Counted = { label?: string | undefined; when?: Condition | undefined; counter?: AdjustmentRules["counter"] };

/** Of so many occurrences, those that the counter of the rule takes. The words of the question and of what is given name the rule. */
function occurrencesFor(file: CommuneFile, asked: Question): Found {
  const [number] = numbersOf(asked);
  if (!number) return null;
  const words = `${asked.question} ${number[0]}`;
  const rule = ruleNamed(file, words);
  if (!rule) return null;
  const { from = 1, upTo = Number.POSITIVE_INFINITY } = rule.counter ?? {};
  const value = Math.max(0, Math.min(number[1], upTo) - from + 1);
  return { values: [value], why: rule.label === undefined ? [] : [rule.label] };
}

const STATES: readonly [RegExp, string][] = [
  [/unbooked|without|not_booked|no_booking/, "none"],
  [/late/, "late"],
];

function ruleNamed(file: CommuneFile, words: string): Counted | undefined {
  if (/pick_?up/.test(words)) return file.latePickups[0];
  const state = STATES.find(([pattern]) => pattern.test(words))?.[1];
  const surcharges: readonly Counted[] = file.adjustments.filter(({ to }) => to === "use");
  const own = surcharges.filter(({ when }) => state === undefined || asksFor(when, state));
  return (
    own.find(({ counter }) => counter !== undefined) ??
    own[0] ??
    (/pickup|late/.test(words) ? file.latePickups[0] : undefined)
  );
}

function asksFor(condition: Condition | undefined, state: string): boolean {
  const ways = condition === undefined ? [] : Array.isArray(condition) ? condition : [condition];
  return ways.some(({ booking }) => (Array.isArray(booking) ? booking.includes(state) : booking === state));
}
