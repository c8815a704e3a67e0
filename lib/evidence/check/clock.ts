/** Whether the times of checkpoints go forward, and agree with those of outside parties (facts: evidence §14: clock moved back one hour). Pure. */
import type { Dated, Found } from "./findings";

/** A clock that is set right by a few seconds is no finding. */
const TOLERANCE = 2 * 60_000;
/** An outside party is asked after the signing, at once or when it answers again; never before. */
const EARLIER = 10 * 60_000;

export type Signed = { size: bigint; at: Date };

export function clockFaults(log: string, signed: readonly Signed[], dates: readonly Dated[]): Found[] {
  const found: Found[] = [];
  let latest: Signed | null = null;
  for (const one of signed) {
    if (latest && one.at.getTime() < latest.at.getTime() - TOLERANCE) {
      const detail = `the checkpoint of ${one.size} leaves is dated ${one.at.toISOString()}, before that of ${latest.size}`;
      found.push({ check: "clock", log, index: latest.size, detail });
    }
    if (!latest || one.at > latest.at) latest = one;
  }
  for (const { size, at, by } of dates) {
    const own = signed.find((one) => one.size === size);
    if (by === "log" || !own || Date.parse(at) >= own.at.getTime() - EARLIER) continue;
    const detail = `the ${by} saw the checkpoint of ${size} leaves at ${at}, before its own date ${own.at.toISOString()}`;
    found.push({ check: "clock", log, index: size - 1n, detail });
  }
  return found;
}
