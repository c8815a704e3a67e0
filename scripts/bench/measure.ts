/** Times of one thing done many times, and how they are told: the least, the middle, and what nineteen in twenty stay under. */

export type Times = { name: string; samples: number[]; note?: string };

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** One after the other; the first ones, which warm caches and compilers up, are not counted. */
export async function repeat(
  name: string,
  options: { times: number; warm: number },
  work: () => Promise<unknown>,
): Promise<Times> {
  for (let done = 0; done < options.warm; done += 1) await work();
  const samples: number[] = [];
  for (let done = 0; done < options.times; done += 1) samples.push(await timed(work));
  return { name, samples };
}

export function tell({ name, samples, note }: Times): string {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const [least, middle, most] = [at(0), at(0.5), at(0.95)].map((value) => `${value.toFixed(1)} ms`.padStart(11));
  return `${name.padEnd(44)}${least}${middle}${most}${String(samples.length).padStart(5)} ×${note ? `  ${note}` : ""}`;
}

export const HEAD = `${"".padEnd(44)}${["min", "median", "p95"].map((word) => word.padStart(11)).join("")}`;
