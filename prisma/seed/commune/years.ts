/** Writes three school years (last, this, next) with their holidays; `current` holds today. */
import type { Holiday } from "@/lib/activity/rules";
import { SCHOOL_ZONE } from "@/lib/activity/rules";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import { publicHolidaysOf, type SchoolYear, schoolYearOf, schoolYearOn, startOf } from "./calendar";

export type Year = SchoolYear & { id: string };
export type Years = { previous: Year; current: Year; next: Year };

export async function writeYears(tx: Tx, today: CivilDate): Promise<{ years: Years; holidays: Holiday[] }> {
  const start = startOf(schoolYearOn(today));
  const year = (first: number): Year => ({ ...schoolYearOf(first), id: newId() });
  const years = { previous: year(start - 1), current: year(start), next: year(start + 1) };
  const list = [years.previous, years.current, years.next];
  await tx.schoolYear.createMany({
    data: list.map(({ id, label, startsOn, endsOn }) => ({
      id,
      label,
      startsOn: toColumn(startsOn),
      endsOn: toColumn(endsOn),
    })),
  });
  const holidays: Holiday[] = [
    ...list.flatMap((one) => one.holidays).map((one) => ({ ...one, zone: SCHOOL_ZONE })),
    ...[0, 1, 2, 3].flatMap((n) => publicHolidaysOf(start - 1 + n)).map((one) => ({ ...one, zone: null })),
  ];
  await tx.holiday.createMany({
    data: holidays.map((one) => ({ ...one, id: newId(), since: toColumn(one.since), until: toColumn(one.until) })),
  });
  return { years, holidays };
}
