/**
 * What an answer means for an attempt and for the books: the decisions that the commands carry out, and that the model of
 * rules-course.test.ts puts through thousands of histories. Pure.
 */
import type { Cents } from "@/lib/kernel/money";
import type { Reading } from "@/lib/payfip/rules-answer";
import {
  type AttemptState,
  afterEvent,
  afterLastPoll,
  isBooked,
  isFinal,
  next,
  type PaymentEvent,
} from "@/lib/payment/rules";
import { type Booked, bookingOf } from "@/lib/payment/rules-booking";
import { ageMinutes, isWorthAsking, saysNothing } from "./rules-poll";

export type Asked = { state: AttemptState; means: string | null; createdAt: Date; polls: number };

/** The edge that an answer walks; null for none. `polls` counts this question too: when the last one brought nothing, a person looks. */
export function eventOf(attempt: Asked, reading: Reading, now: Date): PaymentEvent | null {
  const event = next(attempt.state, reading, ageMinutes(attempt.createdAt, now));
  const state = event === null ? attempt.state : afterEvent(attempt.state, event);
  if (state === null || isWorthAsking({ ...attempt, state })) return event;
  const isOpenEnd = !isFinal(state) || (event === null && saysNothing(reading));
  return isOpenEnd ? afterLastPoll(attempt.state) : event;
}

export type Money = {
  /** What came, and what was asked. */
  amountCents: Cents;
  askedCents: Cents;
  dueCents: Cents;
  claimCents: Cents;
  /** A person or the settlement list vouches for the amount, be it more than was asked. */
  isDecided: boolean;
  /** Owed on the other invoices of the plan whose instalment was paid. */
  othersCents?: Cents;
};

const BESIDE = {
  "paid-twice": "payment.found-twice",
  "after-hand-over": "payment.found-handed-over",
} as const satisfies Record<string, PaymentEvent>;
type Beside = (typeof BESIDE)[keyof typeof BESIDE];

/**
 * Where the money goes, and the edge to a state for a person when some of it pays nothing. Who decided that 60 € came for the 50 € asked knows
 * that 10 € are a credit; nobody knew it of money for a debt that is gone.
 */
export function bookedAs(money: Money): Booked & { restCents: Cents; event: Beside | null } {
  const booked = bookingOf(money);
  // What the instalment's other invoices do not take either.
  const restCents = Math.max(booked.surplusCents - (money.othersCents ?? 0), 0);
  const isExpected = restCents === 0 || (money.isDecided && restCents <= money.amountCents - money.askedCents);
  return { ...booked, restCents, event: booked.beside === null || isExpected ? null : BESIDE[booked.beside] };
}

/** Whether the step takes money out of the books again: only a rejection that comes after it was booked. */
export function takesBack(before: AttemptState, after: AttemptState): boolean {
  return after === "rejected_later" && isBooked(before);
}
