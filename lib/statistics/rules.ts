/**
 * Statistics that recognise nobody: a count under 5 is not shown, and neither is any other that would give it away by subtraction.
 * After `protect`, what is published leaves every small cell free to be anything from 0 to 4: no total narrows it (a test tries them all).
 * One list is protected here by itself; lists about the same people are protected together in rules-joint. Pure.
 */
import { sum } from "@/lib/kernel/money";

export const SMALLEST_SHOWN = 5;
const MOST_SMALL = SMALLEST_SHOWN - 1;

export type Cell = { key: string; count: number };
/** `small`: under 5. `masked`: hidden so that a small one cannot be computed. */
export type Shown = { key: string; shown: number } | { key: string; shown: null; why: "small" | "masked" };
export type Published = { cells: Shown[]; total: number | null };

/** Counts of people, none of which overlaps another: their total is their sum. */
export function protect(cells: readonly Cell[]): Published {
  const total = sum(cells.map((cell) => cell.count));
  const hidden = new Set(cells.filter((cell) => cell.count < SMALLEST_SHOWN).map((cell) => cell.key));
  while (!isVague(cells, hidden)) {
    // In the order of the list, never by size: were it the smallest one, two months would mask different cells, and each would tell the other's.
    const next = cells.find((cell) => !hidden.has(cell.key));
    if (!next) return { cells: cells.map((cell) => shownCell(cell, hidden)), total: null };
    hidden.add(next.key);
  }
  const few = cells.length > 0 && total < SMALLEST_SHOWN;
  return { cells: cells.map((cell) => shownCell(cell, hidden)), total: few ? null : total };
}

export function shownCell({ key, count }: Cell, hidden: ReadonlySet<string>): Shown {
  if (!hidden.has(key)) return { key, shown: count };
  return { key, shown: null, why: count < SMALLEST_SHOWN ? "small" : "masked" };
}

/**
 * Whoever subtracts learns the sum of the hidden cells. It tells nothing when each small one could still be 0 and could still be 4:
 * the others must be able to hold the whole sum, and to leave 4 of it. A masked one is known to be 5 or more.
 */
function isVague(cells: readonly Cell[], hidden: ReadonlySet<string>): boolean {
  const inside = cells.filter((cell) => hidden.has(cell.key));
  const small = inside.filter((cell) => cell.count < SMALLEST_SHOWN).length;
  if (small === 0) return true;
  const masked = inside.length - small;
  const rest = sum(inside.map((cell) => cell.count));
  const mayBeFour = rest >= MOST_SMALL + SMALLEST_SHOWN * masked;
  const mayBeNone = masked > 0 || rest <= MOST_SMALL * (small - 1);
  // The hidden ones together are a count too: it is not told of fewer than five.
  return mayBeFour && mayBeNone && rest >= SMALLEST_SHOWN;
}

/** Figures about the same people (their bookings) are shown where the people are. */
export function followPeople(people: Published, figures: ReadonlyMap<string, number>): Published {
  const cells = people.cells.map(
    (cell): Shown => (cell.shown === null ? cell : { key: cell.key, shown: figures.get(cell.key) ?? 0 }),
  );
  return { cells, total: people.total === null ? null : sum(figures.values()) };
}

/** A figure that stands alone, such as a month's bookings: shown when enough people are behind it. */
export function alone(figure: number, people: number): number | null {
  return people < SMALLEST_SHOWN ? null : figure;
}

/**
 * The month whose figures stand for the last of these: one that differs from the one before by fewer than five people who came, or who left, repeats
 * it, since the difference would tell of them. Months in order, `peopleIn` the ids of each.
 */
export function settledMonth<Month>(
  months: readonly [Month, ...Month[]],
  peopleIn: (month: Month) => Set<string>,
): Month {
  const [first, ...rest] = months;
  return rest.reduce((settled, month) => {
    const [before, after] = [peopleIn(settled), peopleIn(month)];
    const came = [...after].filter((id) => !before.has(id)).length;
    const left = [...before].filter((id) => !after.has(id)).length;
    return [came, left].every((count) => count === 0 || count >= SMALLEST_SHOWN) ? month : settled;
  }, first);
}
