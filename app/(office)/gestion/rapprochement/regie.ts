/** What the addresses of these pages ask for: a régie, a part of the lines, a page of them. */
import { type LineFilter, lineFilters } from "@/lib/statement/rules-told";
import { type Search, textOf } from "../encaissements/period";

export function regieOf<Regie extends { id: string }>(search: Search, regies: readonly Regie[]): Regie | null {
  return regies.find(({ id }) => id === textOf(search, "regie")) ?? regies[0] ?? null;
}

export function filterOf(search: Search, or: LineFilter): LineFilter {
  return lineFilters.find((one) => one === textOf(search, "lignes")) ?? or;
}

export function pageOf(search: Search): number {
  const page = Number(textOf(search, "page"));
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}
