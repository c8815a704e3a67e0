/** Chance that falls the same way each time: the demonstration tells the same stories on every machine. */
export type Chance = {
  /** From 0 to below `limit`. */
  below(limit: number): number;
  /** True in `percent` cases of a hundred. */
  happens(percent: number): boolean;
};

/** Mulberry32: ten lines, good enough to spread absences and payment days. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (limit) => Math.floor(next() * limit), happens: (percent) => next() * 100 < percent };
}
