/**
 * The change of school year: what becomes of each child, from the class and the schools that offer the next one (issue « school-year rollover »).
 * A proposal: the head changes any of it before it is published. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

export type Grade = string;
export type School = { id: string; grades: readonly Grade[] };

export const outcomes = ["moves", "stays", "leaves", "undecided"] as const;
export type Outcome = (typeof outcomes)[number];

/** The class that follows. After CM2 children leave for the collège; an ULIS class has no next one, and somebody decides. */
const NEXT: Readonly<Record<Grade, Grade | null>> = {
  TPS: "PS",
  PS: "MS",
  MS: "GS",
  GS: "CP",
  CP: "CE1",
  CE1: "CE2",
  CE2: "CM1",
  CM1: "CM2",
  CM2: null,
};

export type Plan = { outcome: Outcome; toGrade: Grade | null; toSiteId: string | null };

const UNDECIDED: Plan = { outcome: "undecided", toGrade: null, toSiteId: null };

/** The same school while it has the class, else the only one that has; where several have it, nobody guesses. */
export function planOf({ grade, siteId }: { grade: Grade; siteId: string }, schools: readonly School[]): Plan {
  const next = NEXT[grade];
  if (next === undefined) return UNDECIDED;
  if (next === null) return { outcome: "leaves", toGrade: null, toSiteId: null };
  const offering = schools.filter((school) => school.grades.includes(next));
  const school = offering.find(({ id }) => id === siteId) ?? (offering.length === 1 ? offering[0] : undefined);
  return school ? { outcome: "moves", toGrade: next, toSiteId: school.id } : { ...UNDECIDED, toGrade: next };
}

export type Choice = { outcome: Exclude<Outcome, "undecided">; toGrade: Grade | null; toSiteId: string | null };

/** Why a choice of the head cannot be: a class that the school does not have, or none at all for a child who stays with us. */
export function refuseChoice({ outcome, toGrade, toSiteId }: Choice, schools: readonly School[]): "no-class" | null {
  if (outcome === "leaves") return null;
  const school = schools.find(({ id }) => id === toSiteId);
  return school && toGrade !== null && school.grades.includes(toGrade) ? null : "no-class";
}

export type Planned = Plan & { childId: string; fromSiteId: string; fromGrade: Grade };

/** Children by the move they make, for the preview. */
export function movesOf(children: readonly Planned[]): { key: string; first: Planned; count: number }[] {
  const moves = new Map<string, { key: string; first: Planned; count: number }>();
  for (const child of children) {
    const key = [child.fromSiteId, child.fromGrade, child.outcome, child.toSiteId, child.toGrade].join(" ");
    const known = moves.get(key);
    if (known) known.count += 1;
    else moves.set(key, { key, first: child, count: 1 });
  }
  return [...moves.values()];
}

/** A quarter: rules voted in spring for September count as those of the new year. */
const AHEAD_DAYS = 123;

/** Whether rules were published for the year: a version that takes effect in the months before its first day, or on it. */
export function hasOwnRules(versions: readonly { since: CivilDate }[], firstDay: CivilDate): boolean {
  const earliest = addDays(firstDay, -AHEAD_DAYS);
  return versions.some(({ since }) => since >= earliest && since <= firstDay);
}
