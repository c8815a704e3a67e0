/** What an address asks of a statement or a certificate: a period, a year, a payer. Pure. */
import { z } from "zod";
import { type CivilDate, firstDayOf, isCivilDate, monthOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";

export type Period = { since: CivilDate; until: CivilDate };
type Search = Readonly<Record<string, string | string[] | undefined>>;

const text = (search: Search, name: string) => {
  const value = search[name];
  return typeof value === "string" ? value : "";
};

/** Both days included, none to come; the calendar year until today where the address says nothing usable. */
export function readPeriod(search: Search, today: CivilDate): Period {
  const [since, asked] = [text(search, "du"), text(search, "au")];
  const until = asked > today ? today : asked;
  if (isCivilDate(since) && isCivilDate(until) && since <= until) return { since, until };
  return { since: firstDayOf(monthOf(`${today.slice(0, 4)}-01-01`)), until: today };
}

/** The first year of which the portal may know payments. */
const FIRST_YEAR = 2000;

/** Until June the year before is what people need: their tax return is about it. */
export function readYear(search: Search, today: CivilDate): number {
  const year = Number(text(search, "annee"));
  const thisYear = Number(today.slice(0, 4));
  if (Number.isInteger(year) && year >= FIRST_YEAR && year <= thisYear) return year;
  return today.slice(5) < "07-01" ? thisYear - 1 : thisYear;
}

/** Null when it names nobody. */
export function readPayer(search: Search): string | null {
  const id = text(search, "payeur");
  return isId(id) ? id : null;
}

/** A line of an invoice as far as the certificate must know it; what an old invoice does not say is no care. */
export const lineKindSchema = z
  .object({ activityKind: z.string().catch(""), kind: z.string().catch("") })
  .catch({ activityKind: "", kind: "" });
