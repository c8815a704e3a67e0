/**
 * Cases: money about which a person decides, with whoever is in charge of it (facts: payfip §10; domain rules 36, 39).
 * A closed list of kinds, each with the endings it may have. Pure.
 */
import type { AttemptState } from "./rules";

export const caseKinds = [
  /** A second success for the same invoice: its money is the family's credit. */
  "paid-twice",
  /** Money came, but not the sum that was asked. */
  "amount-differs",
  /** A result that the portal will not believe by itself. */
  "suspect",
  /** A payment that no attempt of the portal knows (recette à classer). */
  "unknown-payment",
  /** A direct debit that the bank sent back after it was booked. */
  "rejected-later",
  /** Paid online after the invoice was handed to the comptable. */
  "settled-after-hand-over",
  /** Too much money was given back, and then the bank took the payment itself: the family has a refund that is the régie's. */
  "refund-to-recover",
  /** A line of the daily control that is not equal. */
  "control-difference",
  /** A line of a settlement list, statement or treasury return that fits nothing. */
  "unmatched-line",
] as const;
export type CaseKind = (typeof caseKinds)[number];

export const resolutions = [
  "refunded",
  "kept-as-credit",
  "booked",
  "dismissed",
  "classified",
  /** Money of nobody known that went back to whoever sent it. */
  "returned",
  /** Money, or a debt, that is the comptable's affair from now on. */
  "passed-on",
  "family-told",
  /** The family gave a refund back. */
  "recovered",
  /** By decision: the régie waits for it no more. */
  "given-up",
  /** The bank took back the debit that the case was about. */
  "bounced",
  "explained",
  "corrected",
] as const;
export type Resolution = (typeof resolutions)[number];

type Endings = { by: "person" | "decision"; resolutions: readonly Resolution[]; bySystem?: readonly Resolution[] };

/**
 * How a kind of case may end. `by: "decision"`: only the decision about the money itself closes it, never a bare note.
 * Money given back closes its case by the refund that pays it: a note would leave the credit to pay the next invoice too.
 */
const ENDINGS: Record<CaseKind, Endings> = {
  "paid-twice": { by: "person", resolutions: ["kept-as-credit"], bySystem: ["refunded", "bounced"] },
  "amount-differs": { by: "decision", resolutions: ["booked", "dismissed"] },
  suspect: { by: "decision", resolutions: ["booked", "dismissed"] },
  "unknown-payment": { by: "decision", resolutions: ["classified", "returned", "passed-on"] },
  // Handed over to the comptable, the debt is no longer the régie's: its case closes with the claim.
  "rejected-later": { by: "person", resolutions: ["family-told"], bySystem: ["passed-on"] },
  "settled-after-hand-over": { by: "person", resolutions: ["kept-as-credit"], bySystem: ["refunded", "bounced"] },
  "refund-to-recover": { by: "decision", resolutions: ["recovered", "given-up"], bySystem: ["bounced"] },
  "control-difference": { by: "person", resolutions: ["explained", "corrected"] },
  "unmatched-line": { by: "person", resolutions: ["explained", "corrected"] },
};

/** What a person may choose to close a case with; nothing for one that only a decision closes. */
export function closingsOf(kind: CaseKind): readonly Resolution[] {
  return ENDINGS[kind].by === "person" ? ENDINGS[kind].resolutions : [];
}

export function mayEndAs(kind: CaseKind, resolution: Resolution): boolean {
  const { resolutions, bySystem = [] } = ENDINGS[kind];
  return resolutions.includes(resolution) || bySystem.includes(resolution);
}

const OF_STATE: Partial<Record<AttemptState, CaseKind>> = {
  suspect: "suspect",
  amount_differs: "amount-differs",
  paid_twice: "paid-twice",
  rejected_later: "rejected-later",
  after_hand_over: "settled-after-hand-over",
};

/** The case that an attempt opens by entering a state; null when nobody has to decide anything. */
export function caseOf(state: AttemptState): CaseKind | null {
  return OF_STATE[state] ?? null;
}

/** Kinds whose money is the family's credit, until all of it has gone back or the bank has taken it. */
export const creditKinds = ["paid-twice", "settled-after-hand-over"] as const satisfies readonly CaseKind[];

/** The case that money opens which paid nothing owed, and what its payer is told, whatever way it came. */
export const BESIDE_CASES = {
  "paid-twice": { kind: "paid-twice", news: "paymentTwice" },
  "after-hand-over": { kind: "settled-after-hand-over", news: "paymentAfterHandOver" },
} as const satisfies Record<string, { kind: (typeof creditKinds)[number]; news: string }>;

/** The one case that an attempt, or a receipt without one, has of a kind. */
export function caseKeyOf(kind: CaseKind, id: string): string {
  return `${kind}:${id}`;
}

export function isCaseKind(text: string): text is CaseKind {
  return (caseKinds as readonly string[]).includes(text);
}
