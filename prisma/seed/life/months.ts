/** Which months are billed already, and until when days are booked ahead. */
import {
  addDays,
  addMonths,
  type CivilDate,
  type CivilMonth,
  firstDayOf,
  lastDayOf,
  monthOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import type { OpenDay } from "../commune/opening";

/** Invoices leave on the 5th of the month after, or on the Monday that follows. */
export function issueDayOf(month: CivilMonth): CivilDate {
  const fifth = addDays(firstDayOf(addMonths(month, 1)), 4);
  const weekday = weekdayOf(fifth);
  return weekday > 5 ? addDays(fifth, 8 - weekday) : fifth;
}

/** The last two months with class whose invoices have left, in order. */
export function billedMonths(days: readonly OpenDay[], today: CivilDate): CivilMonth[] {
  const months = [...new Set(days.map(({ day }) => monthOf(day)))].sort();
  return months.filter((month) => lastDayOf(month) < today && issueDayOf(month) <= today).slice(-2);
}

/** `ahead` days from today, or from the next day of class when that is far: in summer September is booked. */
export function horizonOf(days: readonly OpenDay[], today: CivilDate, ahead: number): CivilDate {
  if (ahead < 0) return addDays(today, ahead);
  const next = days.reduce<CivilDate | null>(
    (first, { day }) => (day > today && (!first || day < first) ? day : first),
    null,
  );
  return addDays(next && next > addDays(today, 7) ? next : today, ahead);
}
