/** Questions of number: how many of n are charged more, days that stay due, places, units of a stay. Pure. */
import { z } from "zod";
import { judgeAbsence } from "@/lib/deadline/rules-absences";
import { capacityOn } from "@/lib/deadline/rules-capacity";
import { firstDayOf, isCivilTime, lastDayOf, monthOf, parisMomentOf } from "@/lib/kernel/civil-date";
import { price } from "@/lib/pricing/rules";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AdjustmentRules } from "@/lib/rulebook/schema-prices";
import type { Condition } from "@/lib/rulebook/schema-words";
import type { Found, Question } from "./rules-answer";
import { dayIn, householdOf } from "./rules-household";
import { activityOf, usesOf } from "./rules-uses";
import { householdSchema, useSchema } from "./schema";

/** How many of what is given a rule counts: occurrences that meet a surcharge, days that stay due, places that are left, units of a stay. */
export function answerCount(file: CommuneFile, asked: Question): Found {
  return (
    placesFor(file, asked) ??
    daysFor(file, asked) ??
    lengthFor(file, asked) ??
    unitsFor(file, asked) ??
    surchargedFor(file, asked) ??
    occurrencesFor(file, asked)
  );
}

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
function daysFor(file: CommuneFile, { question, given, facts }: Question): Found {
  const days = given.absent_dates;
  if (!Array.isArray(days)) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const notified = typeof given.notified_at === "string" ? parisMomentOf(given.notified_at) : null;
  const proofs = Array.isArray(given.evidence)
    ? given.evidence.map((kind) => ({ kind: String(kind), receivedAt: null }))
    : [];
  const notices = notified === null ? [] : [{ at: notified }];
  const judged = judgeAbsence(file, { activity, absentDays: days.map(String), notices, proofs, facts });
  const isFree = /free|refund|excus|not_charged|credit/.test(question);
  return { values: [judged.filter(({ charge }) => (charge === "none") === isFree).length], why: [] };
}

/** Waiting days, or the days that an absence must last, of the first rule that says any. */
function lengthFor(file: CommuneFile, { question, facts }: Question): Found {
  const { reason } = facts;
  const own = file.absences.rules.filter(
    ({ reasons }) => typeof reason !== "string" || (reasons?.includes(reason) ?? true),
  );
  const waiting = own.find((rule) => rule.waiting)?.waiting?.days;
  const minimum = own.find((rule) => rule.minimumDays !== undefined)?.minimumDays;
  const value = /waiting|carence/.test(question)
    ? waiting
    : /minimum.*absen|absen.*minimum/.test(question)
      ? minimum
      : undefined;
  return value === undefined ? null : { values: [value], why: [] };
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

/** Uses told one by one: those that a surcharge concerns. */
function surchargedFor(file: CommuneFile, { given }: Question): Found {
  const uses = z.array(useSchema).safeParse(given.use);
  const household = householdSchema.safeParse(given.household ?? {});
  if (!uses.success || !household.success) return null;
  const children = household.data.children.length > 0 ? household.data.children : [{}];
  const days = uses.data.flatMap(({ dates = [], stays = [] }) => [...dates, ...stays.map(({ date }) => date)]).sort();
  const period = {
    from: firstDayOf(monthOf(days[0] ?? "2026-11-01")),
    to: lastDayOf(monthOf(days.at(-1) ?? "2026-11-01")),
  };
  const told = { ...household.data, children };
  const made = usesOf({ file, period, household: told, events: [] }, uses.data);
  const { lines } = price(file, period, householdOf(told, []), made);
  const surcharged = lines.filter(({ kind, amountCents }) => kind === "adjustment" && amountCents > 0);
  return { values: [surcharged.reduce((sum, { quantity }) => sum + quantity, 0)], why: [] };
}

type Counted = {
  label?: string | undefined;
  when?: Condition | undefined;
  counter?: AdjustmentRules["counter"];
  wholeOrder?: boolean;
};

/** Of so many occurrences, those that the counter of the rule takes. The words of the question and of what is given name the rule. */
function occurrencesFor(file: CommuneFile, asked: Question): Found {
  const numbers = occurrencesIn(asked);
  const [name, number] = numbers.find(([key]) => STATES.some(([pattern]) => pattern.test(key))) ?? numbers[0] ?? [];
  const rule = name === undefined ? undefined : ruleNamed(file, `${asked.question} ${name}`);
  if (number === undefined || !rule) return null;
  const { from = 1, upTo = Number.POSITIVE_INFINITY } = rule.counter ?? {};
  const all = Math.max(...numbers.map(([, one]) => one));
  const value = rule.wholeOrder ? (number >= from ? all : 0) : Math.max(0, Math.min(number, upTo) - from + 1);
  return { values: [value], why: rule.label === undefined ? [] : [rule.label] };
}

/** Numbers, and lists by their length. */
function occurrencesIn({ given }: Question): [string, number][] {
  return Object.entries(given).flatMap(([key, value]): [string, number][] => {
    if (typeof value === "number") return [[key, value]];
    return Array.isArray(value) ? [[key, value.length]] : [];
  });
}

const STATES: readonly [RegExp, string][] = [
  [/absen|no_?show/, "absent_unexcused"],
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
  return ways.some(({ booking, status }) => [booking, status].flat().includes(state));
}
