/**
 * When to ask PayFiP about an attempt: at 1, 3, 10 and 20 minutes, 1 hour, 24 hours, then once a night.
 * Notifications may never come (the domain must be opened on the treasury's side), so asking is a duty, not a comfort.
 */
import { addDays, instantOf, parisOf } from "@/lib/kernel/civil-date";
import type { Reading } from "@/lib/payfip/rules-answer";
import { type AttemptState, isBooked, isFinal } from "@/lib/payment/rules";

const MINUTE = 60_000;
const FIRST_POLLS = [1, 3, 10, 20, 60, 24 * 60] as const;
/** After PayFiP's own night job, before anybody is up. */
const NIGHT_HOUR = "04:30";

/**
 * How many nights a state is asked about. Undecided or expired: thirty; then a person looks at what is undecided, and the settlement list may
 * still correct what expired. Refused or cancelled: one, since an operation opens for 15 minutes only. A direct debit may bounce for eight weeks
 * (SEPA refund right), so sixty. PayFiP itself remembers a result for a year.
 */
const NIGHTS = { open: 30, expired: 30, over: 1, debit: 60 } as const;

type Asked = { state: AttemptState; means: string | null };

function nightsOf({ state, means }: Asked): number {
  if (state === "started") return -FIRST_POLLS.length;
  if (!isFinal(state)) return NIGHTS.open;
  if (state === "expired") return NIGHTS.expired;
  if (state === "refused" || state === "cancelled") return NIGHTS.over;
  return isBooked(state) && means === "debit" ? NIGHTS.debit : -FIRST_POLLS.length;
}

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
export function mayLearn(attempt: Asked): boolean {
  return nightsOf(attempt) > 0;
}

/** Whether the plan still has a question, when `polls` of it are behind. */
export function isWorthAsking(attempt: Asked & { polls: number }): boolean {
  return attempt.polls < FIRST_POLLS.length + nightsOf(attempt);
}

/**
 * The next moment to ask, or null when there is nothing left to learn. An operation that PayFiP no longer knows after its night job
 * (P1) never reached the bank: nothing more will be heard of it.
 */
export function nextPollAt(attempt: Asked & { createdAt: Date; polls: number }, heard?: Reading): Date | null {
  const gone = heard?.kind === "code" && heard.code === "P1" && attempt.polls > FIRST_POLLS.length;
  if (gone && attempt.state === "expired") return null;
  return isWorthAsking(attempt) ? pollAt(attempt.createdAt, attempt.polls) : null;
}

/** Minutes since a moment, never negative: the two clocks may differ by a few seconds. */
export function ageMinutes(createdAt: Date, now: Date): number {
  return Math.max(0, (now.getTime() - createdAt.getTime()) / MINUTE);
}
