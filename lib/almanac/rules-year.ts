/** A school year month by month: what each day is, and the dates to tell under each month (issue 3, point 4). Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { publicHolidays } from "@/lib/calendar/rules-official";
import { addMonths, type CivilDate, type CivilMonth, daysOfMonth, monthOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type DaySign = "public" | "holiday" | "closure" | "opening" | "class" | "free";
export type YearDay = { day: CivilDate; sign: DaySign };
/** `name` is a code for school holidays, words for the rest; `activities` null is all of them. */
export type YearEvent = {
  kind: "public" | "holiday" | "closure" | "opening";
  name: string;
  nameEn?: string;
  from: CivilDate;
  to: CivilDate;
  activities: readonly string[] | null;
};
export type YearMonth = { month: CivilMonth; days: readonly YearDay[]; events: readonly YearEvent[] };

/** From September to August; `first` is the year that school begins. */
export function yearOf(file: CommuneFile, first: number): YearMonth[] {
  const events = eventsOf(file, first);
  return Array.from({ length: 12 }, (_, index) => {
    const month = addMonths(`${first}-09`, index);
    return {
      month,
      days: daysOfMonth(month).map((day) => ({ day, sign: signOf(file, events, day) })),
      events: events.filter(({ from, to }) => monthOf(from) <= month && month <= monthOf(to)),
    };
  });
}

/** What concerns everyone closes the day; what concerns some services is told under the month. */
function signOf(file: CommuneFile, events: readonly YearEvent[], day: CivilDate): DaySign {
  const calendar = calendarOf(file);
  const on = (kind: YearEvent["kind"]) =>
    events.some((event) => event.kind === kind && event.from <= day && day <= event.to);
  if (on("opening")) return "opening";
  if (on("closure")) return "closure";
  if (calendar.isPublicHoliday(day)) return "public";
  if (calendar.holidayOn(day)) return "holiday";
  return calendar.isSchoolDay(day) ? "class" : "free";
}

function eventsOf(file: CommuneFile, first: number): YearEvent[] {
  const [from, to] = [`${first}-09-01`, `${first + 1}-08-31`];
  const { closures, openings, alsaceMoselle } = file.calendar;
  const all: YearEvent[] = [
    ...holidaysOf(file, from, to),
    ...[first, first + 1]
      .flatMap((year) => publicHolidays(year, alsaceMoselle))
      .map(
        ({ day, nameFr, nameEn }): YearEvent => ({
          kind: "public",
          name: nameFr,
          nameEn,
          from: day,
          to: day,
          activities: null,
        }),
      ),
    ...closures.map((closure): YearEvent => {
      return {
        kind: "closure",
        name: closure.reason,
        from: closure.from,
        to: closure.to ?? closure.from,
        activities: closure.activities ?? null,
      };
    }),
    ...openings.map(({ day, reason, activities }): YearEvent => {
      return { kind: "opening", name: reason ?? "", from: day, to: day, activities: activities ?? null };
    }),
  ];
  return all.filter((event) => event.from <= to && event.to >= from).sort((a, b) => (a.from < b.from ? -1 : 1));
}

function holidaysOf(file: CommuneFile, from: CivilDate, to: CivilDate): YearEvent[] {
  const calendar = calendarOf(file);
  const found = new Map<string, YearEvent>();
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
    for (const day of daysOfMonth(month)) {
      const holiday = calendar.holidayOn(day);
      if (holiday) found.set(`${holiday.name} ${holiday.from}`, { kind: "holiday", ...holiday, activities: null });
    }
  }
  return [...found.values()];
}

/** Whether the rules tell this school year at all. */
export function isTold(file: CommuneFile, first: number): boolean {
  return yearOf(file, first).some(({ days }) => days.some(({ sign }) => sign === "class"));
}

/** The year in which the school year of a day begins. */
export function firstYearOf(day: CivilDate): number {
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < "09" ? 1 : 0);
}
