/** What is said beside the charges: excused days, and days whose price is not the one that the family saw when it booked (domain rules 8, 21). Pure. */
import type { EachLine } from "@/lib/pricing/schema";
import { type Judged, useOf } from "./rules-line";
import type { Finding, Waived } from "./schema";

export function waivedDays(days: readonly Judged[], charged: ReadonlySet<string>): Waived[] {
  return days.flatMap((one) => {
    if (one.kind !== "waived" || charged.has(useOf(one))) return [];
    const { day, householdId } = one;
    return [{ childId: day.childId, householdId, activityId: day.activityId, day: day.day }];
  });
}

export function changedPrices(days: readonly Judged[], lines: readonly EachLine[]): Finding[] {
  const sums = ownSums(lines);
  return days.flatMap((one): Finding[] => {
    const { day, kind } = one;
    const cents = sums.get(useOf(one));
    if (kind !== "booked" || !day.booking || cents === undefined || day.booking.priceCents === cents) return [];
    const { childId, activityId, booking } = day;
    const bookedCents = booking.priceCents;
    return [{ kind: "price-changed", childId, activityId, day: day.day, bookedCents, cents }];
  });
}

/** Of the days that have a price of their own: what is charged together with other days can't be told by the day. */
function ownSums(lines: readonly EachLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  const shared = new Set<string>();
  for (const { useIds, kind, amountCents } of lines) {
    const [id, ...others] = useIds;
    if (id === undefined) continue;
    if (others.length > 0 || (kind !== "use" && kind !== "adjustment")) for (const one of useIds) shared.add(one);
    else sums.set(id, (sums.get(id) ?? 0) + amountCents);
  }
  for (const id of shared) sums.delete(id);
  return sums;
}
