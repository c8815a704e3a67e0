/**
 * Where the money of a payment goes, so that every euro PayFiP took stands in the books (CGCT R.1617-16; domain rule 36): first what is owed to
 * the régie on the invoice, the rest as the payer's credit, about which a person decides. Pure.
 */
import { addDays, type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { type Cents, cents } from "@/lib/kernel/money";

export type Booked = {
  /** Pays the invoice. */
  payCents: Cents;
  /** Pays nothing owed: the payer's credit. */
  surplusCents: Cents;
  /** Why some of it pays nothing: the debt was paid, or it is the comptable's by now. Null when all of it pays. */
  beside: "paid-twice" | "after-hand-over" | null;
};

/** `claimCents` is what the comptable still has to collect on the invoice. */
export function bookingOf(facts: { amountCents: Cents; dueCents: Cents; claimCents: Cents }): Booked {
  const amount = cents(facts.amountCents);
  if (amount <= 0) throw new Error("A payment brings money");
  const payCents = Math.min(amount, Math.max(facts.dueCents, 0));
  const surplusCents = amount - payCents;
  if (surplusCents === 0) return { payCents, surplusCents, beside: null };
  return { payCents, surplusCents, beside: facts.claimCents > 0 ? "after-hand-over" : "paid-twice" };
}

/**
 * What the taking back of a receipt turns round; `paidCents` is all that was paid of its invoice. Its credit goes back as far as it is still there;
 * what was given back to the family meanwhile is owed again on the invoice, as far as the invoice had been paid. What was given back beyond that
 * is no part of any bill: `recoverCents` leaves the credit below zero, until the family gives it back.
 */
export function takenBack(facts: { payCents: Cents; surplusCents: Cents; creditLeftCents: Cents; paidCents: Cents }) {
  const { payCents, surplusCents, paidCents } = facts;
  const leftCents = Math.min(surplusCents, Math.max(facts.creditLeftCents, 0));
  const givenBackCents = surplusCents - leftCents;
  const owedCents = Math.min(payCents + givenBackCents, Math.max(paidCents, 0));
  const recoverCents = payCents + givenBackCents - owedCents;
  return { creditCents: leftCents + recoverCents, owedCents, recoverCents };
}

export type Claimed = { gateway: string; createdAt: Date; paidAtRaw: string | null };

/**
 * The day that a receipt bears, which decides its year for taxes and accounts. The redirect form's day is unsigned and passes through the
 * payer's browser: it never counts, the day of the attempt does. The web service's counts from the day before the attempt until today.
 */
export function receivedOnOf({ gateway, createdAt, paidAtRaw }: Claimed, today: CivilDate): CivilDate {
  const begunOn = parisOf(createdAt).day;
  if (gateway === "form") return begunOn;
  const claimed = paidAtRaw?.slice(0, 10) ?? today;
  return addDays(begunOn, -1) <= claimed && claimed <= today ? claimed : today;
}
