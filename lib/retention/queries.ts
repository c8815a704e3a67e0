/** What is due today, row by row: read by the application account; only the account that erases can destroy it. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { retentionSettings } from "./queries-settings";
import type { RetentionName } from "./rules";
import { bind, type Step, type Values } from "./rules-bind";
import { lastDueDay } from "./rules-cut";
import { dateOf } from "./rules-dated";
import { type ListName, searches, steps } from "./rules-plan";
import type { DestroyedList } from "./schema";

/** Rows of one step: each is the values of its key columns. `step` is the step's place in the plan; `dates` from the oldest row to the newest. */
export type DueStep = {
  step: number;
  table: string;
  rule: RetentionName;
  /** The last day whose rows are due by this rule. */
  cut: CivilDate;
  dates: [CivilDate, CivilDate] | null;
  rows: string[][];
};
export type Due = {
  day: CivilDate;
  steps: DueStep[];
  /** Whether the commune wanted a second person when the list was drawn up. */
  needsVisa?: boolean;
  /** Written down in the transaction that destroyed the rows: all of it is gone. */
  isFinal?: true;
};

/** In the order in which they are destroyed; a row that two steps take stands in the first. `onStep` is told how many steps were looked at. */
export async function dueOn(tx: Tx, today: CivilDate, onStep?: (done: number) => Promise<unknown>): Promise<Due> {
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
    const cut = cutOf(plan.rule);
    const listed = await rowsOf(tx, plan, { ...found, everybody, today, cut });
    due.push({ step, table: plan.table, rule: plan.rule, cut, ...listed });
    await onStep?.(step + 1);
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

async function rowsOf(tx: Tx, { table, key, where }: Step, values: Values): Promise<Pick<DueStep, "rows" | "dates">> {
  const { text, given } = bind(where, values);
  const columns = key.map((column, index) => `CAST(\`${column}\` AS CHAR) AS k${index}`).join(", ");
  const dated = `CAST(${dateOf(table) ?? "NULL"} AS CHAR) AS dated`;
  const rows = await tx.$queryRawUnsafe<Record<string, string | null>[]>(
    `SELECT ${columns}, ${dated} FROM \`${table}\` WHERE ${text} ORDER BY k0`,
    ...given,
  );
  const days = rows.flatMap((row) => row.dated ?? []).sort();
  const [oldest, newest] = [days[0], days.at(-1)];
  return {
    rows: rows.map((row) => key.map((_, index) => row[`k${index}`] ?? "")),
    dates: oldest && newest ? [oldest, newest] : null,
  };
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

/** The exact list that waits, a line a row: table, rule, key. Who takes it leaves a line in the journal; null when no list waits under this id. */
export async function takeExactList(context: Context, runId: string): Promise<string | null> {
  const run = await context.tx.retentionRun.findFirst({ where: { id: runId, state: "proposed" } });
  if (!run) return null;
  const { steps: listed } = run.due as unknown as Due;
  await record(context, {
    type: "export.made",
    subject: null,
    object: { kind: "retention", id: runId },
    body: { sha256: run.sha256, rows: totalOf({ steps: listed }) },
  });
  const lines = listed.flatMap(({ table, rule, rows }) => rows.map((row) => [table, rule, row.join("/")].join(";")));
  return `${["table;rule;row", ...lines].join("\r\n")}\r\n`;
}

/** Lists that no backup has taken yet. */
export async function destroyedLists(tx: Tx): Promise<DestroyedList[]> {
  const rows = await tx.retentionRun.findMany({
    where: { state: "done" },
    orderBy: { doneAt: "asc" },
    select: { id: true, doneAt: true, due: true },
  });
  return rows.flatMap(({ id, doneAt, due }) => {
    const { steps: listed } = due as unknown as Partial<Due>;
    if (!doneAt || !listed) return [];
    const kept = listed.map(({ table, rule, rows }) => ({ table, rule, rows }));
    return [{ runId: id, doneAt: doneAt.toISOString(), steps: kept }];
  });
}

/** Accounts of those who belong to these households. */
export async function membersOf(tx: Tx, householdIds: readonly string[]): Promise<string[]> {
  const rows = await tx.householdMember.findMany({
    where: { householdId: { in: [...householdIds] } },
    select: { guardian: { select: { accountId: true } } },
  });
  return rows.flatMap(({ guardian }) => guardian.accountId ?? []);
}

/** A list keeps the rule it was drawn up under; a stricter one that came since holds for it too. */
export function waitsForVisa(run: { due: unknown; visaAt: Date | null }, { visa }: { visa: boolean }): boolean {
  return (visa || (run.due as Due).needsVisa === true) && run.visaAt === null;
}

/** A list that a person asked for and that a worker is drawing up, with how far it is. */
export async function listInHand(tx: Tx): Promise<{ done: number; total: number } | null> {
  const job = await tx.job.findFirst({
    where: { kind: "retention.propose", state: { in: ["queued", "running"] } },
    select: { progressDone: true, progressTotal: true },
  });
  return job && { done: job.progressDone, total: job.progressTotal };
}

export async function openRun(tx: Tx) {
  return tx.retentionRun.findFirst({ where: { state: "proposed" }, orderBy: { createdAt: "desc" } });
}
