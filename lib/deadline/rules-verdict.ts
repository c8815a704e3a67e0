/** The words of a decision that all of this domain share: actions, outcomes, and a reason with the commune's own label. Pure. */

import type { Why } from "@/lib/clause/rules-why";
import type words from "@/lib/i18n/fr/why-deadline.json";
import type { CivilDateTime } from "@/lib/kernel/civil-date";
import type { AbsenceCharge } from "@/lib/rulebook/schema-absences";
import type { DeadlineRules, WindowOutcome } from "@/lib/rulebook/schema-deadlines";

export type Action = DeadlineRules["actions"][number];

/** `out_of_time`: past the limit, and the règlement does not say what follows: the portal does not accept by itself. */
export type Outcome = "accepted" | "accepted_at_higher_price" | "refused" | "out_of_time" | "not_charged" | "charged";
export type BookingState = "in_time" | "late" | "none";

export type Verdict = {
  outcome: Outcome;
  /** What the price rules take for the fact `booking`, when the action is carried out. */
  booking: BookingState;
  /** Bounds of the window that decides; when none holds, of the next one to open or the last one to close. */
  opensAt: CivilDateTime | null;
  closesAt: CivilDateTime | null;
  /** Due for a late cancellation, when it is not the full price. */
  charge?: AbsenceCharge;
  why: readonly Why[];
};

/** Every reason of this domain has its sentence. */
export type ReasonCode = keyof typeof words.why;

export function labelled(code: ReasonCode, label: string | undefined, facts?: Why["facts"]): Why {
  return { code, ...(label === undefined ? {} : { label }), ...(facts === undefined ? {} : { facts }) };
}

/** A cancellation that is late, refused or left open by the règlement leaves the place booked: it stays due. */
export function outcomeOf(action: Action, outcome: WindowOutcome, hasCharge: boolean): Outcome {
  if (action === "cancel") return outcome === "accepted" ? "not_charged" : "charged";
  if (outcome === "refused") return "refused";
  if (outcome === "not_said") return "out_of_time";
  if (outcome === "late" || outcome === "unbooked") return "accepted_at_higher_price";
  return hasCharge ? "accepted_at_higher_price" : "accepted";
}

export function bookingOf(outcome: WindowOutcome): BookingState {
  if (outcome === "unbooked") return "none";
  return outcome === "accepted" || outcome === "charged" ? "in_time" : "late";
}

export function reason(code: ReasonCode, facts?: Why["facts"]): Why {
  return labelled(code, undefined, facts);
}
