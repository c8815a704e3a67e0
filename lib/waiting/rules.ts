/**
 * Who comes first when places are short: the order of the queue of a full day and of a draw, as the commune's rules say
 * (lib/deadline/rules-priorities; facts: domain-rules 26). Among equals the earliest comes first. Pure.
 */
import { type ChildFacts, type DayFacts, type Facts, ruleFacts } from "@/lib/booking/rules-grid";
import { type Priority, priorityOf } from "@/lib/deadline/rules-priorities";
import { rulesOn } from "@/lib/rulebook/rules-history";

export type About = { child: ChildFacts; day: DayFacts; householdId: string | null };

/** Rank 1 comes first. Before the first version of the rules all are equal. */
export function priorityOn(facts: Facts, about: About): Priority {
  const known = toldOf(facts, about);
  return known ? priorityOf(known.rules.file, known.activity.ruleCode, known.facts) : { rank: 1, label: null };
}

/** What the rules of the day are told of a child; null before the first version. */
export function toldOf(facts: Facts, about: About) {
  const rules = rulesOn(facts.rules, about.day.day);
  const activity = facts.activities.get(about.day.activityId);
  return rules && activity ? { rules, activity, facts: ruleFacts({ facts, activity, ...about }) } : null;
}

export type Waiter = { id: string; priority: number; createdAt: Date };

/** The order in which freed places are offered: the same as that of the statement that offers them. */
export function inOrder<Entry extends Waiter>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (a, b) =>
      a.priority - b.priority ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}
