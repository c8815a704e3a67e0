/**
 * Which days an activity is open: its weekdays, less the school holidays of the commune's zone and the public holidays
 * (facts: domain-rules rows 18 and 55). Exceptional closures are said day by day, with their reason. Pure.
 */
import { grades as everyGrade, type Grade } from "@/lib/household/schema";
import { type CivilDate, daysBetween, weekdayOf } from "@/lib/kernel/civil-date";
import type { HolidayKind } from "./schema";

/** The zone of the commune's academy unless its settings say another (Nice: zone B). */
export const SCHOOL_ZONE = "B";

/** Both days are included. */
export type Holiday = {
  kind: HolidayKind;
  zone: string | null;
  nameFr: string;
  nameEn: string;
  since: CivilDate;
  until: CivilDate;
};

/** Those that concern a commune of this zone: its school holidays, and the public holidays of all. */
export function holidaysIn<Row extends Pick<Holiday, "kind" | "zone">>(zone: string, holidays: readonly Row[]): Row[] {
  return holidays.filter((holiday) => holiday.kind === "public" || holiday.zone === null || holiday.zone === zone);
}

/** The holiday that closes a day, or null. A public holiday is named before the school holidays around it. */
export function holidayOn<Row extends Pick<Holiday, "kind" | "since" | "until">>(
  day: CivilDate,
  holidays: readonly Row[],
): Row | null {
  const closing = holidays.filter((holiday) => holiday.since <= day && day <= holiday.until);
  return closing.find((holiday) => holiday.kind === "public") ?? closing[0] ?? null;
}

/** The days of a period on which an activity with these weekdays is open, in order. */
export function openDaysOf(
  weekdays: readonly number[],
  period: { from: CivilDate; to: CivilDate },
  holidays: readonly Holiday[],
): CivilDate[] {
  return daysBetween(period.from, period.to).filter(
    (day) => weekdays.includes(weekdayOf(day)) && holidayOn(day, holidays) === null,
  );
}

/** Null grades mean every grade; a child without a class this year is eligible to nothing that asks for one. */
export function acceptsGrade(grades: readonly string[] | null, grade: string | null): boolean {
  return grades === null || (grade !== null && grades.includes(grade));
}

/** The classes of a school from the youngest to the eldest; ULIS has children of several. */
const gradeOrder = everyGrade.filter((grade) => grade !== "ULIS");

/** Where an activity's grades begin and end, for « Dès le CP »; null when all are welcome or the list has a hole. */
export function gradeSpan(grades: readonly string[] | null): { from: Grade | null; to: Grade | null } | null {
  if (grades === null) return null;
  const ranks = gradeOrder.map((grade, rank) => (grades.includes(grade) ? rank : -1)).filter((rank) => rank >= 0);
  const first = ranks[0];
  const last = ranks.at(-1);
  if (first === undefined || last === undefined || last - first + 1 !== ranks.length) return null;
  return {
    from: first === 0 ? null : (gradeOrder[first] ?? null),
    to: last === gradeOrder.length - 1 ? null : (gradeOrder[last] ?? null),
  };
}

export type EnrolmentFacts = {
  /** The activity takes enrolments, at the child's own school or at a site open to all. */
  activityOpen: boolean;
  siteMatches: boolean;
  grades: readonly string[] | null;
  grade: string | null;
  /** There is a request or an enrolment that lives. */
  alreadyAsked: boolean;
};

export type EnrolmentRefusal = "activity-closed" | "other-site" | "not-eligible" | "already-asked";

/** Why a family may not ask for an enrolment; null when it may. */
export function refuseEnrolment(facts: EnrolmentFacts): EnrolmentRefusal | null {
  if (!facts.activityOpen) return "activity-closed";
  if (!facts.siteMatches) return "other-site";
  if (!acceptsGrade(facts.grades, facts.grade)) return "not-eligible";
  if (facts.alreadyAsked) return "already-asked";
  return null;
}

/** The later of two days. */
export function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return [one, other].sort()[1] ?? one;
}
