/** The days an activity opens, each by the rules in force on it (facts: domain-rules rows 18 and 55). Exceptional closures are said day by day. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";

type Period = { from: CivilDate; to: CivilDate };

export function openDaysUnder(history: RulesHistory, ruleCode: string, { from, to }: Period): CivilDate[] {
  const starts = [from, ...history.map(({ since }) => since).filter((since) => from < since && since <= to)];
  const days = [...new Set(starts)].sort().flatMap((start, index, all) => {
    const next = all[index + 1];
    const file = rulesOn(history, start)?.file;
    const offered = file?.activities.some(({ id }) => id === ruleCode);
    return file && offered
      ? calendarOf(file).openDays(ruleCode, { from: start, to: next ? addDays(next, -1) : to })
      : [];
  });
  return days;
}

/** The later of two days. */
export function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return [one, other].sort()[1] ?? one;
}
