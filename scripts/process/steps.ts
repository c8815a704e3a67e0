/** Says what a command is doing, step by step, with times. To the terminal, in English. */

export type Say = (text: string) => void;

/** `name … 1.2 s`; the work may return a few words that are shown beside the time. */
export async function step<Value>(name: string, work: (say: Say) => Promise<Value> | Value): Promise<Value> {
  const began = performance.now();
  const value = await work((text) => console.log(`  ${name}: ${text}`));
  const detail = typeof value === "string" ? ` · ${value}` : "";
  console.log(`  ${name.padEnd(14)} ${seconds(performance.now() - began)}${detail}`);
  return value;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A person's mistake or a missing piece gets its sentence; a bug keeps its stack. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
