/** When an activity of a commune file opens, and why it is closed (docs/commune-file.md §3–4; facts: domain-rules 18). Pure. */

import { concerns } from "@/lib/clause/rules-activities";
import { type DayNumber, dayNumber, weekdayIndex } from "@/lib/kernel/day-number";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import { weekdays } from "@/lib/rulebook/schema-words";

/** `label` is the commune's reason, `holiday` the name of the school holidays. */
export type Closure =
  | { code: "closure"; label: string }
  | { code: "holidays"; holiday: string }
  | { code: "publicHoliday" | "weekday" | "schoolTime" | "unknownYear" };

type DayFlags = {
  isPublic(day: DayNumber): boolean;
  isSchool(day: DayNumber): boolean;
  isSchoolTime(day: DayNumber): boolean;
  holidayName(day: DayNumber): string | null;
};
type Stretch = { from: DayNumber; to: DayNumber; reason: string };
type Own = {
  open: ActivityRules["open"];
  openings: ReadonlySet<DayNumber>;
  closures: readonly Stretch[];
  inSchool: readonly boolean[];
  inHolidays: readonly boolean[];
};

const MONDAY_TO_FRIDAY = ["mon", "tue", "wed", "thu", "fri"];

export class Openings {
  readonly #file: CommuneFile;
  readonly #flags: DayFlags;
  readonly #own = new Map<string, Own>();

  constructor(file: CommuneFile, flags: DayFlags) {
    this.#file = file;
    this.#flags = flags;
  }

  closureOn(activity: string, day: DayNumber): Closure | null {
    const own = this.#ownOf(activity);
    if (own.openings.has(day)) return null;
    const closure = own.closures.find(({ from, to }) => from <= day && day <= to);
    if (closure) return { code: "closure", label: closure.reason };
    return own.open ? this.#byRule(own, own.open, day) : null;
  }

  /** Whether a delay in days of opening counts the day. */
  countsAsOpen(activity: string, day: DayNumber): boolean {
    const own = this.#ownOf(activity);
    if (!own.open && !own.openings.has(day) && !this.#flags.isSchool(day)) return false;
    return this.closureOn(activity, day) === null;
  }

  #byRule(own: Own, open: NonNullable<Own["open"]>, day: DayNumber): Closure | null {
    const { isPublic, isSchoolTime, holidayName } = this.#flags;
    if (isPublic(day) && !open.publicHolidays) return { code: "publicHoliday" };
    const holiday = holidayName(day);
    if (holiday !== null) {
      if (open.during === "school") return { code: "holidays", holiday };
      return own.inHolidays[weekdayIndex(day)] ? null : { code: "weekday" };
    }
    if (!isSchoolTime(day)) return { code: "unknownYear" };
    if (open.during === "holidays") return { code: "schoolTime" };
    return own.inSchool[weekdayIndex(day)] ? null : { code: "weekday" };
  }

  #ownOf(activity: string): Own {
    const kept = this.#own.get(activity);
    if (kept) return kept;
    const { calendar, activities } = this.#file;
    const open = activities.find(({ id }) => id === activity)?.open;
    const on = (days: readonly string[]) => weekdays.map((weekday) => days.includes(weekday));
    const made: Own = {
      open,
      openings: new Set(
        calendar.openings
          .filter((opening) => concerns(this.#file, opening.activities, activity))
          .map(({ day }) => dayNumber(day)),
      ),
      closures: calendar.closures
        .filter((closure) => concerns(this.#file, closure.activities, activity))
        .map(({ from, to, reason }) => ({ from: dayNumber(from), to: dayNumber(to ?? from), reason })),
      inSchool: on(open?.weekdays ?? calendar.schoolDays),
      inHolidays: on(open?.weekdays ?? MONDAY_TO_FRIDAY),
    };
    this.#own.set(activity, made);
    return made;
  }
}
