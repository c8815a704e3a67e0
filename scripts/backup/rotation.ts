/**
 * Which backups are kept: those of the last seven days, and one older: the first of this month, or of the last month while this one has none that old. The keys of the journal's payloads
 * are kept for the seven days only: what was destroyed is unreadable in an older backup once they are gone (facts: evidence §10). Pure.
 */
import { addDays, addMonths, type CivilDate, type CivilMonth, monthOf } from "../../lib/kernel/civil-date";

export const DAILY = 7;

/** `days` are the days that have a backup; today counts. */
export function keptBackups(days: readonly CivilDate[], today: CivilDate): Set<CivilDate> {
  const isDaily = (day: CivilDate) => day > addDays(today, -DAILY);
  const firstOf = (month: CivilMonth) => days.filter((day) => monthOf(day) === month).sort()[0];
  const month = monthOf(today);
  const monthly = [firstOf(month), firstOf(addMonths(month, -1))].find((day) => day !== undefined && !isDaily(day));
  return new Set([...days.filter(isDaily), ...(monthly ? [monthly] : [])]);
}

export function keptKeys(days: readonly CivilDate[], today: CivilDate): Set<CivilDate> {
  return new Set(days.filter((day) => day > addDays(today, -DAILY)));
}
