/** What is said beside the charges: excused days, and days whose price is not the one that the family saw when it booked (domain rules 8, 21). Pure. */
import type { Cents } from "@/lib/kernel/money";
import type { EachLine } from "@/lib/pricing/schema";
import { isTime } from "@/lib/tally/rules-month";
import { type Judged, nameOfUse } from "./rules-line";
import type { Finding, Waived } from "./schema";

export function waivedDays(days: readonly Judged[], charged: ReadonlySet<string>): Waived[] {
  return days.flatMap((one) => {
    if (one.kind !== "waived" || charged.has(nameOfUse(one))) return [];
    const { day, householdId } = one;
    return [{ childId: day.childId, householdId, activityId: day.activityId, day: day.day }];
  });
}

export type Changed = { use: string; bookedCents: Cents; finding: Finding };

export function changedPrices(days: readonly Judged[], lines: readonly EachLine[]): Changed[] {
  const sums = ownSums(lines);
  return days.flatMap((one): Changed[] => {
    const { day, kind } = one;
    const use = nameOfUse(one);
    const cents = sums.get(use);
    if (kind !== "booked" || !day.booking || cents === undefined || day.booking.priceCents === cents) return [];
    const { childId, activityId, booking } = day;
    const bookedCents = booking.priceCents;
    const finding = { kind: "price-changed" as const, childId, activityId, day: day.day, bookedCents, cents };
    return [{ use, bookedCents, finding }];
  });
}

/**
 * Of the days that have a price of their own: what is charged together with other days can't be told by the day, and where time is charged
 * the family saw the price of one unit.
 */
function ownSums(lines: readonly EachLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  const shared = new Set<string>();
  for (const { useIds, kind, amountCents, unit } of lines) {
    const [id, ...others] = useIds;
    if (id === undefined) continue;
    if (others.length > 0 || (kind !== "use" && kind !== "adjustment") || isTime(unit))
      for (const one of useIds) shared.add(one);
    else sums.set(id, (sums.get(id) ?? 0) + amountCents);
  }
  for (const id of shared) sums.delete(id);
  return sums;
}
