/** The period and régie that an address asks for; the present month of the first régie when it asks for nothing usable. */
import { type CivilDate, firstDayOf, isCivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Period } from "@/lib/treasury/schema";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

export function textOf(search: Search, name: string): string {
  const value = search[name];
  return typeof value === "string" ? value : "";
}

export function periodOf(
  search: Search,
  known: { regies: readonly { id: string }[]; today: CivilDate },
): Period | null {
  const regie = known.regies.find(({ id }) => id === textOf(search, "regie")) ?? known.regies[0];
  if (!regie) return null;
  const [since, until] = [textOf(search, "du"), textOf(search, "au")];
  const usable = isCivilDate(since) && isCivilDate(until) && since <= until;
  if (usable) return { regieId: regie.id, since, until };
  return { regieId: regie.id, since: firstDayOf(monthOf(known.today)), until: known.today };
}

export function queryOf({ regieId, since, until }: Period): string {
  return new URLSearchParams({ regie: regieId, du: since, au: until }).toString();
}
