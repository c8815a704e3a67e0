/** How far a contested line is, in the one word that its invoice shows. Pure. */
import { endedStates } from "@/lib/request/rules";

/** Names a contest among the family's requests: `family_request.kind` and `object_kind`. */
export const CONTEST = "invoice-line";

export type ContestStep = "received" | "in_study" | "accepted" | "refused";

/** What is not decided and was looked at is in study. */
export function stepOf({ state, outcome }: { state: string; outcome: string | null }): ContestStep {
  if ((endedStates as readonly string[]).includes(state))
    return outcome === "accepted" || outcome === "partly" ? "accepted" : "refused";
  return state === "received" ? "received" : "in_study";
}

export const isOpen = (step: ContestStep): boolean => step === "received" || step === "in_study";
