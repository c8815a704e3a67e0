/** Which days each activity is open, from three months before today to the end of the school year, and the odd closure. */

import { calendarOf } from "@/lib/calendar/rules";
import { addDays, addMonths, type CivilDate, firstDayOf, monthOf, weekdayOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { later } from "../rows";
import type { OfferedKind } from "./activities";
import type { Commune } from "./found";
import { ruleCodes } from "./rules";

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

/** The open days of all activities; of the school year before, only those that the three months reach. */
export function openDays({ activities, years, rules }: Commune, today: CivilDate): OpenDay[] {
  const { previous, current } = years;
  const periods = [
    { from: later(previous.firstClass, beginningOf(today)), to: previous.endsOn },
    { from: current.firstClass, to: current.endsOn },
  ];
  const closures = closuresAfter(today);
  const calendar = calendarOf(rules.file);
  return activities.flatMap(({ id: activityId, kind, capacity }) => {
    const days = periods.flatMap((period) => calendar.openDays(ruleCodes[kind], period));
    return days.map((day) => {
      const closure = closures.find((one) => one.kind === kind && one.isDay(day));
      const words = { closedFr: closure?.fr ?? null, closedEn: closure?.en ?? null };
      return { id: newId(), activityId, day, capacity, taken: 0, ...words };
    });
  });
}

type Closure = { kind: OfferedKind; isDay: (day: CivilDate) => boolean; fr: string; en: string };

/** A teachers' meeting and a school show, in two to three weeks: greyed days that say why. */
function closuresAfter(today: CivilDate): Closure[] {
  const inThirdWeek = (weekday: number) => (day: CivilDate) =>
    day >= addDays(today, 14) && day < addDays(today, 21) && weekdayOf(day) === weekday;
  return [
    {
      kind: "study",
      isDay: inThirdWeek(4),
      fr: "Pas d’étude ce soir-là : les enseignants sont en réunion.",
      en: "No study that evening: the teachers are in a meeting.",
    },
    {
      kind: "evening-care",
      isDay: inThirdWeek(5),
      fr: "Fermée : spectacle de l’école à 16 h 30.",
      en: "Closed: school show at 4:30 pm.",
    },
  ];
}
