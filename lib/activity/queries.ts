/** What the calendar and the activities are, for whoever asks with a scope: holidays, school years, the activities of a site. */
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";
import { type Holiday, holidaysBetween } from "./rules-holidays";

type Period = { from: CivilDate; to: CivilDate };

/** Holidays that touch a period, by the rules in force at its end. */
export async function holidaysOf(tx: Tx, period: Period): Promise<Holiday[]> {
  const rules = rulesOn(await rulesHistory(tx), period.to);
  return rules ? holidaysBetween(rules.file, period) : [];
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
