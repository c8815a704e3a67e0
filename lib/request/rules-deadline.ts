/**
 * Until when a request is answered. The commune chooses working days (Monday to Friday, less public holidays) by kind; a data right has one month
 * (GDPR art. 12(3)), counted from date to date and ending on a working day (règlement 1182/71, art. 3), prolonged once by two. Pure.
 */
import { publicHolidays } from "@/lib/calendar/rules-official";
import { addDays, addMonths, type CivilDate, lastDayOf, monthOf, weekdayOf } from "@/lib/kernel/civil-date";
import { isDataRight, type RequestKind } from "./rules";

/** How many working days each kind is given, and how many before its end somebody is reminded. */
export type Delay = { days: number; remind: number };
export type Delays = Readonly<Record<RequestKind, Delay>>;
export type Place = { alsaceMoselle: boolean };

export function isWorkingDay(day: CivilDate, { alsaceMoselle }: Place): boolean {
  if (weekdayOf(day) > 5) return false;
  return !publicHolidays(Number(day.slice(0, 4)), alsaceMoselle).some((holiday) => holiday.day === day);
}

/** The nth working day after a day; backwards when negative. 0 is the day itself. */
export function workingDayFrom(day: CivilDate, count: number, place: Place): CivilDate {
  const by = Math.sign(count);
  let left = Math.abs(count);
  let at = day;
  while (left > 0) {
    at = addDays(at, by);
    if (isWorkingDay(at, place)) left--;
  }
  return at;
}

/** The last day on which the answer is in time. */
export function dueOf(kind: RequestKind, receivedOn: CivilDate, { delays, place }: { delays: Delays; place: Place }) {
  return isDataRight(kind) ? monthsAfter(receivedOn, 1, place) : workingDayFrom(receivedOn, delays[kind].days, place);
}

/** Same day of a later month, or its last day; when that is no working day, the next one. */
function monthsAfter(day: CivilDate, count: number, place: Place): CivilDate {
  const month = addMonths(monthOf(day), count);
  const last = lastDayOf(month);
  const same = `${month}-${day.slice(8)}`;
  const end = same < last ? same : last;
  return isWorkingDay(end, place) ? end : workingDayFrom(end, 1, place);
}

/** Two months more, told to the person within the first one; null when it is too late to tell. */
export function prolonged(
  { receivedOn, dueOn }: { receivedOn: CivilDate; dueOn: CivilDate },
  { today, place }: { today: CivilDate; place: Place },
): CivilDate | null {
  return today <= dueOn ? monthsAfter(receivedOn, 3, place) : null;
}

/** While the family is waited for the office's time does not run: as many working days are given back. A data right knows no such pause. */
export function dueAfterWait(
  kind: RequestKind,
  { dueOn, waitingSince, today }: { dueOn: CivilDate; waitingSince: CivilDate; today: CivilDate },
  place: Place,
): CivilDate {
  if (isDataRight(kind)) return dueOn;
  let waited = 0;
  for (let day = waitingSince; day < today; day = addDays(day, 1)) if (isWorkingDay(addDays(day, 1), place)) waited++;
  return workingDayFrom(dueOn, waited, place);
}

/** The last day is still in time. */
export function urgencyOf(
  dueOn: CivilDate,
  today: CivilDate,
  { remind, place }: { remind: number; place: Place },
): "late" | "soon" | "fine" {
  if (today > dueOn) return "late";
  return today >= workingDayFrom(dueOn, -remind, place) ? "soon" : "fine";
}
