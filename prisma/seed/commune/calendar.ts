/**
 * School years and school holidays of zone B, for any day the demonstration is started on.
 * The years 2025-26 and 2026-27 are those of the national calendar; others are foreseen by rule.
 */
import { addDays, type CivilDate, weekdayOf } from "@/lib/kernel/civil-date";

/** School holidays, by the name that the rules give them; both days included. */
export type Break = { name: string; since: CivilDate; until: CivilDate };

export type SchoolYear = {
  label: string;
  /** The summer belongs to the year it prepares, so that every day lies in a year and the next classes can be booked. */
  startsOn: CivilDate;
  endsOn: CivilDate;
  firstClass: CivilDate;
  holidays: Break[];
};

type Dates = Record<"firstClass" | "autumn" | "christmas" | "winter" | "spring" | "summer", CivilDate>;

/** Saturdays on which the holidays begin, and the first day of class. */
const PUBLISHED: Record<number, Dates> = {
  2025: {
    firstClass: "2025-09-01",
    autumn: "2025-10-18",
    christmas: "2025-12-20",
    winter: "2026-02-14",
    spring: "2026-04-11",
    summer: "2026-07-04",
  },
  2026: {
    firstClass: "2026-09-01",
    autumn: "2026-10-17",
    christmas: "2026-12-19",
    winter: "2027-02-20",
    spring: "2027-04-17",
    summer: "2027-07-03",
  },
};

/** Holidays between two spells of class last sixteen days, from a Saturday to a Sunday. */
const LENGTH = 15;
const WINTER_TO_SPRING = 56;

const NAMES = ["autumn", "christmas", "winter", "spring"] as const;

/** The school year that begins in September of `start`. */
export function schoolYearOf(start: number): SchoolYear {
  const dates = datesOf(start);
  const short = NAMES.map((name) => ({ name, since: dates[name], until: addDays(dates[name], LENGTH) }));
  const summer = { name: "summer", since: dates.summer, until: addDays(datesOf(start + 1).firstClass, -1) };
  return {
    label: `${start}-${start + 1}`,
    startsOn: datesOf(start - 1).summer,
    endsOn: addDays(dates.summer, -1),
    firstClass: dates.firstClass,
    holidays: [...short, summer],
  };
}

/** The school year in which `day` lies. */
export function schoolYearOn(day: CivilDate): SchoolYear {
  const year = Number(day.slice(0, 4));
  const found = [year - 1, year].map(schoolYearOf).find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
  if (!found) throw new Error(`No school year holds ${day}`);
  return found;
}

export function startOf(year: SchoolYear): number {
  return Number(year.label.slice(0, 4));
}

function datesOf(start: number): Dates {
  const published = PUBLISHED[start];
  if (published) return published;
  const winter = saturdayFrom(`${start + 1}-02-14`);
  return {
    firstClass: firstClassOf(start),
    autumn: saturdayFrom(`${start}-10-17`),
    christmas: saturdayFrom(`${start}-12-19`),
    winter,
    spring: addDays(winter, WINTER_TO_SPRING),
    summer: saturdayFrom(`${start + 1}-07-03`),
  };
}

function saturdayFrom(day: CivilDate): CivilDate {
  return addDays(day, (13 - weekdayOf(day)) % 7);
}

/** 1 September, or the Monday after when it falls from Friday to Sunday. */
function firstClassOf(start: number): CivilDate {
  const first = `${start}-09-01`;
  const weekday = weekdayOf(first);
  return weekday >= 5 ? addDays(first, 8 - weekday) : first;
}
