/**
 * The school years of a commune file laid on the days: class, holidays, periods between them (docs/commune-file.md §3). Official years come
 * from lib/kernel/french-calendar, those the file tells itself from the file; a holiday of the file replaces the official one of its name. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type DayNumber, dayNumber, dayOfNumber } from "@/lib/kernel/day-number";
import type { CalendarRules } from "@/lib/rulebook/schema-calendar";
import { type HolidaySpan, OFFICIAL_YEARS, officialYear } from "./rules-official";

export type Stretch = { from: DayNumber; to: DayNumber };
export type Holiday = Stretch & { name: string };
/** A period between holidays has no name; long holidays are a period of their own. */
export type Period = Stretch & { key: string; name: string | null };
export type Years = {
  ids: readonly string[];
  classes: readonly Stretch[];
  holidays: readonly Holiday[];
  periods: readonly Period[];
};
type Year = { id: string; firstClass: CivilDate; holidays: HolidaySpan[] };

/** A bridge of some days is without school, yet it neither ends a period nor makes a return from holidays. */
const LONG = 5;

/** The school year of a day, from 1 September to 31 August, known or not. */
export function schoolYearId(day: CivilDate): string {
  const year = Number(day.slice(0, 4)) - (day.slice(5, 7) < "09" ? 1 : 0);
  return `${year}-${year + 1}`;
}

/** Years that the file names and nobody tells: a fault of the file. */
export function unknownYears(rules: CalendarRules): string[] {
  return rules.schoolYears.filter((year): year is string => typeof year === "string" && !OFFICIAL_YEARS.includes(year));
}

export function yearsOf(rules: CalendarRules): Years {
  const years = [...toldYears(rules), ...officialYears(rules)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const holidays = years.flatMap((year) => year.holidays.map(stretchOf)).sort((a, b) => a.from - b.from);
  return { ids: years.map(({ id }) => id), classes: years.map(classOf), holidays, periods: years.flatMap(periodsOf) };
}

function toldYears(rules: CalendarRules): Year[] {
  const told = rules.schoolYears.filter((year) => typeof year !== "string");
  return told.map(({ id, from, to }) => {
    const own = rules.holidays.filter((holiday) => schoolYearId(holiday.from) === id);
    const summer = { name: "summer", from: dayOfNumber(dayNumber(to) + 1), to: `${id.slice(5)}-08-31` };
    return { id, firstClass: from, holidays: own.some(({ name }) => name === "summer") ? own : [...own, summer] };
  });
}

function officialYears(rules: CalendarRules): Year[] {
  const told = new Set(rules.schoolYears.map((year) => (typeof year === "string" ? null : year.id)));
  return OFFICIAL_YEARS.filter((id) => !told.has(id)).flatMap((id) => {
    const official = officialYear(id, rules.zone);
    if (!official) return [];
    const own = rules.holidays.filter((holiday) => schoolYearId(holiday.from) === id);
    const kept = official.holidays.filter(({ name }) => !own.some((holiday) => holiday.name === name));
    return [{ id, firstClass: official.firstClass, holidays: [...kept, ...own] }];
  });
}

function stretchOf({ name, from, to }: HolidaySpan): Holiday {
  return { name, from: dayNumber(from), to: dayNumber(to) };
}

export function isLong({ from, to }: Stretch): boolean {
  return to - from >= LONG;
}

function summerOf(year: Year): Holiday {
  const summer = year.holidays.find(({ name }) => name === "summer");
  if (!summer) throw new Error(`The school year ${year.id} has no summer`);
  return stretchOf(summer);
}

function classOf(year: Year): Stretch {
  return { from: dayNumber(year.firstClass), to: summerOf(year).from - 1 };
}

function periodsOf(year: Year): Period[] {
  const long = year.holidays
    .map(stretchOf)
    .filter(isLong)
    .sort((a, b) => a.from - b.from);
  const periods: Period[] = [];
  let from = dayNumber(year.firstClass);
  let number = 1;
  for (const holiday of long) {
    if (holiday.from > from) {
      periods.push({ key: `${year.id}/${number++}`, name: null, from, to: holiday.from - 1 });
    }
    periods.push({ ...holiday, key: `${year.id}/${holiday.name}` });
    from = holiday.to + 1;
  }
  return periods;
}
