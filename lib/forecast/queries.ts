/** The facts behind a simulation: the month's bookings of every régie, and the two versions. The caller may see prices and, for a household, its file. */
import { readBillingFacts } from "@/lib/charge/queries";
import type { BillingFacts } from "@/lib/charge/schema";
import { communeName } from "@/lib/commune/queries-mail";
import { type CivilMonth, firstDayOf, lastDayOf } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type Rules, type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";

/** One list of facts a régie: what each bills is its own. */
export async function monthFacts(tx: Tx, month: CivilMonth): Promise<BillingFacts[]> {
  const [regies, commune] = await Promise.all([
    tx.regie.findMany({ orderBy: { code: "asc" }, select: { id: true } }),
    communeName(tx),
  ]);
  const period = { from: firstDayOf(month), to: lastDayOf(month) };
  const facts: BillingFacts[] = [];
  for (const { id } of regies) facts.push(await readBillingFacts(tx, { regieId: id, commune, period }));
  return facts;
}

export type Versions = { history: RulesHistory; current: Rules | null };

/** All versions, and the one in force on the last day of the month. */
export async function versionsFor(tx: Tx, month: CivilMonth): Promise<Versions> {
  const history = await rulesHistory(tx);
  return { history, current: rulesOn(history, lastDayOf(month)) };
}

export async function namesOf(tx: Tx, ids: { children: readonly string[]; activities: readonly string[] }) {
  const [children, activities] = await Promise.all([
    tx.child.findMany({ where: { id: { in: [...ids.children] } }, select: { id: true, firstName: true } }),
    tx.activity.findMany({
      where: { id: { in: [...ids.activities] } },
      select: { id: true, nameFr: true, nameEn: true },
    }),
  ]);
  return {
    children: new Map(children.map(({ id, firstName }) => [id, firstName])),
    activities: new Map(activities.map(({ id, nameFr, nameEn }) => [id, { nameFr, nameEn }])),
  };
}
