/** What the addresses of direct debit carry: the régie, the view, the day. */
import type { DebitRegie } from "@/lib/debit/queries";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

export function textOf(search: Search, name: string): string {
  const value = search[name];
  return typeof value === "string" ? value : "";
}

/** The régie that is asked for, else the first one. */
export function regieOf(search: Search, regies: readonly DebitRegie[]): DebitRegie | null {
  return regies.find(({ id }) => id === textOf(search, "regie")) ?? regies[0] ?? null;
}
