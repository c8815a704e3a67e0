/**
 * A claim of the comptable: its states, what an answer of the treasury does to it, and which invoices may be handed over
 * (domain rules 36 and 43; facts: treasury §4.2). Pure.
 */
import type { Hold } from "@/lib/dunning/rules";
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

export type ClaimNews =
  | { kind: Exclude<ClaimState, "handed"> }
  /** One receipt of the treasury; below zero when it was taken back. */
  | { kind: "collected"; cents: Cents }
  /** A part that the treasury gave up. */
  | { kind: "given-up"; cents: Cents };

/** From the ledger: what is left to collect of the claim, and what was collected of it. */
export type ClaimFacts = { state: ClaimState; leftCents: Cents; collectedCents: Cents };

/** What to enter: collected (below zero: taken back), given up, back to the régie. */
export type ClaimMove = { state: ClaimState; collectedCents: Cents; givenUpCents: Cents; returnedCents: Cents };

export type AnswerRefusal = "too-much" | "impossible";

/** What the news change; null when they change nothing: told before, or counted already. */
export function moveFor(claim: ClaimFacts, news: ClaimNews): ClaimMove | AnswerRefusal | null {
  const { state, leftCents } = claim;
  if (news.kind === "collected") return moveMoney(claim, news.cents);
  if (news.kind === "given-up") return moveGivenUp(claim, news.cents);
  // A file that tells less than is known tells nothing new.
  if (news.kind === state || (news.kind === "taken" && state !== "handed")) return null;
  if (!mayBecome(state, news.kind)) return "impossible";
  return {
    state: news.kind,
    collectedCents: news.kind === "settled" ? leftCents : 0,
    givenUpCents: news.kind === "written_off" ? leftCents : 0,
    returnedCents: news.kind === "refused" || news.kind === "cancelled" ? leftCents : 0,
  };
}

function moveMoney({ state, leftCents, collectedCents }: ClaimFacts, cents: Cents): ClaimMove | AnswerRefusal | null {
  if (!isLive(state)) return "impossible";
  if (cents < 0) {
    return collectedCents + cents < 0 ? "too-much" : { ...NOTHING, state: "taken", collectedCents: cents };
  }
  // Told as settled first: its receipts were counted with that.
  if (state === "settled") return null;
  if (cents > leftCents) return "too-much";
  return { ...NOTHING, state: cents === leftCents ? "settled" : "taken", collectedCents: cents };
}

function moveGivenUp({ state, leftCents }: ClaimFacts, cents: Cents): ClaimMove | AnswerRefusal | null {
  if (state === "written_off") return null;
  if (!mayBecome(state, "written_off")) return "impossible";
  if (cents > leftCents) return "too-much";
  return { ...NOTHING, state: cents === leftCents ? "written_off" : "taken", givenUpCents: cents };
}

const NOTHING = { collectedCents: 0, givenUpCents: 0, returnedCents: 0 };

export const candidateFilters = ["late", "reminded", "all"] as const;
export type CandidateFilter = (typeof candidateFilters)[number];

/** Why an invoice stays with the régie for now: what also holds back a reminder, or nothing to hand over. */
export type Keep = "nothing-due" | "claimed" | Hold;

/** Read under the invoice's lock. */
export function keepsBack(facts: { dueCents: Cents; hasLiveClaim: boolean; holds: readonly Hold[] }): Keep | null {
  if (facts.hasLiveClaim) return "claimed";
  if (facts.dueCents <= 0) return "nothing-due";
  return facts.holds[0] ?? null;
}
