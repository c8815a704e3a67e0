/** Writes three school years (last, this, next); `current` holds today. */
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import { type SchoolYear, schoolYearOf, schoolYearOn, startOf } from "./calendar";

export type Year = SchoolYear & { id: string };
export type Years = { previous: Year; current: Year; next: Year };

export async function writeYears(tx: Tx, today: CivilDate): Promise<Years> {
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
  return years;
}
