/** Whom an activity welcomes, who may ask to be enrolled, and which of several dated rows holds on a day (facts: domain-rules 28, 29). Pure. */
import { grades as everyGrade, type Grade } from "@/lib/household/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";

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

/** The row in force on a day: of several, the one that took effect last, the latest in the list when they took effect together. */
export function inForceOn<Row extends { since: CivilDate; until?: CivilDate | null }>(
  rows: readonly Row[],
  day: CivilDate,
): Row | null {
  let found: Row | null = null;
  for (const row of rows) {
    if (row.since > day || (row.until && row.until < day)) continue;
    if (!found || row.since >= found.since) found = row;
  }
  return found;
}
