/**
 * Rules that count beyond the month, as « from the third late pick-up of the year »: what came before the month counts, and is not charged again
 * (docs/commune-file.md §7; facts: domain-rules 22). Pure.
 */
import { priceEach } from "@/lib/pricing/rules";
import type { EachLine, Household, Period, Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { compiledOf } from "@/lib/tally/rules-compile";

/** The ids of the rules whose counter runs over weeks, periods, terms or years. */
export function longCounters(file: CommuneFile): ReadonlySet<string> {
  const { adjustments, pickups } = compiledOf(file);
  const isLong = (per: string | undefined) => per !== undefined && !per.endsWith("_day") && !per.endsWith("_month");
  return new Set([...adjustments, ...pickups].filter(({ rule }) => isLong(rule.counter?.per)).map(({ id }) => id));
}

type Counted = { period: Period; household: Household; uses: readonly Use[]; earlier: readonly Use[] };

/** As `priceEach`, with the uses from before the period counted by the rules that look so far back. */
export function priceCounted(file: CommuneFile, { period, household, uses, earlier }: Counted) {
  const priced = priceEach(file, period, household, uses);
  const long = longCounters(file);
  const [first] = earlier.flatMap(({ day }) => day ?? []).sort();
  if (long.size === 0 || first === undefined) return priced;
  const since = priceEach(file, { from: first, to: period.to }, household, [...earlier, ...uses]);
  const own = new Set(uses.map(({ id }) => id));
  const isOwn = ({ useIds }: EachLine) => useIds.some((id) => own.has(id));
  const lines = [
    ...priced.lines.filter(({ ruleId }) => !long.has(ruleId)),
    ...since.lines.filter((line) => long.has(line.ruleId) && isOwn(line)),
  ];
  return { lines, problems: priced.problems };
}
