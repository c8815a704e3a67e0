/** School and public holidays as people read them, from the calendar of the rules (facts: domain-rules rows 18 and 55). Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { publicHolidays } from "@/lib/calendar/rules-official";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";

/** Both days are included. */
export type Holiday = {
  kind: "school" | "public";
  nameFr: string;
  nameEn: string;
  since: CivilDate;
  until: CivilDate;
};

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  autumn: ["Vacances d’automne", "Autumn holidays"],
  christmas: ["Vacances de Noël", "Christmas holidays"],
  winter: ["Vacances d’hiver", "Winter holidays"],
  spring: ["Vacances de printemps", "Spring holidays"],
  ascension: ["Pont de l’Ascension", "Ascension bridge"],
  summer: ["Vacances d’été", "Summer holidays"],
};

/** Those that touch a period, in order. */
export function holidaysBetween(file: CommuneFile, { from, to }: { from: CivilDate; to: CivilDate }): Holiday[] {
  return [...schoolHolidays(file, { from, to }), ...ownPublicHolidays(file, { from, to })].sort((one, other) =>
    one.since < other.since ? -1 : 1,
  );
}

function schoolHolidays(file: CommuneFile, { from, to }: { from: CivilDate; to: CivilDate }): Holiday[] {
  const calendar = calendarOf(file);
  const found: Holiday[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const holiday = calendar.holidayOn(day);
    if (!holiday) continue;
    const [nameFr, nameEn] = NAMES[holiday.name] ?? [holiday.name, holiday.name];
    found.push({ kind: "school", nameFr, nameEn, since: holiday.from, until: holiday.to });
    day = holiday.to;
  }
  return found;
}

function ownPublicHolidays(file: CommuneFile, { from, to }: { from: CivilDate; to: CivilDate }): Holiday[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return years
    .flatMap((year) => publicHolidays(year, file.calendar.alsaceMoselle))
    .filter(({ day }) => from <= day && day <= to)
    .map(({ day, ...names }) => ({ kind: "public", ...names, since: day, until: day }));
}

/** The holiday that closes a day, or null. A public holiday is named before the school holidays around it. */
export function holidayOn<Row extends Pick<Holiday, "kind" | "since" | "until">>(
  day: CivilDate,
  holidays: readonly Row[],
): Row | null {
  const closing = holidays.filter((holiday) => holiday.since <= day && day <= holiday.until);
  return closing.find((holiday) => holiday.kind === "public") ?? closing[0] ?? null;
}
