/** How the work of issuing a month is known, and how long it still takes at the pace it has kept so far. Pure. */

export type TimeLeft = { unit: "second" | "minute"; count: number };

/** Null until something is done, and when nothing is left. Rounded up, so that it promises too little rather than too much. */
export function timeLeft(work: { done: number; total: number; elapsedMs: number }): TimeLeft | null {
  const { done, total, elapsedMs } = work;
  if (done <= 0 || done >= total) return null;
  const seconds = Math.ceil((elapsedMs * (total - done)) / done / 1000);
  return seconds <= LONGEST_SECONDS
    ? { unit: "second", count: Math.max(STEP_SECONDS, Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS) }
    : { unit: "minute", count: Math.ceil(seconds / 60) };
}

/** Up to a minute and a half one counts in seconds, five by five. */
const LONGEST_SECONDS = 90;
const STEP_SECONDS = 5;

/** One job for each time it was asked: after a call-off it can be asked again. */
export function issueKey({ id, askedAt }: { id: string; askedAt: Date }): string {
  return `invoice.issue:${id}:${askedAt.getTime()}`;
}
