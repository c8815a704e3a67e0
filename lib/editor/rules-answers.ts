/** The answers of a form by the name of their field: the place in the rule, joined with « - ». Pure. */

/** Boxes that were ticked come as a list. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;
export type Written = Record<string, string | string[]>;

/** What a form needs besides its answers; no key of a rule begins so. */
export const WAY = "_way";
export const COUNT = "_count";
export const MORE = "_more";
export const WAS = "_was";

export const join = (path: string, key: string | number) => `${path}-${key}`;

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value.trim() : "";
}

export function wordsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return typeof value === "string" ? [value] : (value ?? []);
}

const MOST_ROWS = 200;

export function countOf(fields: Fields, path: string): number {
  const count = Number(textOf(fields, join(path, COUNT)));
  return Number.isInteger(count) && count > 0 ? Math.min(count, MOST_ROWS) : 0;
}
