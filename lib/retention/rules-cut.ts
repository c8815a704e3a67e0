/** The last day whose rows are due today, by rule: the day before which nothing may be left. Pure. */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { type Durations, goneAfter, type RetentionName, retentionRules } from "./rules";

/** School years by their last day, both inclusive; the health of the year that ended last and is past its delay. */
export function lastDueDay(
  name: RetentionName,
  given: { today: CivilDate; durations: Durations; yearEnds: readonly CivilDate[] },
): CivilDate {
  const { today, durations, yearEnds } = given;
  const { start } = retentionRules[name];
  const isDue = (day: CivilDate) => goneAfter(durations[name], day) <= today;
  if (start === "school-year-end") return yearEnds.filter(isDue).sort().at(-1) ?? "0001-01-01";
  if (start === "fiscal-year-end") return lastFiscalEnd(today, isDue);
  return lastDay(today, durations[name], isDue);
}

/** The guess is short by a day or two at the ends of months; the rule itself decides. */
function lastDay(
  today: CivilDate,
  { days, months }: Durations[RetentionName],
  isDue: (day: CivilDate) => boolean,
): CivilDate {
  let day = addDays(today, -(days ?? 0) - Math.ceil((months ?? 0) * 30.5) - 5);
  while (!isDue(day)) day = addDays(day, -1);
  while (isDue(addDays(day, 1))) day = addDays(day, 1);
  return day;
}

function lastFiscalEnd(today: CivilDate, isDue: (day: CivilDate) => boolean): CivilDate {
  let year = Number(today.slice(0, 4));
  while (year > 1 && !isDue(`${String(year).padStart(4, "0")}-12-31`)) year -= 1;
  return `${String(year).padStart(4, "0")}-12-31`;
}
