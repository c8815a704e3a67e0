/**
 * Who may come: the conditions of the commune file's `eligibility` (docs/commune-file.md §4). What nobody said and no default tells is no reason
 * to refuse: the condition is then left open, and said. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, type Test, testOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Condition } from "@/lib/rulebook/schema-words";
import { isWithin } from "./rules-limits";
import { type Action, labelled } from "./rules-verdict";

export type EligibilityAsked = { action: Action; activity: string; day: CivilDate; facts: Facts };
/** `unknown` names conditions that could not be told; they do not refuse. */
export type Eligibility = { refused: readonly Why[]; unknown: readonly Why[] };

type Answer = "yes" | "no" | "unknown";
type Rule = { rule: CommuneFile["eligibility"][number]; when: Test; requires: (facts: Facts) => Answer };

const compiled = new WeakMap<CommuneFile, readonly Rule[]>();
const NOBODY: Eligibility = { refused: [], unknown: [] };

export function eligibilityOf(file: CommuneFile, { action, activity, day, facts }: EligibilityAsked): Eligibility {
  if (file.eligibility.length === 0) return NOBODY;
  const known = calendarOf(file).knowing(facts, day);
  const refused: Why[] = [];
  const unknown: Why[] = [];
  for (const { rule, when, requires } of rulesOf(file)) {
    if (!rule.actions.includes(action) || !concerns(file, rule.activities, activity)) continue;
    if (!isWithin(rule.inForce, day) || !when(known)) continue;
    const answer = requires(known);
    if (answer === "no") refused.push(labelled("notEligible", rule.label));
    if (answer === "unknown") unknown.push(labelled("eligibilityUnknown", rule.label));
  }
  return { refused, unknown };
}

function rulesOf(file: CommuneFile): readonly Rule[] {
  const known = compiled.get(file);
  if (known) return known;
  const defaults = defaultsOf(file);
  const rules = file.eligibility.map((rule) => ({
    rule,
    when: testOf(rule.when, defaults),
    requires: answerOf(rule.requires, defaults),
  }));
  compiled.set(file, rules);
  return rules;
}

function answerOf(condition: Condition, defaults: Facts): (facts: Facts) => Answer {
  const ways = (Array.isArray(condition) ? condition : [condition]).map((way) => answerOfAll(way, defaults));
  return (facts) => {
    const answers = ways.map((way) => way(facts));
    if (answers.includes("yes")) return "yes";
    return answers.includes("unknown") ? "unknown" : "no";
  };
}

function answerOfAll(way: Exclude<Condition, unknown[]>, defaults: Facts): (facts: Facts) => Answer {
  const parts = Object.entries(way).map(([name, wanted]) => ({ name, holds: testOf({ [name]: wanted }, defaults) }));
  return (facts) => {
    const failing = parts.filter(({ holds }) => !holds(facts));
    if (failing.length === 0) return "yes";
    return failing.every(({ name }) => (facts[name] ?? defaults[name] ?? null) === null) ? "unknown" : "no";
  };
}
