/**
 * Prices as the town council voted them: four brackets of quotient familial, a tenth less from the second child in care,
 * and an effort rate on Wednesdays. Last year's prices are kept beside this year's. Without a quotient the top price applies.
 */
import type { ActivityKind } from "./activities";

/** Upper bounds in whole euros, both bounds included; the last bracket has none. */
const BRACKETS = [400, 700, 1000, null] as const;
const LETTERS = ["A", "B", "C", "D"] as const;

type Grid = readonly [number, number, number, number];

const THIS_YEAR: Record<Exclude<ActivityKind, "wednesday">, { cents: Grid; siblingPercent: number }> = {
  morning: { cents: [80, 110, 140, 170], siblingPercent: 10 },
  canteen: { cents: [100, 280, 390, 480], siblingPercent: 0 },
  study: { cents: [110, 160, 200, 240], siblingPercent: 0 },
  evening: { cents: [140, 200, 250, 300], siblingPercent: 10 },
  bus: { cents: [60, 80, 100, 120], siblingPercent: 0 },
};

const LAST_YEAR: typeof THIS_YEAR = {
  morning: { cents: [78, 107, 136, 165], siblingPercent: 10 },
  canteen: { cents: [100, 272, 380, 468], siblingPercent: 0 },
  study: { cents: [107, 156, 195, 234], siblingPercent: 0 },
  evening: { cents: [136, 194, 243, 292], siblingPercent: 10 },
  bus: { cents: [58, 78, 98, 117], siblingPercent: 0 },
};

/** Hundredths of a percent of the quotient, with floor and ceiling in cents. */
const RATE = {
  thisYear: { basisPoints: 140, floor: 400, ceiling: 1600 },
  lastYear: { basisPoints: 136, floor: 390, ceiling: 1560 },
};

export function tariffOf(kind: ActivityKind, year: "thisYear" | "lastYear") {
  if (kind === "wednesday") {
    const { basisPoints, floor, ceiling } = RATE[year];
    return { kind: "rate", basisPoints, floorCents: floor, ceilingCents: ceiling, withoutQfCents: ceiling } as const;
  }
  const { cents, siblingPercent } = (year === "thisYear" ? THIS_YEAR : LAST_YEAR)[kind];
  const brackets = cents.map((price, index) => ({
    code: LETTERS[index] ?? "",
    upTo: BRACKETS[index] ?? null,
    cents: price,
  }));
  return { kind: "brackets", brackets, siblingPercent, withoutQfCents: cents[3] } as const;
}
