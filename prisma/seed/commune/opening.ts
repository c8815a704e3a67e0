/** Which days each activity is open, from three months before today to the end of the school year, and the odd closure. */
import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  firstDayOf,
  monthOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { ActivityPlan } from "./activities";
import { publicHolidaysOf, type SchoolYear, schoolYearOf, startOf } from "./calendar";

export type Activity = ActivityPlan & { id: string; siteId: string };

/** `taken` is counted as the bookings are told, and written once. */
export type OpenDay = {
  id: string;
  activityId: string;
  day: CivilDate;
  capacity: number;
  taken: number;
  closedFr: string | null;
  closedEn: string | null;
};

/** The first day of life told: three full months lie behind today. */
export function beginningOf(today: CivilDate): CivilDate {
  return firstDayOf(addMonths(monthOf(today), -3));
}

/** Days of class or of Wednesday care, without holidays: the year before is told only as far as the three months reach. */
export function classDays(current: SchoolYear, today: CivilDate): CivilDate[] {
  const years = [schoolYearOf(startOf(current) - 1), current];
  const breaks = [
    ...years.flatMap(({ holidays }) => holidays),
    ...[0, 1, 2].flatMap((offset) => publicHolidaysOf(startOf(current) - 1 + offset)),
  ];
  return years
    .flatMap(({ firstClass, endsOn }) => daysBetween(firstClass, endsOn))
    .filter((day) => day >= current.startsOn || day >= beginningOf(today))
    .filter((day) => weekdayOf(day) <= 5 && !breaks.some(({ since, until }) => since <= day && day <= until));
}

export function openDaysOf(activities: readonly Activity[], days: readonly CivilDate[], today: CivilDate): OpenDay[] {
  const closures = closuresAfter(days, today);
  return activities.flatMap(({ id: activityId, kind, weekdays, capacity }) =>
    days
      .filter((day) => weekdays.includes(weekdayOf(day)))
      .map((day) => {
        const closure = closures.find((one) => one.kind === kind && one.day === day);
        const words = { closedFr: closure?.fr ?? null, closedEn: closure?.en ?? null };
        return { id: newId(), activityId, day, capacity, taken: 0, ...words };
      }),
  );
}

/** A teachers' meeting and a school show, in two to three weeks: greyed days that say why. */
function closuresAfter(days: readonly CivilDate[], today: CivilDate) {
  const next = (from: number, weekday: number) =>
    days.find((day) => day >= addDays(today, from) && weekdayOf(day) === weekday);
  return [
    {
      kind: "study",
      day: next(14, 4),
      fr: "Pas d’étude ce soir-là : les enseignants sont en réunion.",
      en: "No study that evening: the teachers are in a meeting.",
    },
    {
      kind: "evening",
      day: next(14, 5),
      fr: "Fermée : spectacle de l’école à 16 h 30.",
      en: "Closed: school show at 4:30 pm.",
    },
  ];
}
