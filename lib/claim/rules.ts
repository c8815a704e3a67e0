/**
 * A claim of the comptable: its states, what an answer of the treasury does to it, and which invoices may be handed over
 * (domain rules 36 and 43; facts: treasury §4.2). Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export const claimStates = ["handed", "taken", "refused", "cancelled", "settled", "written_off"] as const;
export type ClaimState = (typeof claimStates)[number];

/**
 * Where each state may lead. A settled claim opens again only when the treasury takes a payment back. Refused and cancelled are final:
 * the invoice is the régie's again, and a new hand-over is a new claim.
 */
const NEXT: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  handed: ["taken", "refused", "cancelled", "settled", "written_off"],
  taken: ["refused", "cancelled", "settled", "written_off"],
  settled: ["taken"],
  refused: [],
  cancelled: [],
  written_off: [],
};

export function mayBecome(from: ClaimState, to: ClaimState): boolean {
  return NEXT[from].includes(to);
}

/** The invoice is with the comptable: not payable to the régie. */
export function isLive(state: ClaimState): boolean {
  return NEXT[state].length > 0;
}

export type ClaimNews = {
  /** What the file says of the piece; null when it says nothing of its state. */
  state: Exclude<ClaimState, "handed"> | null;
  /** Collected in all until that day, not since the last file; null when the file says nothing of money. */
  collectedCents: Cents | null;
  /** The day of the situation that the file tells. */
  asOf: CivilDate;
};

export type ClaimFacts = {
  state: ClaimState;
  amountCents: Cents;
  /** Collected of it so far, from the ledger. */
  collectedCents: Cents;
  /** The day of the last situation that was taken in. */
  asOf: CivilDate | null;
};

export type ClaimMove = {
  state: ClaimState;
  /** To enter as collected: below zero when the treasury took a payment back. */
  collectedCents: Cents;
  /** What goes back to the régie, or is given up. */
  leftCents: Cents;
};

export type AnswerRefusal = "too-much" | "impossible";

/** What the news change; null when they change nothing: the same file twice, or an older situation. */
export function moveFor(claim: ClaimFacts, news: ClaimNews): ClaimMove | AnswerRefusal | null {
  if (claim.asOf !== null && news.asOf < claim.asOf) return null;
  const whole = news.state === "settled" ? claim.amountCents : claim.collectedCents;
  const collected = news.collectedCents ?? whole;
  if (collected > claim.amountCents || collected < 0) return "too-much";
  const state = stateAfter(claim, news, collected);
  const change = collected - claim.collectedCents;
  if (state === claim.state && change === 0) return null;
  if (state !== claim.state && !mayBecome(claim.state, state)) return "impossible";
  if (!isLive(claim.state) && change !== 0) return "impossible";
  const ends = state === "refused" || state === "cancelled" || state === "written_off";
  return { state, collectedCents: change, leftCents: ends ? claim.amountCents - collected : 0 };
}

/** Money that covers the whole settles it, whatever the file says; less opens it again. */
function stateAfter({ state, amountCents }: ClaimFacts, news: ClaimNews, collected: Cents): ClaimState {
  if (news.state === "refused" || news.state === "cancelled" || news.state === "written_off") return news.state;
  if (collected >= amountCents) return "settled";
  if (state === "settled") return "taken";
  return news.state === "settled" || (collected > 0 && state === "handed") ? "taken" : (news.state ?? state);
}

/** Why an invoice stays with the régie for now (facts of the day, read under its lock). */
export type Keep = "nothing-due" | "claimed" | "paying" | "debited" | "contested" | "plan";

export type InvoiceFacts = {
  dueCents: Cents;
  hasLiveClaim: boolean;
  /** An attempt at PayFiP that may still succeed. */
  isBeingPaid: boolean;
  /** A direct debit on its way. */
  isBeingDebited: boolean;
  isContested: boolean;
  /** In a payment plan that is proposed or kept. */
  isPlanned: boolean;
};

export function keepsBack(facts: InvoiceFacts): Keep | null {
  if (facts.hasLiveClaim) return "claimed";
  if (facts.dueCents <= 0) return "nothing-due";
  if (facts.isBeingPaid) return "paying";
  if (facts.isBeingDebited) return "debited";
  if (facts.isContested) return "contested";
  return facts.isPlanned ? "plan" : null;
}
