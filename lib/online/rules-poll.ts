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
 * How many nights a state is asked about, at most. Undecided: thirty; then a person looks. Decided without money: until the first night that
 * answers, since an operation opens for 15 minutes only (see `isLastWord`). A direct debit may bounce for eight weeks (SEPA refund right),
 * so sixty, and on until the first one that answers. PayFiP itself remembers a result for a year, and the settlement list may correct what expired at any time.
 */
const NIGHTS = { undecided: 30, debit: 60 } as const;
const NEVER = -FIRST_POLLS.length;

type Asked = { state: AttemptState; means: string | null; gateway?: string };

function nightsOf({ state, means, gateway }: Asked): number {
  if (state === "started") return NEVER;
  // Nobody can be asked about the redirect form: only a return, or the list, still says something.
  if (gateway === "form" && isFinal(state)) return NEVER;
  if (!isFinal(state) || UNPAID.includes(state)) return NIGHTS.undecided;
  return isDebit({ state, means }) ? NIGHTS.debit : NEVER;
}

function isDebit({ state, means }: Asked): boolean {
  return isBooked(state) && means === "debit";
}

const UNPAID: readonly AttemptState[] = ["refused", "cancelled", "expired"];

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

/** The next moment to ask, or null when there is nothing left to learn; `heard` is the answer to the last question. */
export function nextPollAt(attempt: Asked & { createdAt: Date; polls: number }, heard?: Reading): Date | null {
  if (heard && isLastWord(attempt, heard)) return null;
  const isOpenEnd = heard !== undefined && saysNothing(heard) && isDebit(attempt);
  return isOpenEnd || isWorthAsking(attempt) ? pollAt(attempt.createdAt, attempt.polls) : null;
}

/** Neither a result nor a word on the operation: an outage, a lost answer, a code that nobody knows. */
export function saysNothing(heard: Reading): boolean {
  if (heard.kind === "verdict") return heard.verdict.claim === "unknown";
  return heard.kind === "silence" || (heard.code !== "P1" && heard.code !== "P5");
}

/**
 * No money, and the first night is over: an answer that still says so is the last word. A result is one, and so is P1: the operation was swept
 * away, it never reached the bank. P5 and silence are not.
 */
function isLastWord({ state, polls }: Asked & { polls: number }, heard: Reading): boolean {
  if (!UNPAID.includes(state) || polls <= FIRST_POLLS.length) return false;
  if (heard.kind === "verdict") return heard.verdict.claim !== "unknown";
  return heard.kind === "code" && heard.code === "P1";
}

/** Minutes since a moment, never negative: the two clocks may differ by a few seconds. */
export function ageMinutes(createdAt: Date, now: Date): number {
  return Math.max(0, (now.getTime() - createdAt.getTime()) / MINUTE);
}
