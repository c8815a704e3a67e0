/** Many rows a statement, few statements: the whole demonstration is written in seconds. */
import { type CivilDate, type CivilTime, instantOf } from "@/lib/kernel/civil-date";

const CHUNK = 1000;

export async function insertAll<Row>(rows: readonly Row[], insert: (rows: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await insert(rows.slice(start, start + CHUNK));
}

/** A wall-clock moment in Paris as an instant. */
export function at(day: CivilDate, time: CivilTime): Date {
  return instantOf(`${day}T${time}`);
}

export function earlier(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other;
}

export function later(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}

export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** The value of a key that must be there: a story that names an unknown one is a mistake in this folder. */
export function must<Value>(value: Value | undefined | null, what: string): Value {
  if (value === undefined || value === null) throw new Error(`The demonstration has no ${what}`);
  return value;
}
