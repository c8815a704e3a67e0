/**
 * School holidays shared by halves between two homes (domain rule 13): who has the first half alternates between even and odd years, by the year
 * in which the holidays begin. Bridges of a few days follow the ordinary calendar, and so do holidays that no calendar tells. Pure.
 */
import { addDays, type CivilDate, distanceInDays } from "@/lib/kernel/civil-date";
import { dayOfNumber } from "@/lib/kernel/day-number";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { isLong, yearsOf } from "./rules-years";

/** Which half one home has in even years; in odd years it is the other. */
export type HolidayShare = { evenYears: "first" | "second" };

/** Both days included, from the first day without school to the last. */
export type SchoolHoliday = { from: CivilDate; to: CivilDate };

const known = new WeakMap<CommuneFile, readonly SchoolHoliday[]>();

/** The long holidays of every school year that the rules tell, each by the rules in force when it begins. */
export function schoolHolidays(history: RulesHistory): SchoolHoliday[] {
  return history.flatMap((rules) =>
    holidaysOf(rules.file).filter(({ from }) => (rulesOn(history, from) ?? history[0]) === rules),
  );
}

function holidaysOf(file: CommuneFile): readonly SchoolHoliday[] {
  const told = known.get(file);
  if (told) return told;
  const spans = yearsOf(file.calendar)
    .holidays.filter(isLong)
    .map(({ from, to }) => ({ from: dayOfNumber(from), to: dayOfNumber(to) }));
  known.set(file, spans);
  return spans;
}

/** Whether a home that shares holidays so has the child on `day`; null when the day is in no long holidays. */
export function coversHoliday(share: HolidayShare, day: CivilDate, holidays: readonly SchoolHoliday[]): boolean | null {
  const span = holidays.find(({ from, to }) => from <= day && day <= to);
  if (!span) return null;
  const isEvenYear = Number(span.from.slice(0, 4)) % 2 === 0;
  const first = (share.evenYears === "first") === isEvenYear;
  return day < secondHalfOf(span) ? first : !first;
}

/** Of an odd number of days the first half has one more. */
export function secondHalfOf({ from, to }: SchoolHoliday): CivilDate {
  return addDays(from, Math.ceil((distanceInDays(from, to) + 1) / 2));
}
