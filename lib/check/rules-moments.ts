/** Moments that do not exist, tables that say nothing, terms and closing hours that rules need and the file lacks. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { OFFICIAL_YEARS } from "@/lib/calendar/rules-official";
import { unknownYears } from "@/lib/calendar/rules-years";
import { limitAt, openingAt } from "@/lib/deadline/rules-limits";
import { type CivilDate, instantOf, parisOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Limit } from "@/lib/rulebook/schema-deadlines";
import { error, type Fault, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { activitiesNamed, walk } from "./rules-walk";

export function momentFaults(file: CommuneFile): Fault[] {
  const years = yearFaults(file);
  return [
    ...years,
    ...(years.length > 0 ? [] : openingFaults(file)),
    ...limitsOf(file).flatMap(({ limit, path }) => limitFaults(limit, path)),
    ...termFaults(file),
    ...closingFaults(file),
    ...capacityFaults(file),
  ];
}

function yearFaults(file: CommuneFile): Fault[] {
  const unknown = unknownYears(file.calendar);
  return file.calendar.schoolYears.flatMap((year, index) => {
    if (typeof year !== "string" || !unknown.includes(year)) return [];
    return [
      error(["calendar", "schoolYears", index], "unknownYear", { found: year, values: OFFICIAL_YEARS.join(", ") }),
    ];
  });
}

/** A window that closes before it opens, on every day of the school years for which its limits are told. */
function openingFaults(file: CommuneFile): Fault[] {
  return file.deadlines.slice(0, MOST_DEADLINES).flatMap(({ windows, activities }, place) =>
    windows.slice(0, MOST_DEADLINES).flatMap(({ from, until }, index) => {
      const facts = from && until && neverOpens(file, { from, until, activities });
      return facts ? [error(["deadlines", place, "windows", index], "neverOpens", facts)] : [];
    }),
  );
}

/** Enough to meet a day on which it opens: a limit differs by the days that activities open, never by their number. */
const MOST_ACTIVITIES = 8;
/** More deadlines than any règlement has. */
const MOST_DEADLINES = 200;

type Bounds = { from: Limit; until: Limit; activities: string[] | undefined };

function neverOpens(file: CommuneFile, { from, until, activities }: Bounds): Fault["facts"] | null {
  let first: Fault["facts"] | null = null;
  for (const activity of [...activitiesNamed(file, activities)].slice(0, MOST_ACTIVITIES)) {
    for (const day of sampleDays(file, activity)) {
      const [opens, closes] = [openingAt(file, from, { activity, day }), limitAt(file, until, { activity, day })];
      if (opens === null || closes === null) continue;
      if (opens < closes) return null;
      first ??= { day, from: opens.replace("T", " "), until: closes.replace("T", " ") };
    }
  }
  return first;
}

function sampleDays(file: CommuneFile, activity: string): CivilDate[] {
  const calendar = calendarOf(file);
  return file.calendar.schoolYears.flatMap((year) => {
    const id = typeof year === "string" ? year : year.id;
    return calendar.openDays(activity, { from: `${id.slice(0, 4)}-09-01`, to: `${id.slice(5)}-08-31` });
  });
}

const LIMIT_KEYS = ["from", "until", "notice"];

/** Each limit of the file: openings and closings of windows, notices of absence. */
function limitsOf(file: CommuneFile): { limit: Limit; path: Path }[] {
  const found: { limit: Limit; path: Path }[] = [];
  walk(file, (key, value, path) => {
    const isLimit = LIMIT_KEYS.includes(key) && typeof value === "object" && value !== null && "kind" in value;
    if (isLimit) found.push({ limit: value as Limit, path });
  });
  return found;
}

function limitFaults(limit: Limit, path: Path): Fault[] {
  if (limit.kind === "on") return gapFaults(limit.day, limit.at, [...path, "at"]);
  if (limit.kind === "table") {
    const days = limit.rows.map((row) => row.for);
    return limit.rows.flatMap((row, index) =>
      days.indexOf(row.for) < index ? [error([...path, "rows", index, "for"], "twice", { found: row.for })] : [],
    );
  }
  if (limit.kind !== "dates") return [];
  if (limit.rows.length === 0 && limit.published === undefined) return [error([...path, "rows"], "noDates")];
  return limit.rows.flatMap((row, index) => gapFaults(row.on, row.at ?? limit.at, [...path, "rows", index]));
}

/** In the night of spring, Paris goes from 2 to 3 o'clock: no clock ever shows half past two. */
function gapFaults(day: string, time: string, path: Path): Fault[] {
  if (time === "24:00") return [];
  const moment = `${day}T${time}`;
  const shown = parisOf(instantOf(moment)).moment;
  return shown === moment ? [] : [error(path, "clockGap", { found: `${day} ${time}`, later: shown.slice(11) })];
}

function termFaults(file: CommuneFile): Fault[] {
  const faults: Fault[] = [];
  if (file.calendar.terms.length > 0) return faults;
  walk(file, (key, value, path) => {
    const asked = (key === "per" || key === "unit") && typeof value === "string" && /(^|_)term$/.test(value);
    if (asked) faults.push(error(path, "noTerms"));
  });
  return faults;
}

/** A late pick-up is counted from an hour: the rule's, or the closing of the activity. */
function closingFaults(file: CommuneFile): Fault[] {
  return file.latePickups.flatMap((rule, index) => {
    if (rule.after !== undefined) return [];
    const concerned = activitiesNamed(file, rule.activities);
    const missing = file.activities.find(({ id, hours, slots }) => concerned.has(id) && !hours && slots.length === 0);
    return missing ? [warning(["latePickups", index], "noClosing", { found: missing.id })] : [];
  });
}

function capacityFaults(file: CommuneFile): Fault[] {
  return file.capacity.flatMap(({ places, byWeekday, staff }, index) =>
    places === undefined && byWeekday === undefined && staff === undefined
      ? [error(["capacity", index], "noPlaces")]
      : [],
  );
}
