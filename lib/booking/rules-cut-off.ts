/**
 * Until when a day may be booked or cancelled (facts: domain-rules 18, 19, 55). Pure.
 * Moments are what the wall clock shows in Paris, so both nights of the clock change need no special case.
 */
import type { CutOff } from "@/lib/activity/schema";
import { addDays, type CivilDate, type CivilDateTime, mondayOf, weekdayOf } from "@/lib/kernel/civil-date";

/**
 * First minute at which one may no longer act on `day`. `calendar` holds the activity's published days in ascending order,
 * closures decided later included: closing a Thursday does not move the limit that families were told for Friday.
 */
export function closesAt(day: CivilDate, cutOff: CutOff, calendar: readonly CivilDate[]): CivilDateTime {
  if (cutOff.kind === "weekday-of-week-before") {
    return `${addDays(mondayOf(day), cutOff.weekday - 8)}T${cutOff.time}`;
  }
  return `${openDayBefore(day, cutOff.days, calendar)}T${cutOff.time}`;
}

function openDayBefore(day: CivilDate, count: number, calendar: readonly CivilDate[]): CivilDate {
  if (count === 0) return day;
  const before = calendar.filter((open) => open < day);
  return before.at(-count) ?? workingDayBefore(before[0] ?? day, count - before.length);
}

/** Before the first day of the calendar, Mondays to Fridays count: the first week of September has a limit too. */
function workingDayBefore(day: CivilDate, count: number): CivilDate {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, -1);
    if (weekdayOf(found) <= 5) left -= 1;
  }
  return found;
}

/** How many days before a period the calendar must be read for `closesAt` to count in it: the longest holidays last two weeks. */
export function reachOf(cutOffs: readonly CutOff[]): number {
  const days = cutOffs.map((cutOff) => (cutOff.kind === "open-days-before" ? cutOff.days : 0));
  return Math.max(0, ...days) * 7 + 21;
}
