/**
 * When to ask PayFiP about an attempt: at 1, 3, 10 and 20 minutes, 1 hour, 24 hours, then once a night.
 * Notifications may never come (the domain must be opened on the treasury's side), so asking is a duty, not a comfort.
 */
import { addDays, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { type AttemptState, isFinal } from "./rules";

const MINUTE = 60_000;
const FIRST_POLLS = [1, 3, 10, 20, 60, 24 * 60] as const;
/** After PayFiP's own night job, before anybody is up. */
const NIGHT_HOUR = "04:30";
/** A decided attempt is asked about until its first night: a cancelled or refused payer may have paid after all. */
const POLLS_WHEN_FINAL = FIRST_POLLS.length + 1;
/** Thirty nights without one usable answer: then a person looks. */
const POLLS_AT_MOST = FIRST_POLLS.length + 30;

const STILL_WORTH_ASKING: readonly AttemptState[] = ["refused", "cancelled", "expired", "paid_debit"];

/** The moment of the next question, when `polls` have been asked since the payment was opened. */
export function pollAt(createdAt: Date, polls: number): Date {
  const minutes = FIRST_POLLS[polls];
  if (minutes !== undefined) return new Date(createdAt.getTime() + minutes * MINUTE);
  const nights = polls - FIRST_POLLS.length + 2;
  return instantOf(`${addDays(parisOf(createdAt).day, nights)}T${NIGHT_HOUR}`);
}

/**
 * How many questions of the plan are behind at `now`: one asked early (a notification) takes the place of none,
 * and those that a stopped worker missed are not made up for.
 */
export function pollsAt(createdAt: Date, polls: number, now: Date): number {
  let behind = polls;
  while (pollAt(createdAt, behind) <= now) behind += 1;
  return behind;
}

/** Whether an answer could still change something: a notification about anything else is not worth a call. */
export function mayLearn(state: AttemptState): boolean {
  return state !== "started" && (!isFinal(state) || STILL_WORTH_ASKING.includes(state));
}

export function isWorthAsking(state: AttemptState, polls: number): boolean {
  if (state === "started") return false;
  if (!isFinal(state)) return polls < POLLS_AT_MOST;
  return STILL_WORTH_ASKING.includes(state) && polls < POLLS_WHEN_FINAL;
}

/** The next moment to ask, or null when there is nothing left to learn. */
export function nextPollAt(attempt: { state: AttemptState; createdAt: Date; polls: number }): Date | null {
  return isWorthAsking(attempt.state, attempt.polls) ? pollAt(attempt.createdAt, attempt.polls) : null;
}

/** Minutes since a moment, never negative: the two clocks may differ by a few seconds. */
export function ageMinutes(createdAt: Date, now: Date): number {
  return Math.max(0, (now.getTime() - createdAt.getTime()) / MINUTE);
}
