/**
 * Civil dates and times in Europe/Paris, as ISO strings that compare with `<`:
 * a day is "2026-11-23", an hour "16:30", a month "2026-11", a moment on the wall clock "2026-11-23T16:30".
 * Instants are `Date` objects in UTC and live at the borders only: clock, database, evidence.
 */
import { Temporal } from "temporal-polyfill";

export type CivilDate = string;
export type CivilTime = string;
export type CivilMonth = string;
export type CivilDateTime = string;
/** 1 Monday … 7 Sunday, as ISO 8601 has it. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const PARIS = "Europe/Paris";

export function isCivilDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && attempt(() => Temporal.PlainDate.from(text, { overflow: "reject" }));
}

export function isCivilMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function isCivilTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function attempt(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

export function addDays(day: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

export function addMonths(month: CivilMonth, months: number): CivilMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

export function weekdayOf(day: CivilDate): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek as Weekday;
}

export function mondayOf(day: CivilDate): CivilDate {
  return addDays(day, 1 - weekdayOf(day));
}

export function monthOf(day: CivilDate): CivilMonth {
  return day.slice(0, 7);
}

export function firstDayOf(month: CivilMonth): CivilDate {
  return `${month}-01`;
}

export function lastDayOf(month: CivilMonth): CivilDate {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

export function daysOfMonth(month: CivilMonth): CivilDate[] {
  return daysBetween(firstDayOf(month), lastDayOf(month));
}

/** Days from `from` to `to`: 1 from a day to the next, negative backwards. */
export function distanceInDays(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}

/** Full years between a birth date and a day: the birthday itself counts. */
export function ageOn(birthDate: CivilDate, day: CivilDate): number {
  return Temporal.PlainDate.from(birthDate).until(day, { largestUnit: "years" }).years;
}

/** ISO week number (1–53): alternate custody is agreed in odd and even weeks. */
export function isoWeekOf(day: CivilDate): number {
  return Temporal.PlainDate.from(day).weekOfYear ?? 0;
}

/** What the wall clock in Paris shows at an instant. */
export function parisOf(instant: Date): { day: CivilDate; time: CivilTime; moment: CivilDateTime } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(PARIS);
  const day = zoned.toPlainDate().toString();
  const time = zoned.toPlainTime().toString({ smallestUnit: "minute" });
  return { day, time, moment: `${day}T${time}` };
}

/** What the wall clock in Paris shows at "2026-11-23T09:50:00+01:00"; without an offset the text is that clock's. Null when it is neither. */
export function parisMomentOf(text: string): CivilDateTime | null {
  const offset = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  try {
    const plain = offset
      ? Temporal.Instant.from(text).toZonedDateTimeISO(PARIS).toPlainDateTime()
      : Temporal.PlainDateTime.from(text);
    return plain.toString({ smallestUnit: "minute" });
  } catch {
    return null;
  }
}

/** The instant of a wall-clock moment in Paris; an hour that the spring change skips moves forward. */
export function instantOf(moment: CivilDateTime): Date {
  return new Date(Temporal.PlainDateTime.from(moment).toZonedDateTime(PARIS).epochMilliseconds);
}

/** A DATE column as the driver wants it: midnight UTC. The only door between civil dates and `Date`. */
export function toColumn(day: CivilDate): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

export function fromColumn(value: Date): CivilDate {
  return value.toISOString().slice(0, 10);
}
