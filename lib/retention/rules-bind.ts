/** Conditions are written with names (lib/retention/rules-plan); they run with question marks, so that no value ever stands in the SQL. Pure. */

import type { RetentionName } from "./rules";

export type Step = {
  table: string;
  rule: RetentionName;
  /** Columns that tell a row from the others. */
  key: readonly [string] | readonly [string, string];
  /** Rows are deleted, or these columns emptied: constants only. */
  set?: string;
  /** `:cut`, `:today` and the lists stand for values. */
  where: string;
};

/** Values in the place of the names in a condition: « :cut » becomes a question mark, a list as many as it has. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** An empty list becomes one value that no id has, so that IN finds nothing and NOT IN excludes nothing. */
const NOBODY = [""];

export function bind(sql: string, values: Values): { text: string; given: string[] } {
  const given: string[] = [];
  const text = sql.replace(/:([a-z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for :${name}`);
    const list = typeof value === "string" ? [value] : value.length > 0 ? value : NOBODY;
    given.push(...list);
    return list.map(() => "?").join(", ");
  });
  return { text, given };
}
