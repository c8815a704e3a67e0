/** What the calendar and the activities are, for whoever asks with a scope: holidays, school years, the activities of a site. */
import { settingsOf } from "@/lib/commune/queries";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { type Holiday, holidaysIn } from "./rules";
import type { HolidayKind } from "./schema";

type Period = { from: CivilDate; to: CivilDate };

/** Holidays that touch a period, of the commune's own zone, in order. */
export async function holidaysOf(tx: Tx, { from, to }: Period): Promise<(Holiday & { id: string })[]> {
  const [{ identity }, rows] = await Promise.all([
    settingsOf(tx, ["identity"]),
    tx.holiday.findMany({
      where: { since: { lte: toColumn(to) }, until: { gte: toColumn(from) } },
      orderBy: [{ since: "asc" }, { id: "asc" }],
    }),
  ]);
  const holidays = rows.map((row) => ({
    ...row,
    kind: row.kind as HolidayKind,
    since: fromColumn(row.since),
    until: fromColumn(row.until),
  }));
  return holidaysIn(identity.zone, holidays);
}

export type SchoolYear = { id: string; label: string; startsOn: CivilDate; endsOn: CivilDate };

/** The years that are not over, the nearest first: this one, and the next once the office has made it. */
export async function schoolYearsFrom(tx: Tx, today: CivilDate): Promise<SchoolYear[]> {
  const rows = await tx.schoolYear.findMany({
    where: { endsOn: { gte: toColumn(today) } },
    orderBy: { startsOn: "asc" },
  });
  return rows.map((row) => ({ ...row, startsOn: fromColumn(row.startsOn), endsOn: fromColumn(row.endsOn) }));
}
