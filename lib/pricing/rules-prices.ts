/**
 * Which price of the file fits a set of facts, what it is worth and why: the first in the order of the file, but a price in another unit than
 * the one asked for must ask for something more than a price in that unit (docs/commune-file.md §6). Pure.
 */

import type { SpanUnit } from "@/lib/calendar/rules-spans";
import type { Resolved } from "@/lib/clause/rules-amounts";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { Failed } from "@/lib/clause/rules-scales";
import type { Why } from "@/lib/clause/rules-why";
import { type CivilDate, daysBetween } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { ActivityRules, Unit } from "@/lib/rulebook/schema-activities";
import type { WeekdayName } from "@/lib/rulebook/schema-words";
import { type Compiled, isInForce, type Ready, type ReadyPrice } from "@/lib/tally/rules-compile";
import type { Known } from "@/lib/tally/rules-facts";
import { isSpan, type UseInfo } from "@/lib/tally/rules-month";
import { chargedUnits, fitOf } from "@/lib/tally/rules-units";

export function choosePrice(compiled: Compiled, info: UseInfo, known: Known): ReadyPrice | null {
  const asked = chargedUnits(info)?.unit ?? unitFact(info);
  const hasStay = info.use.stay !== undefined || info.use.bookedStay !== undefined;
  const key = `${asked ?? ""}|${info.isDated}|${hasStay}`;
  const chosen = known.chosen.get(key);
  if (chosen !== undefined) return chosen;
  const price = choose(compiled, info, { known, asked });
  known.chosen.set(key, price);
  return price;
}

function unitFact({ use, rules }: UseInfo): Unit | undefined {
  const told = use.facts.unit;
  return rules.prices.find(({ unit }) => unit === told)?.unit;
}

function choose(compiled: Compiled, info: UseInfo, { known, asked }: { known: Known; asked: Unit | undefined }) {
  const fitting = info.rules.prices.filter(
    (price) => fitOf(asked, price.unit, info) !== "no" && holdsFor(compiled, price, { info, known }),
  );
  const asIs = fitting.filter((price) => fitOf(asked, price.unit, info) === "exact" || price.reads.includes("unit"));
  const candidates = asIs.length > 0 ? asIs : fitting;
  const [first] = candidates;
  const own = asked ?? info.rules.activity.unit;
  if (!first || first.unit === own || first.reads.includes("unit")) return first ?? null;
  const plain = candidates.find(({ unit, reads }) => unit === own && first.reads.every((name) => reads.includes(name)));
  return plain ?? first;
}

function holdsFor(compiled: Compiled, price: ReadyPrice, { info, known }: { info: UseInfo; known: Known }): boolean {
  if (!isInForce(price, info.day)) return false;
  if (!price.reads.includes("openDays")) return price.test(known.facts);
  return price.test({ ...known.facts, openDays: openDaysOf(compiled, info, price.unit).open });
}

/** Days that the activity opens in the week, month… of the use, and how many there would be without holidays and closures. */
export function openDaysOf(compiled: Compiled, info: UseInfo, unit: Unit): { open: number; usual: number } {
  const { calendar } = compiled;
  const { activity } = info.rules;
  const span = calendar.spanOf(isSpan(unit) ? (unit as SpanUnit) : "month", info.day);
  const key = `${activity.id}|${span.from}|${span.to}`;
  const known = compiled.openDays.get(key);
  if (known) return known;
  const on = (day: CivilDate) => usualDays(compiled, activity, day).includes(calendar.weekday(day));
  const open = calendar.openDays(activity.id, span).filter(on).length;
  const made = { open, usual: daysBetween(span.from, span.to).filter(on).length };
  compiled.openDays.set(key, made);
  return made;
}

const WORKING: readonly WeekdayName[] = ["mon", "tue", "wed", "thu", "fri"];

function usualDays({ calendar, file }: Compiled, { open }: ActivityRules, day: CivilDate): readonly WeekdayName[] {
  if (open?.weekdays) return open.weekdays;
  const inHolidays = open?.during === "holidays" || (open?.during === "both" && calendar.holidayOn(day) !== null);
  return inHolidays ? WORKING : file.calendar.schoolDays;
}

export type Share = { readonly quantity: number; readonly cents: Cents };
/** `one`: the price of one unit, kept since most uses are one. */
export type Rating = (Resolved & { ok: true; readonly one: readonly Share[] }) | Failed;

/** What a price is worth for these facts, with its reasons: worked out once for a set of facts. */
export function ratingOf(price: ReadyPrice, known: Known): Rating {
  const remembered = known.remembered.get(price) as Rating | undefined;
  if (remembered) return remembered;
  const resolved = price.resolve(known);
  const made: Rating = resolved.ok
    ? {
        ...resolved,
        why: [...ruleWhy(price, known.facts), ...resolved.why, ...price.counted],
        one: [{ quantity: 1, cents: resolved.cents }],
      }
    : resolved;
  known.remembered.set(price, made);
  return made;
}

const FIRST_DAY = "0000";

/** The rule's own words, its date of effect, and the facts of its condition that have words. */
export function ruleWhy({ rule, from, reads }: Ready<{ label?: string | undefined }>, facts: Facts): Why[] {
  const why: Why[] = [];
  if (rule.label) why.push({ code: "rule", label: rule.label });
  if (from > FIRST_DAY) why.push({ code: "inForceSince", facts: { since: from } });
  for (const name of reads) {
    const reason = factWhy(name, facts[name]);
    if (reason) why.push(reason);
  }
  return why;
}

const NUMBERS = ["rank", "familyChildren", "childrenPresent", "nth", "presences", "weekPresences", "age", "openDays"];
const WORDS: Readonly<Record<string, string>> = {
  "booking late": "bookedLate",
  "booking none": "unbooked",
  "resident false": "outsider",
  "resident true": "resident",
  "pai true": "pai",
  "person adult": "adult",
};
const NAMED = ["regularity", "grade", "slot", "social", "menu", "holiday"];

function factWhy(name: string, value: Facts[string]): Why | null {
  if (value === undefined || value === null) return null;
  const word = WORDS[`${name} ${value}`];
  if (word) return { code: word };
  if (NUMBERS.includes(name) && typeof value === "number") return { code: name, facts: { value } };
  return NAMED.includes(name) && typeof value === "string" && value !== "none"
    ? { code: name, facts: { value } }
    : null;
}
