/** How far a contested line is: received, in study once the office has written, then decided. Pure. */

/** Names a contest among the family's requests: `family_request.kind` and `object_kind`. */
export const CONTEST = "invoice-line";

export const outcomes = ["accepted", "refused"] as const;
export type ContestOutcome = (typeof outcomes)[number];
export type ContestStep = "received" | "in_study" | ContestOutcome;

export const CLOSED_STATES = ["decided", "closed"] as const;

/** The one word for lists and pages; what is not decided and was answered is in study. */
export function stepOf(request: { state: string; outcome: string | null }): ContestStep {
  if ((CLOSED_STATES as readonly string[]).includes(request.state))
    return request.outcome === "accepted" ? "accepted" : "refused";
  return request.state === "received" ? "received" : "in_study";
}

export const isOpen = (step: ContestStep): boolean => step === "received" || step === "in_study";
