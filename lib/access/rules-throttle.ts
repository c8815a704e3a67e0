/**
 * How failures slow guessing down (ANSSI, Recommandations relatives à l'authentification, 2021: delays rather than locks).
 * Each failure is a point; points drip away with time; above a free allowance each point doubles the wait, up to a limit.
 * Nobody is locked out: a browser that has signed in before has its own points, and a reset by mail always opens.
 */
export type Pace = {
  /** Points without any wait. */
  free: number;
  firstSeconds: number;
  mostSeconds: number;
  /** One point is forgiven each so many seconds. */
  dripSeconds: number;
};

/** `pair`: this account from this network; `device`: this account from a browser that has signed in before. */
export const paces = {
  pair: { free: 5, firstSeconds: 5, mostSeconds: 900, dripSeconds: 600 },
  device: { free: 10, firstSeconds: 5, mostSeconds: 300, dripSeconds: 300 },
  account: { free: 20, firstSeconds: 5, mostSeconds: 60, dripSeconds: 120 },
  network: { free: 60, firstSeconds: 2, mostSeconds: 60, dripSeconds: 20 },
} as const satisfies Record<string, Pace>;

export type PaceName = keyof typeof paces;
export type Tally = { failures: number; lastFailedAt: Date };

/** Points that are still held against the bucket. */
export function pointsOf(pace: Pace, tally: Tally, now: Date): number {
  const elapsed = Math.max(0, now.getTime() - tally.lastFailedAt.getTime());
  return Math.max(0, tally.failures - Math.floor(elapsed / (pace.dripSeconds * 1000)));
}

/** Whole seconds to wait before another try; 0 when one may try now. */
export function waitOf(pace: Pace, tally: Tally, now: Date): number {
  const above = pointsOf(pace, tally, now) - pace.free;
  if (above < 0) return 0;
  const delay = Math.min(pace.mostSeconds, pace.firstSeconds * 2 ** Math.min(above, 20));
  const until = tally.lastFailedAt.getTime() + delay * 1000;
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** All failures together, one point forgiven a second: under attack each answer to an unknown browser comes later, at most three seconds. */
export const everywhere: Pace = { free: 200, firstSeconds: 0, mostSeconds: 0, dripSeconds: 1 };

/** Milliseconds to hold an answer back. */
export function pauseOf(tally: Tally, now: Date): number {
  return Math.min(3000, Math.max(0, pointsOf(everywhere, tally, now) - everywhere.free) * 10);
}

/** Neighbours on one line share an address: the first 24 bits of IPv4, the first 64 of IPv6. */
export function networkOf(ip: string | null): string {
  if (!ip) return "unknown";
  if (ip.includes("."))
    return ip
      .replace(/^::ffff:/i, "")
      .split(".")
      .slice(0, 3)
      .join(".");
  return expandedGroups(ip).slice(0, 4).join(":");
}

function expandedGroups(ip: string): string[] {
  const [head = "", tail] = ip.toLowerCase().split("::");
  const left = head ? head.split(":") : [];
  if (tail === undefined) return left;
  const right = tail ? tail.split(":") : [];
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
}
