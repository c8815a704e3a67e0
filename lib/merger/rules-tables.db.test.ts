/** The schema is walked: a column that names a child or a household, in a table that nobody decided about, makes this fail. */
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { ENDINGS, FATES } from "./rules-tables";

const NAMES = /(^|_)(child|household)_id$|^merged_into_id$/;

let columns: Map<string, string[]>;
beforeAll(async () => {
  const rows = await db().$queryRaw<{ t: string; c: string }[]>`
    SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()`;
  columns = new Map(
    [...new Set(rows.map(({ t }) => t))].map((t) => [t, rows.filter((row) => row.t === t).map(({ c }) => c)]),
  );
});

const naming = () => [...columns].filter(([, names]) => names.some((name) => NAMES.test(name)));

it("is decided for every table that names a child or a household, and for no other", () => {
  const told = Object.keys(FATES).filter((table) => table !== "possible_duplicate");
  expect(
    naming()
      .map(([table]) => table)
      .sort(),
  ).toEqual(told.sort());
});

it("says what becomes of each side that the table names", () => {
  for (const [table, names] of naming()) {
    const { file, twin, why } = FATES[table] ?? { file: null, twin: null, why: "" };
    expect([table, file !== null], table).toEqual([table, names.some((name) => /household|merged/.test(name))]);
    expect([table, twin !== null], table).toEqual([table, names.includes("child_id")]);
    expect(why.length, table).toBeGreaterThan(10);
  }
});

it("ends rows by a column that they have", () => {
  for (const [table, column] of Object.entries(ENDINGS)) expect(columns.get(table)).toContain(column);
});
