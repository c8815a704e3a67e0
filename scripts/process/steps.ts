/** Says what a command is doing, step by step, with times. To the terminal, in English. */

export type Say = (text: string) => void;

/** Prints `name  1.2 s · detail` when the work is done; the detail is what it returns, when that is text, or what `tell` makes of it. */
export async function step<Value>(
  name: string,
  work: (say: Say) => Promise<Value> | Value,
  tell: (value: Value) => string = (value) => (typeof value === "string" ? value : ""),
): Promise<Value> {
  const began = performance.now();
  const value = await work((text) => console.log(`  ${name}: ${text}`));
  const detail = tell(value);
  console.log(`  ${name.padEnd(14)} ${seconds(performance.now() - began)}${detail ? ` · ${detail}` : ""}`);
  return value;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A person's mistake or a missing piece gets its sentence; a bug keeps its stack. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
