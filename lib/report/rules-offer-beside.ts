/** What lies beside the prices, said for whoever reads: surcharges, late pick-ups, packages, yearly fees, aids, absences, and the school calendar. Pure. */

import { schoolYearId, yearsOf } from "@/lib/calendar/rules-years";
import { isWithin } from "@/lib/deadline/rules-limits";
import { sayRule } from "@/lib/editor/rules-say";
import { rulesOf, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import { opening } from "@/lib/i18n/dates";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { dayOfNumber } from "@/lib/kernel/day-number";
import { activityName, valueWord } from "@/lib/wording/rules-names";
import type { Reader } from "@/lib/wording/rules-phrases";

export const besideSlugs = [
  "majorations",
  "retards",
  "forfaits",
  "droits-annuels",
  "aides",
  "absences",
  "absences-autres",
] as const;
export type BesideSlug = (typeof besideSlugs)[number];
export type Beside = { slug: BesideSlug; rules: { title: string; details: readonly string[] }[] };

/** Parts without a rule in force are left out. */
export function besideOf(reader: Reader, day: CivilDate): Beside[] {
  return besideSlugs.flatMap((slug) => {
    const section = sectionOf(slug);
    if (!section) return [];
    const shape = shapeOfSection(section);
    const key = section.path.at(-1) ?? "";
    const rules = rulesOf(reader.file, section)
      .filter((value) => isWithin((value as { inForce?: string }).inForce, day))
      .map((value) => {
        const { title, details } = sayRule(reader, shape, { key, value });
        return { title: opening(title), details };
      });
    return rules.length === 0 ? [] : [{ slug, rules }];
  });
}

export type Spans = { name: string; from: CivilDate; to: CivilDate; activities?: string[] }[];
export type SchoolYear = { id: string; firstDay: CivilDate; lastDay: CivilDate; holidays: Spans; closures: Spans };

/** The school year of a day, with its holidays and what is closed from that day on; null when the file does not know the year. */
export function schoolYearOf({ locale, file }: Reader, day: CivilDate): SchoolYear | null {
  const years = yearsOf(file.calendar);
  const id = schoolYearId(day);
  const span = years.classes[years.ids.indexOf(id)];
  if (!span) return null;
  const [firstDay, lastDay] = [dayOfNumber(span.from), dayOfNumber(span.to)];
  const holidays = years.holidays
    .filter(({ from, to }) => from >= span.from && to <= span.to + 1)
    .map(({ name, from, to }) => ({
      name: valueWord(locale, "holiday", name) ?? name,
      from: dayOfNumber(from),
      to: dayOfNumber(to),
    }));
  const closures = file.calendar.closures
    .map(({ from, to = from, reason, activities }) => ({
      ...{ name: opening(reason), from, to },
      ...(activities && { activities: activities.map((one) => activityName(locale, file, one)) }),
    }))
    .filter(({ to }) => to >= day && to <= addDays(day, 365));
  return { id, firstDay, lastDay, holidays, closures };
}
