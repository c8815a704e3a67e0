/** The daily control as it is shown and worked on: days, differences, the cases about them, the controls that were written down. */
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type CaseTold, openCases } from "@/lib/payment/queries-case";
import type { Tx } from "@/lib/server/db";
import { controlFacts } from "./queries-facts";
import {
  type ControlFacts,
  type DayControl,
  type Difference,
  daysOf,
  differencesOf,
  hasOwnCase,
  isWaiting,
  type StripDay,
  sourceKeyOf,
} from "./rules";

export type ControlView = {
  days: DayControl[];
  /** To settle: neither waiting nor explained. */
  differences: Difference[];
  waiting: Difference[];
  facts: Pick<ControlFacts, "list" | "account">;
};

export async function controlView(tx: Tx, regieId: string, today: CivilDate): Promise<ControlView> {
  const facts = await controlFacts(tx, regieId, today);
  const all = differencesOf(facts);
  const keys = await explainedKeys(tx, regieId);
  const isExplained = (difference: Difference) => keys.has(sourceKeyOf(regieId, difference));
  return {
    days: daysOf(facts, all, isExplained),
    differences: all.filter((one) => !isWaiting(one) && !isExplained(one)),
    waiting: all.filter(isWaiting),
    facts: { list: facts.list, account: facts.account },
  };
}

/** Differences that a person has explained: they stay as they are, and are not asked about again. */
async function explainedKeys(tx: Tx, regieId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.moneyCase.findMany({
    where: { regieId, kind: "control-difference", state: "closed", resolution: "explained" },
    select: { sourceKey: true },
  });
  return new Set(rows.map(({ sourceKey }) => sourceKey));
}

/** What a person has to settle: a difference with its case, where the control has opened one, or a case of another kind. */
export type ToSettle = { difference: Difference | null; told: CaseTold | null };

const MOST_SHOWN = 100;

export async function toSettle(tx: Tx, regieId: string, differences: readonly Difference[]): Promise<ToSettle[]> {
  const cases = await openCases(tx, { regieId });
  const keys = await tx.moneyCase.findMany({
    where: { regieId, kind: "control-difference", state: "open" },
    select: { id: true, sourceKey: true },
  });
  const idOf = new Map(keys.map(({ id, sourceKey }) => [sourceKey, id]));
  const byId = new Map(cases.map((one) => [one.id, one]));
  const found = differences
    .filter((one) => !hasOwnCase(one))
    .map((difference) => ({ difference, told: byId.get(idOf.get(sourceKeyOf(regieId, difference)) ?? "") ?? null }));
  const others = cases.filter(({ kind }) => kind !== "control-difference").map((told) => ({ difference: null, told }));
  return [...others, ...found].slice(0, MOST_SHOWN);
}

/** The controls that were written down, the oldest first. */
export async function controlsSince(tx: Tx, since: CivilDate, regieId?: string): Promise<StripDay[]> {
  const rows = await tx.dailyControl.findMany({
    where: { day: { gte: toColumn(since) }, ...(regieId && { regieId }) },
    orderBy: { day: "asc" },
    select: { day: true, equal: true, ranAt: true },
  });
  return rows.map(({ day, equal, ranAt }) => ({ day: fromColumn(day), equal, ranAt: parisOf(ranAt).moment }));
}
