/**
 * What a commune file offers, as the rows that bookings and attendance hang on: one activity a site, with its hours, weekdays, classes and places
 * (docs/commune-file.md §4). Limits and prices stay in the file. Pure.
 */

import { concerns } from "@/lib/clause/rules-activities";
import type { CivilDate, Weekday } from "@/lib/kernel/civil-date";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
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
  /** Of an ordinary day; null when the rules tell no number. */
  capacity: number | null;
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

/** No number of places is told: more than any school has children. */
export const UNLIMITED = 2000;

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
function placesOf(file: CommuneFile, activity: string): number | null {
  const rule = file.capacity.find(({ activities, when }) => !when && concerns(file, activities, activity));
  const byWeekday = Object.values(rule?.byWeekday ?? {});
  return rule?.places ?? (byWeekday.length > 0 ? Math.max(...byWeekday) : null);
}

export type Wanted = { offer: OfferedActivity; isNow: boolean };

/** What is offered today, then what versions to come add: by site and activity, each once. */
export function offersFrom(history: RulesHistory, today: CivilDate): Map<string, Wanted> {
  const current = rulesOn(history, today);
  const coming = history.filter(({ since }) => since > today);
  const wanted = new Map<string, Wanted>();
  for (const rules of current ? [current, ...coming] : coming) {
    for (const offer of offerOf(rules.file)) {
      const key = offerKey(offer);
      if (!wanted.has(key)) wanted.set(key, { offer, isNow: rules === current });
    }
  }
  return wanted;
}

export function offerKey({ site, ruleCode }: Pick<OfferedActivity, "site" | "ruleCode">): string {
  return `${site ?? ONLY_SITE} ${ruleCode}`;
}

/** The site of a commune whose rules name none. */
export const ONLY_SITE = "ville";
