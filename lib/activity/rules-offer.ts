/**
 * What a commune file offers, as the rows that bookings and attendance hang on: one activity a site, with its hours, weekdays, classes and places
 * (docs/commune-file.md §4). Limits and prices stay in the file. Pure.
 */
import type { Weekday } from "@/lib/kernel/civil-date";
import { concerns } from "@/lib/rulebook/rules-activities";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import { type Condition, weekdays } from "@/lib/rulebook/schema-words";
import type { ActivityKind } from "./schema";

export type OfferedActivity = {
  /** Site of the file; null when the file names no site. */
  site: string | null;
  ruleCode: string;
  kind: ActivityKind;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  weekdays: Weekday[];
  grades: string[] | null;
  /** Of an ordinary day. */
  capacity: number;
};

/** Hours of a service whose règlement does not say them: they only order a day's services. */
const USUAL_HOURS: Record<ActivityKind, readonly [string, string]> = {
  "morning-care": ["07:30", "08:20"],
  canteen: ["11:30", "13:20"],
  study: ["16:30", "17:45"],
  "evening-care": ["16:30", "18:30"],
  bus: ["16:40", "17:20"],
  leisure: ["08:00", "18:00"],
  workshop: ["16:30", "17:30"],
};

/** No limit of places is said: more than any school has children. */
const UNLIMITED = 2000;

export function offerOf(file: CommuneFile): OfferedActivity[] {
  return file.activities.flatMap((activity): OfferedActivity[] => {
    const sites = activity.sites ?? file.sites.map(({ id }) => id);
    const row = rowOf(file, activity);
    return sites.length === 0 ? [{ ...row, site: null }] : sites.map((site) => ({ ...row, site }));
  });
}

function rowOf(file: CommuneFile, activity: ActivityRules): Omit<OfferedActivity, "site"> {
  const name = typeof activity.name === "string" ? { fr: activity.name, en: activity.name } : activity.name;
  const [from, to] = USUAL_HOURS[activity.kind];
  const days = activity.open?.weekdays ?? file.calendar.schoolDays;
  return {
    ruleCode: activity.id,
    kind: activity.kind,
    nameFr: name.fr,
    nameEn: name.en,
    startsAt: activity.hours?.from ?? from,
    endsAt: activity.hours?.to === "24:00" ? "23:59" : (activity.hours?.to ?? to),
    weekdays: days.map((day) => (weekdays.indexOf(day) + 1) as Weekday).sort((a, b) => a - b),
    grades: gradesOf(file, activity.id),
    capacity: placesOf(file, activity.id),
  };
}

/** The classes of the first rule that admits by class alone; null when all may come. Finer rules are judged day by day. */
function gradesOf(file: CommuneFile, activity: string): string[] | null {
  const rule = file.eligibility.find(
    ({ activities, requires, when, inForce }) =>
      !when && !inForce && concerns(file, activities, activity) && gradeNames(requires) !== null,
  );
  return rule ? gradeNames(rule.requires) : null;
}

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  maternelle: ["PS", "MS", "GS"],
  elementaire: ["CP", "CE1", "CE2", "CM1", "CM2"],
};

function gradeNames(condition: Condition): string[] | null {
  if (Array.isArray(condition)) return null;
  const { grade, ...others } = condition;
  if (grade === undefined || Object.keys(others).length > 0) return null;
  const names = (Array.isArray(grade) ? grade : [grade]).filter((name) => typeof name === "string");
  return names.length === 0 ? null : names.flatMap((name) => LEVELS[name] ?? [name]);
}

/** The places of an ordinary day: a number, or the largest of the weekdays. Shared places and staff are judged on the day. */
function placesOf(file: CommuneFile, activity: string): number {
  const rule = file.capacity.find(({ activities, when }) => !when && concerns(file, activities, activity));
  if (!rule) return UNLIMITED;
  return rule.places ?? Math.max(0, ...Object.values(rule.byWeekday ?? { mon: UNLIMITED }));
}
