/** What is due today, row by row: read by the application account; only the account that erases can destroy it. */
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { retentionSettings } from "./queries-settings";
import type { RetentionName } from "./rules";
import { bind, type Values } from "./rules-bind";
import { lastDueDay } from "./rules-cut";
import { type ListName, type Step, searches, steps } from "./rules-plan";

/** Rows of one step: each is the values of its key columns. `step` is the step's place in the plan. */
export type DueStep = { step: number; table: string; rule: RetentionName; rows: string[][] };
export type Due = { day: CivilDate; steps: DueStep[] };

/** In the order in which they are destroyed; a row that two steps take stands in the first. */
export async function dueOn(tx: Tx, today: CivilDate): Promise<Due> {
  const [{ durations }, years] = await Promise.all([
    retentionSettings(tx),
    tx.schoolYear.findMany({ select: { endsOn: true } }),
  ]);
  const yearEnds = years.map(({ endsOn }) => fromColumn(endsOn));
  const cutOf = (rule: RetentionName) => lastDueDay(rule, { today, durations, yearEnds });
  const found = await search(tx, cutOf);
  const everybody = [...found.households, ...found.children, ...found.accounts];
  const due: DueStep[] = [];
  for (const [step, plan] of steps.entries()) {
    const rows = await rowsOf(tx, plan, { ...found, everybody, today, cut: cutOf(plan.rule) });
    due.push({ step, table: plan.table, rule: plan.rule, rows });
  }
  return { day: today, steps: withoutRepeats(due) };
}

type Found = Record<ListName, string[]>;

async function search(tx: Tx, cutOf: (rule: RetentionName) => CivilDate): Promise<Found> {
  const found: Found = { households: [], children: [], guardians: [], accounts: [] };
  for (const { name, rule, select } of searches) {
    const { text, given } = bind(select, { ...found, cut: cutOf(rule) });
    const rows = await tx.$queryRawUnsafe<{ id: string }[]>(text, ...given);
    found[name] = rows.map(({ id }) => id).sort();
  }
  return found;
}

async function rowsOf(tx: Tx, { table, key, where }: Step, values: Values): Promise<string[][]> {
  const { text, given } = bind(where, values);
  const columns = key.map((column, index) => `CAST(\`${column}\` AS CHAR) AS k${index}`).join(", ");
  const rows = await tx.$queryRawUnsafe<Record<string, string>[]>(
    `SELECT ${columns} FROM \`${table}\` WHERE ${text} ORDER BY k0`,
    ...given,
  );
  return rows.map((row) => key.map((_, index) => row[`k${index}`] ?? ""));
}

/** A row that is deleted by one step is not deleted, nor emptied, by a later one. */
function withoutRepeats(due: readonly DueStep[]): DueStep[] {
  const taken = new Set<string>();
  return due
    .map((one) => ({
      ...one,
      rows: one.rows.filter((row) => {
        const name = [one.table, ...row].join("|");
        if (taken.has(name)) return false;
        if (steps[one.step]?.set === undefined) taken.add(name);
        return true;
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}

export function totalOf({ steps: due }: Pick<Due, "steps">): number {
  return due.reduce((total, { rows }) => total + rows.length, 0);
}

/** Proposals and what became of them, the latest first. */
export function retentionRuns(tx: Tx) {
  return tx.retentionRun.findMany({ orderBy: { createdAt: "desc" }, take: 20, omit: { due: true } });
}

export async function openRun(tx: Tx) {
  return tx.retentionRun.findFirst({ where: { state: "proposed" }, orderBy: { createdAt: "desc" } });
}
