/**
 * The moment of a limit of the commune file, for one activity and one day of service (docs/commune-file.md §5; facts: domain-rules 18, 19).
 * Wall clock of Paris; a limit is the first minute at which it is too late. Null when the file tells no limit for that day. Pure.
 */

import { type Calendar, type Counting, calendarOf } from "@/lib/calendar/rules";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import {
  afterElapsed,
  dayNumber,
  dayOfNumber,
  minutesOf,
  momentOfMinutes,
  numberOf,
  wallMinutes,
  weekdayIndex,
} from "@/lib/kernel/day-number";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Limit } from "@/lib/rulebook/schema-deadlines";
import { type WeekdayName, weekdays } from "@/lib/rulebook/schema-words";

export type LimitOn = { activity: string; day: CivilDate; facts?: Facts };
type Kind<Name extends Limit["kind"]> = Extract<Limit, { kind: Name }>;
type Asked = LimitOn & { file: CommuneFile; calendar: Calendar };

const DAY = 1440;

/** When it closes. « 23:59 » is how people write the end of the day, and is read so. */
export function limitAt(file: CommuneFile, limit: Limit, on: LimitOn): CivilDateTime | null {
  return momentOf(limit, { ...on, file, calendar: calendarOf(file) }, endOfDay);
}

/** The same limit as an opening: a day without an hour opens when it begins. */
export function openingAt(file: CommuneFile, limit: Limit, on: LimitOn): CivilDateTime | null {
  return momentOf(limit, { ...on, file, calendar: calendarOf(file) }, startOfDay);
}

type Hour = (at: string) => number;

function endOfDay(at: string): number {
  return at === "23:59" ? DAY : minutesOf(at);
}

function startOfDay(at: string): number {
  return at === "24:00" ? 0 : minutesOf(at);
}

function momentOf(limit: Limit, asked: Asked, hour: Hour): CivilDateTime | null {
  if (limit.kind === "hours") return hoursBefore(limit, asked);
  if (limit.kind === "dates") return publishedDate(limit, asked, hour);
  if (limit.kind === "on") return momentOn(limit.day, hour(limit.at));
  const found = dayOf(limit, asked);
  if (!found) return null;
  const shift = "shift" in limit ? limit.shift : undefined;
  const day = shifted(found.day, shift, asked);
  return day === null ? null : momentOn(day, hour(found.at));
}

function momentOn(day: CivilDate, minutes: number): CivilDateTime {
  return momentOfMinutes(dayNumber(day) * DAY + minutes);
}

type DayAt = { day: CivilDate; at: string };

function dayOf(limit: Exclude<Limit, { kind: "hours" | "dates" | "on" }>, asked: Asked): DayAt | null {
  switch (limit.kind) {
    case "days":
      return back(asked.day, limit.days, { ...limit, asked });
    case "weekday":
      return { day: weekdayOf(limit, asked.day), at: limit.at };
    case "table": {
      const row = limit.rows.find((one) => one.for === asked.calendar.weekday(asked.day));
      return row ? { day: weekdayOf(row, asked.day), at: row.at } : null;
    }
    case "month_day":
      return { day: dayOfMonth(asked.day, -limit.months, limit.day), at: limit.at };
    case "full_week":
      return { day: fullWeek(limit, asked.day), at: limit.at };
    case "before_holidays": {
      const holidays = asked.calendar.holidaysBefore(asked.day);
      return holidays && back(holidays.from, limit.days + 1, { count: "school", at: limit.at, asked });
    }
    case "before_period":
      return back(asked.calendar.spanOf("period", asked.day).from, limit.days, { ...limit, asked });
    case "yearly": {
      const { id } = asked.calendar.schoolYearOf(asked.day);
      return { day: `${limit.in === "start" ? id.slice(0, 4) : id.slice(5)}-${limit.date}`, at: limit.at };
    }
  }
}

type Back = { count: Counting["count"]; at: string; asked: Asked };

function back(from: CivilDate, days: number, { count, at, asked }: Back): DayAt | null {
  const day = asked.calendar.stepBack(from, days, { count, activity: asked.activity });
  return day === null ? null : { day, at };
}

function weekdayOf({ weekday, weeks }: { weekday: WeekdayName; weeks: number }, day: CivilDate): CivilDate {
  const number = dayNumber(day);
  return dayOfNumber(number - weekdayIndex(number) - 7 * weeks + weekdays.indexOf(weekday));
}

/** A day of the month so many months later; a month that is too short ends on its last day. */
export function dayOfMonth(day: CivilDate, months: number, date: number | "last"): CivilDate {
  const first = firstOfMonth(day, months);
  const next = firstOfMonth(day, months + 1);
  return dayOfNumber(date === "last" ? next - 1 : Math.min(first + date - 1, next - 1));
}

function firstOfMonth(day: CivilDate, months: number): number {
  const place = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return numberOf(Math.floor(place / 12), (place % 12) + 1, 1);
}

function fullWeek({ which, weekday, months }: Kind<"full_week">, day: CivilDate): CivilDate {
  const first = firstOfMonth(day, -months);
  const last = firstOfMonth(day, 1 - months) - 1;
  const firstMonday = first + ((7 - weekdayIndex(first)) % 7);
  const lastFriday = last - ((weekdayIndex(last) + 3) % 7);
  const monday = which === "first" ? firstMonday : lastFriday - 4;
  return dayOfNumber(monday + weekdays.indexOf(weekday));
}

function hoursBefore(limit: Kind<"hours">, asked: Asked): CivilDateTime | null {
  const start = dayNumber(asked.day) * DAY + minutesOf(limit.from === "opening" ? openingOf(asked) : limit.from);
  const minutes =
    limit.count === "calendar" ? afterElapsed(start, -limit.hours * 60) : countedBack(limit, start, asked);
  if (minutes === null) return null;
  const day = dayOfNumber(Math.floor(minutes / DAY));
  const moved = shifted(day, limit.shift, asked);
  return moved === null ? null : momentOn(moved, minutes - Math.floor(minutes / DAY) * DAY);
}

/** An activity without hours is counted back from the start of its day. */
function openingOf({ file, activity, facts }: Asked): string {
  const rules = file.activities.find(({ id }) => id === activity);
  const slot = rules?.slots.find(({ id }) => id === facts?.slot);
  return slot?.from ?? rules?.hours?.from ?? "00:00";
}

/** A day that counts is worth 24 hours, another none. */
function countedBack({ hours, count }: Kind<"hours">, start: number, asked: Asked): number | null {
  const counting = { count, activity: asked.activity };
  const sinceMidnight = start - dayNumber(asked.day) * DAY;
  let left = hours * 60 - (asked.calendar.counts(asked.day, counting) ? sinceMidnight : 0);
  if (left <= 0) return start - hours * 60;
  let day: CivilDate | null = asked.day;
  while (left > 0) {
    day = asked.calendar.stepBack(day, 1, counting);
    if (day === null) return null;
    left -= DAY;
  }
  return dayNumber(day) * DAY - left;
}

function publishedDate(limit: Kind<"dates">, { day, facts }: Asked, hour: Hour): CivilDateTime | null {
  const row = limit.rows.find((one) => isWithin(one.for, day));
  if (row) return momentOn(row.on, hour(row.at ?? limit.at));
  const text = limit.published === undefined ? undefined : facts?.[limit.published];
  if (typeof text !== "string") return null;
  const told = toldDate(text, day.slice(0, 7));
  if (!told) return null;
  return told.length > 10 ? momentOfMinutes(wallMinutes(told)) : momentOn(told, hour(limit.at));
}

const TOLD = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;

/** « 2026-11-20 », « 2026-11-20T12:00 », or by month « 2026-12=2026-11-20; 2027-01=2026-12-18T12:00 ». */
function toldDate(text: string, month: string): string | null {
  const rows = text.split(";").map((row) => row.trim());
  const own = rows.map((row) => row.split("=")).find(([name, date]) => date === undefined || name === month);
  const date = own?.[1] ?? own?.[0] ?? "";
  return TOLD.test(date) ? date : null;
}

/** « 2026-09-01..2026-12-18 », one side open, or a single day. */
export function isWithin(period: string | undefined, day: CivilDate): boolean {
  if (period === undefined) return true;
  const cut = period.indexOf("..");
  if (cut < 0) return period === day;
  const to = period.slice(cut + 2);
  return day >= period.slice(0, cut) && (to === "" || day <= to);
}

type Shift = Exclude<Kind<"days">["shift"], undefined>;
const SHIFTS: Readonly<Record<Shift, { by: 1 | -1; count: Counting["count"] }>> = {
  previous_school_day: { by: -1, count: "school" },
  previous_business_day: { by: -1, count: "business" },
  previous_open_day: { by: -1, count: "open" },
  next_business_day: { by: 1, count: "business" },
  next_school_day: { by: 1, count: "school" },
};

function shifted(day: CivilDate, shift: Shift | undefined, { calendar, activity }: Asked): CivilDate | null {
  if (shift === undefined) return day;
  const { by, count } = SHIFTS[shift];
  const counting = { count, activity };
  if (calendar.counts(day, counting)) return day;
  return by === 1 ? calendar.stepForward(day, 1, counting) : calendar.stepBack(day, 1, counting);
}
