/** Counters that slow a person or a network down. In memory for writes of signed-in people, in the database for sign-in (shared by instances). */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { env } from "./env";

/** Points per window in seconds. Generous for people, small for programs. */
const limits = {
  action: { points: 120, duration: 60 },
  /** Pieces of documents: a dozen pages of 15 MB in a few minutes. */
  upload: { points: 600, duration: 60 },
  "sign-in": { points: 30, duration: 60 },
  reset: { points: 10, duration: 600 },
  activation: { points: 20, duration: 600 },
  "account-request": { points: 30, duration: 3600 },
  estimate: { points: 60, duration: 60 },
  suggestion: { points: 90, duration: 60 },
  /** Browsers sent back by PayFiP, which one network may share. */
  "payment-return": { points: 60, duration: 60 },
  preference: { points: 60, duration: 60 },
} as const;

export type Counter = keyof typeof limits;

const limiters = new Map<Counter, RateLimiterMemory>();

/** Takes one point; false when none is left. */
export async function slowDown(counter: Counter, who: string): Promise<boolean> {
  if (env().PORTAIL_TEST) return true;
  let limiter = limiters.get(counter);
  if (!limiter) {
    limiter = new RateLimiterMemory(limits[counter]);
    limiters.set(counter, limiter);
  }
  return limiter.consume(who).then(
    () => true,
    () => false,
  );
}
