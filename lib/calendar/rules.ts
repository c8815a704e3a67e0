/**
 * The calendar of a commune file, asked a million times a month (docs/commune-file.md §3). `calendarOf(file)` compiles it once a file; flags of
 * days are kept by 512. Closures and openings concern activities, never the school: they do not change school days. Pure.
 */

import type { Facts } from "@/lib/clause/rules-conditions";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type DayNumber, dayNumber, dayOfNumber, weekdayIndex } from "@/lib/kernel/day-number";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { DayCount } from "@/lib/rulebook/schema-deadlines";
import { type WeekdayName, weekdays } from "@/lib/rulebook/schema-words";
import { publicHolidays } from "./rules-official";
import { type Closure, Openings } from "./rules-openings";
import { type SchoolYear, type Span, Spans, type SpanUnit } from "./rules-spans";
import { type Holiday, isLong, type Years, yearsOf } from "./rules-years";

export type NamedSpan = { name: string; from: CivilDate; to: CivilDate };
/** What a delay counts; `open` without an activity, or for an activity that does not say its days, counts days of school. */
export type Counting = { count: DayCount; activity?: string | undefined };

const PUBLIC = 1;
const SCHOOL_TIME = 2;
const SCHOOL = 4;
const CHUNK_BITS = 9;
const CHUNK = 1 << CHUNK_BITS;
/** Two years: no delay of a règlement reaches further, and a walk must end. */
const FURTHEST = 732;

const compiled = new WeakMap<CommuneFile, Calendar>();

export function calendarOf(file: CommuneFile): Calendar {
  const known = compiled.get(file);
  if (known) return known;
  const calendar = new Calendar(file);
  compiled.set(file, calendar);
  return calendar;
}

export class Calendar {
  readonly #years: Years;
  readonly #spans: Spans;
  readonly #openings: Openings;
  readonly #schoolDays: readonly boolean[];
  readonly #alsaceMoselle: boolean;
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #facts = new Map<DayNumber, Facts>();

  constructor(file: CommuneFile) {
    this.#years = yearsOf(file.calendar);
    this.#spans = new Spans(file.calendar, this.#years);
    this.#schoolDays = weekdays.map((weekday) => file.calendar.schoolDays.includes(weekday));
    this.#alsaceMoselle = file.calendar.alsaceMoselle;
    this.#openings = new Openings(file, {
      isPublic: (day) => this.#has(day, PUBLIC),
      isSchool: (day) => this.#has(day, SCHOOL),
      isSchoolTime: (day) => this.#has(day, SCHOOL_TIME),
      holidayName: (day) => this.#holidayAt(day)?.name ?? null,
    });
  }

  weekday(day: CivilDate): WeekdayName {
    return weekdays[weekdayIndex(dayNumber(day))] ?? "mon";
  }

  isSchoolDay(day: CivilDate): boolean {
    return this.#has(dayNumber(day), SCHOOL);
  }

  /** Within a school year and outside holidays, whatever the weekday. */
  isSchoolTime(day: CivilDate): boolean {
    return this.#has(dayNumber(day), SCHOOL_TIME);
  }

  isPublicHoliday(day: CivilDate): boolean {
    return this.#has(dayNumber(day), PUBLIC);
  }

  /** Monday to Friday, less public holidays. */
  isBusinessDay(day: CivilDate): boolean {
    return this.#counts({ count: "business" }, dayNumber(day));
  }

  /** Monday to Saturday, less public holidays. */
  isWorkingDay(day: CivilDate): boolean {
    return this.#counts({ count: "working" }, dayNumber(day));
  }

  /** The school holidays in which the day falls, a bridge included. */
  holidayOn(day: CivilDate): NamedSpan | null {
    return spanOfHoliday(this.#holidayAt(dayNumber(day)));
  }

  /** The long holidays in which the day falls, else those that ended last before it. */
  holidaysBefore(day: CivilDate): NamedSpan | null {
    return spanOfHoliday(this.#longBefore(dayNumber(day)));
  }

  /** Whether it is the first school day after long holidays; the first day of a school year is one. */
  isAfterHolidays(day: CivilDate): boolean {
    return this.#isAfterHolidays(dayNumber(day));
  }

  /** An exceptional opening wins over all; an activity that does not say its days is closed by a closure only. */
  isOpen(activity: string, day: CivilDate): boolean {
    return this.#openings.closureOn(activity, dayNumber(day)) === null;
  }

  /** Why an activity is closed; null when it is open. */
  closureOn(activity: string, day: CivilDate): Closure | null {
    return this.#openings.closureOn(activity, dayNumber(day));
  }

  /** The days an activity opens, both bounds included. */
  openDays(activity: string, { from, to }: { from: CivilDate; to: CivilDate }): CivilDate[] {
    const days: CivilDate[] = [];
    const last = dayNumber(to);
    for (let day = dayNumber(from); day <= last; day++) {
      if (this.#openings.closureOn(activity, day) === null) days.push(dayOfNumber(day));
    }
    return days;
  }

  counts(day: CivilDate, counting: Counting): boolean {
    return this.#counts(counting, dayNumber(day));
  }

  /** The nth day that counts strictly before the day; 0 is the day itself. Null when two years hold too few. */
  stepBack(day: CivilDate, steps: number, counting: Counting): CivilDate | null {
    return this.#step(dayNumber(day), { steps, by: -1, counting });
  }

  /** The nth day that counts strictly after the day. */
  stepForward(day: CivilDate, steps: number, counting: Counting): CivilDate | null {
    return this.#step(dayNumber(day), { steps, by: 1, counting });
  }

  schoolYearOf(day: CivilDate): SchoolYear {
    return this.#spans.schoolYearOf(day);
  }

  /** Period between holidays, or the holidays themselves. */
  periodKey(day: CivilDate): string {
    return this.#spans.spanOf("period", day).key;
  }

  termKey(day: CivilDate): string {
    return this.#spans.spanOf("term", day).key;
  }

  /** Its Monday. */
  weekKey(day: CivilDate): CivilDate {
    return this.#spans.spanOf("week", day).key;
  }

  /** The day, week, month, period, term or year that holds a day: its key, first and last day. */
  spanOf(unit: SpanUnit, day: CivilDate): Span {
    return this.#spans.spanOf(unit, day);
  }

  /** The facts of conditions that the calendar knows: date, weekday, time, holiday, afterHolidays. */
  factsOf(day: CivilDate): Facts {
    const number = dayNumber(day);
    const kept = this.#facts.get(number);
    if (kept) return kept;
    const holiday = this.#holidayAt(number)?.name ?? null;
    const facts: Facts = {
      date: day,
      weekday: this.weekday(day),
      time: holiday === null ? "school" : "holidays",
      holiday,
      afterHolidays: this.#isAfterHolidays(number),
    };
    this.#facts.set(number, facts);
    return facts;
  }

  /** What is known, with the facts of the day; the same object when it has them already. */
  knowing(facts: Facts, day: CivilDate): Facts {
    const own = this.factsOf(day);
    return facts.date === day && facts.afterHolidays === own.afterHolidays ? facts : { ...facts, ...own };
  }

  #has(day: DayNumber, flag: number): boolean {
    const key = day >> CHUNK_BITS;
    const chunk = this.#chunks.get(key) ?? this.#fill(key);
    return ((chunk[day - (key << CHUNK_BITS)] ?? 0) & flag) !== 0;
  }

  #fill(key: number): Uint8Array {
    const start = key << CHUNK_BITS;
    const chunk = new Uint8Array(CHUNK);
    const years = [start, start + CHUNK - 1].map((day) => Number(dayOfNumber(day).slice(0, 4)));
    const [first = 0, last = 0] = years;
    const closed = new Set<DayNumber>();
    for (let year = first; year <= last; year++) {
      for (const { day } of publicHolidays(year, this.#alsaceMoselle)) closed.add(dayNumber(day));
    }
    for (let place = 0; place < CHUNK; place++) chunk[place] = this.#flagsOf(start + place, closed.has(start + place));
    this.#chunks.set(key, chunk);
    return chunk;
  }

  #flagsOf(day: DayNumber, isPublic: boolean): number {
    const inYear = this.#years.classes.some(({ from, to }) => from <= day && day <= to);
    const isSchoolTime = inYear && this.#holidayAt(day) === undefined;
    const isSchool = isSchoolTime && !isPublic && this.#schoolDays[weekdayIndex(day)] === true;
    return (isPublic ? PUBLIC : 0) | (isSchoolTime ? SCHOOL_TIME : 0) | (isSchool ? SCHOOL : 0);
  }

  #holidayAt(day: DayNumber): Holiday | undefined {
    return this.#years.holidays.find(({ from, to }) => from <= day && day <= to);
  }

  #longBefore(day: DayNumber): Holiday | undefined {
    return this.#years.holidays.findLast((holiday) => isLong(holiday) && holiday.from <= day);
  }

  #isAfterHolidays(day: DayNumber): boolean {
    const holidays = this.#longBefore(day);
    if (!holidays || !this.#has(day, SCHOOL)) return false;
    for (let before = day - 1; before > holidays.to; before--) if (this.#has(before, SCHOOL)) return false;
    return true;
  }

  #counts({ count, activity }: Counting, day: DayNumber): boolean {
    if (count === "calendar") return true;
    if (count === "business") return weekdayIndex(day) < 5 && !this.#has(day, PUBLIC);
    if (count === "working") return weekdayIndex(day) < 6 && !this.#has(day, PUBLIC);
    if (count === "open" && activity !== undefined) return this.#openings.countsAsOpen(activity, day);
    return this.#has(day, SCHOOL);
  }

  #step(start: DayNumber, { steps, by, counting }: { steps: number; by: 1 | -1; counting: Counting }) {
    let day = start;
    let left = steps;
    for (let walked = 0; left > 0; walked++) {
      if (walked > FURTHEST) return null;
      day += by;
      if (this.#counts(counting, day)) left--;
    }
    return dayOfNumber(day);
  }
}

function spanOfHoliday(holiday: Holiday | undefined): NamedSpan | null {
  return holiday ? { name: holiday.name, from: dayOfNumber(holiday.from), to: dayOfNumber(holiday.to) } : null;
}
