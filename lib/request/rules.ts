/**
 * What a family may ask, the steps that a request goes through and who may take each (issue 6, point 3; domain rules, second part, 6).
 * A step that its state does not have is refused: of two people at once, the second finds the state changed. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

export const requestKinds = [
  "question",
  "change",
  "late-booking",
  "absence",
  "invoice-line",
  "payment-plan",
  "suspension",
  "access",
  "rectification",
  "erasure",
  "objection",
  "mediation",
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const isRequestKind = (text: string): text is RequestKind => (requestKinds as readonly string[]).includes(text);

/** The rights of a person over their data (GDPR art. 15, 16, 17, 21): answered within a month, whatever the office's own time. */
export const dataRights = ["access", "rectification", "erasure", "objection"] as const;
export const isDataRight = (kind: RequestKind): boolean => (dataRights as readonly RequestKind[]).includes(kind);

/** Between one person and the commune: the other adults of the household neither read nor answer them. */
const ownAffairs: readonly RequestKind[] = ["suspension", ...dataRights];

/** What somebody whose account is suspended may still ask. */
export const askedWhileSuspended: readonly RequestKind[] = ownAffairs;

/** All that the régie reads: money, no child's record. */
export const deskKinds: readonly RequestKind[] = ["invoice-line"];

/** What is granted there is done there: accepting it in words alone would promise what nobody does. */
export const effectKinds: readonly RequestKind[] = [
  "late-booking",
  "absence",
  "invoice-line",
  "payment-plan",
  "suspension",
];

export const requestStates = [
  "received",
  "acknowledged",
  "waiting_family",
  "in_study",
  "proposal",
  "decided",
  "closed",
  "reopened",
] as const;
export type RequestState = (typeof requestStates)[number];

export const endedStates = ["decided", "closed"] as const;
export const openStates = requestStates.filter((state) => !(endedStates as readonly RequestState[]).includes(state));
export const isOpenState = (state: RequestState): boolean => openStates.includes(state);

export const outcomes = ["accepted", "partly", "refused", "answered", "withdrawn"] as const;
export type RequestOutcome = (typeof outcomes)[number];
export const isOutcome = (text: string | null): text is RequestOutcome =>
  (outcomes as readonly (string | null)[]).includes(text);

type Move = { by: readonly ("family" | "office")[]; from: readonly RequestState[]; to: RequestState };

const beforeStudy = ["received", "acknowledged", "reopened"] as const;

const moves = {
  acknowledge: { by: ["office"], from: ["received"], to: "acknowledged" },
  study: { by: ["office"], from: [...beforeStudy, "waiting_family", "proposal"], to: "in_study" },
  ask: { by: ["office"], from: [...beforeStudy, "in_study"], to: "waiting_family" },
  answer: { by: ["family"], from: ["waiting_family"], to: "in_study" },
  propose: { by: ["office"], from: [...beforeStudy, "waiting_family", "in_study", "proposal"], to: "proposal" },
  agree: { by: ["family"], from: ["proposal"], to: "decided" },
  decline: { by: ["family"], from: ["proposal"], to: "in_study" },
  decide: { by: ["office"], from: openStates, to: "decided" },
  withdraw: { by: ["family"], from: openStates, to: "closed" },
  close: { by: ["office"], from: ["decided"], to: "closed" },
  reopen: { by: ["family", "office"], from: endedStates, to: "reopened" },
} as const satisfies Record<string, Move>;

export type RequestStep = keyof typeof moves;
export const requestSteps = Object.keys(moves) as RequestStep[];

/** Whether what was asked may be done now: while it is open, or once it was granted, in words or by a signature, and nothing has been done for it yet. */
export const mayApply = (request: { state: RequestState; outcome: string | null; effectId: string | null }): boolean =>
  isOpenState(request.state) ||
  (request.state === "decided" &&
    (request.outcome === "accepted" || request.outcome === "partly") &&
    request.effectId === null);

/** The state after a step; null when this side may not take it, or not from there. */
export function afterStep(state: RequestState, step: RequestStep, side: "family" | "office"): RequestState | null {
  const { by, from, to }: Move = moves[step];
  return by.includes(side) && from.includes(state) ? to : null;
}

/** A decision may be disputed for as long as before the administrative court (code de justice administrative, R. 421-1), in days. */
const REOPEN_WITHIN = 60;

/** Whether the family may come back to it on a day; one that it withdrew itself is asked anew. */
export function mayReopen(ended: { on: CivilDate; outcome: string | null }, today: CivilDate): boolean {
  return ended.outcome !== "withdrawn" && today <= addDays(ended.on, REOPEN_WITHIN);
}

/** Days after a decision on which nobody can come back to it: the request closes by itself and its time of conservation begins. */
export const CLOSED_AFTER = REOPEN_WITHIN + 1;

/** Open requests of one person at once, and filed by one person in a day: far more than a family needs, far less than a program sends. */
export const MOST_OPEN = 20;
export const MOST_A_DAY = 10;
/** And words added to requests that are open, those they were filed with included. */
export const MOST_MESSAGES_A_DAY = 40;
