/**
 * Which backups are kept: those of the last seven days, and the first of each of the last months asked for. The keys of the journal's payloads
 * are kept for the seven days only: what was destroyed is unreadable in an older backup once they are gone (facts: evidence §10). Pure.
 */
import { addDays, addMonths, type CivilDate, monthOf } from "../../lib/kernel/civil-date";

export const DAILY = 7;
export const MONTHLY = 1;

/** `days` are the days that have a backup; today counts. */
export function keptBackups(days: readonly CivilDate[], today: CivilDate): Set<CivilDate> {
  const kept = new Set(days.filter((day) => day > addDays(today, -DAILY)));
  for (let back = 0; back < MONTHLY; back += 1) {
    const month = addMonths(monthOf(today), -back);
    const first = days.filter((day) => monthOf(day) === month).sort()[0];
    if (first) kept.add(first);
  }
  return kept;
}

export function keptKeys(days: readonly CivilDate[], today: CivilDate): Set<CivilDate> {
  return new Set(days.filter((day) => day > addDays(today, -DAILY)));
}
