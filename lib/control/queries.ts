/** The daily control as it is shown and worked on: days, differences, the cases about them, the controls that were written down. */
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type CaseTold, openCases } from "@/lib/payment/queries-case";
import type { Tx } from "@/lib/server/db";
import { controlFacts } from "./queries-facts";
import {
  type ControlFacts,
  type DayControl,
  type DayState,
  type Difference,
  dayStates,
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
  const reasons = await explainedReasons(tx, regieId);
  const told = (difference: Difference) => reasons.get(sourceKeyOf(regieId, difference)) ?? null;
  return {
    days: daysOf(facts, all, told),
    differences: all.filter((one) => !isWaiting(one) && told(one) === null),
    waiting: all.filter(isWaiting),
    facts: { list: facts.list, account: facts.account },
  };
}

/** Differences that a person has explained: they stay as they are, and are not asked about again. */
async function explainedReasons(tx: Tx, regieId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.moneyCase.findMany({
    where: { regieId, kind: "control-difference", state: "closed", resolution: "explained" },
    select: { sourceKey: true, reason: true },
  });
  return new Map(rows.map(({ sourceKey, reason }) => [sourceKey, reason ?? ""]));
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
    select: { day: true, equal: true, report: true, ranAt: true },
  });
  return rows.map(({ day, equal, report, ranAt }) => {
    return { day: fromColumn(day), state: writtenState(report, equal), ranAt: parisOf(ranAt).moment };
  });
}

function writtenState(report: unknown, equal: boolean): DayState {
  const found = report !== null && typeof report === "object" && "state" in report ? report.state : null;
  return dayStates.find((one) => one === found) ?? (equal ? "equal" : "differs");
}
