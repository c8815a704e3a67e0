/** Facts of households that later domains decide with: who has the child, quotient, addresses, payers. No scope: the caller has one. */

import { schoolHolidays } from "@/lib/calendar/rules-halves";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import type { Tx } from "@/lib/server/db";
import type { CustodyException, Residence } from "./rules";
import { type Custody, custodySchema } from "./schema";

export type CustodyFacts = { residences: Residence[]; exceptions: CustodyException[] };

/** Throws on a calendar that no form of ours can have written. */
export function readCustody(stored: unknown): Custody | null {
  return stored === null || stored === undefined ? null : custodySchema.parse(stored);
}

const dayOf = (value: Date | null): CivilDate | null => value && fromColumn(value);

/** Residences and exceptions of each child, for `householdOn`. Residences of closed households do not count. */
export async function custodyOf(tx: Tx, childIds: readonly string[]): Promise<Map<string, CustodyFacts>> {
  const ids = [...childIds];
  const [homes, exceptions, rules] = await Promise.all([
    tx.childHousehold.findMany({
      where: { childId: { in: ids }, household: { closedAt: null } },
      select: { childId: true, householdId: true, custody: true, since: true, until: true },
    }),
    tx.custodyException.findMany({ where: { childId: { in: ids } } }),
    rulesHistory(tx),
  ]);
  const holidays = schoolHolidays(rules);
  const facts = new Map<string, CustodyFacts>(ids.map((id) => [id, { residences: [], exceptions: [] }]));
  for (const { childId, householdId, custody, since, until } of homes) {
    const span = { since: fromColumn(since), until: dayOf(until) };
    const calendar = readCustody(custody);
    const shares = calendar && calendar.kind !== "always" && calendar.holidays !== undefined;
    facts.get(childId)?.residences.push({
      ...{ householdId, custody: calendar, ...span },
      ...(shares && { holidays }),
    });
  }
  for (const { childId, day, householdId } of exceptions) {
    facts.get(childId)?.exceptions.push({ day: fromColumn(day), householdId });
  }
  return facts;
}

/** Every quotient of each household, for `quotientOn`. */
export async function quotientsOf(tx: Tx, householdIds: readonly string[]) {
  const rows = await tx.quotientFamilial.findMany({
    where: { householdId: { in: [...householdIds] } },
    select: { id: true, householdId: true, valueCents: true, source: true, since: true, until: true, recordedAt: true },
  });
  return rows.map((row) => ({ ...row, since: fromColumn(row.since), until: dayOf(row.until) }));
}

/** Every address of each household, for `addressOn`; a protected one is for the office alone. */
export async function addressesOf(tx: Tx, householdIds: readonly string[]) {
  const rows = await tx.householdAddress.findMany({ where: { householdId: { in: [...householdIds] } } });
  return rows.map((row) => ({ ...row, since: fromColumn(row.since) }));
}

/** Every share of each household, for `payersOn`. */
export async function sharesOf(tx: Tx, householdIds: readonly string[]) {
  const rows = await tx.householdPayer.findMany({
    where: { householdId: { in: [...householdIds] } },
    select: {
      householdId: true,
      payerId: true,
      childId: true,
      sharePercent: true,
      since: true,
      until: true,
      payer: { select: { name: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(({ payer, ...row }) => ({
    ...row,
    payerName: payer.name,
    since: fromColumn(row.since),
    until: dayOf(row.until),
  }));
}
