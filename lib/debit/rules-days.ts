/**
 * Days on which banks settle: TARGET2 rests on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
 * A debit asked for another day is made on the next one. Pure.
 */
import { addDays, type CivilDate, weekdayOf } from "@/lib/kernel/civil-date";

export function isBankDay(day: CivilDate): boolean {
  if (weekdayOf(day) >= 6) return false;
  if (["-01-01", "-05-01", "-12-25", "-12-26"].includes(day.slice(4))) return false;
  const easter = easterOf(Number(day.slice(0, 4)));
  return day !== addDays(easter, -2) && day !== addDays(easter, 1);
}

/** The day itself when banks settle, else the next one on which they do. */
export function bankDayFrom(day: CivilDate): CivilDate {
  let found = day;
  while (!isBankDay(found)) found = addDays(found, 1);
  return found;
}

/** The first day that may be chosen when families are told today: the whole time of announcement goes by. */
export function earliestCollection(today: CivilDate, announceDays: number): CivilDate {
  return bankDayFrom(addDays(today, Math.max(announceDays, 1)));
}

/** Easter Sunday of the Gregorian calendar, by golden number, century and epact. */
function easterOf(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const corrected = (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const moon =
    corrected - Math.floor(corrected / 28) * (1 - Math.floor(29 / (corrected + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const distance = moon - weekday;
  const month = 3 + Math.floor((distance + 40) / 44);
  const day = distance + 28 - 31 * Math.floor(month / 4);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
