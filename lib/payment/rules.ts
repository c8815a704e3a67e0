/**
 * The life of an attempt to pay online: every state, every edge with the event that tells it, and nothing else.
 * A final state is left only by a named correction; money that arrived never silently un-arrives.
 */
import { type Reading, stateOf, type Verdict } from "@/lib/payfip/rules-answer";

export const ATTEMPT_STATES = [
  "started",
  "pending",
  "paid_card",
  "paid_debit",
  "refused",
  "cancelled",
  "expired",
  "unknown",
  "suspect",
  "rejected_later",
  "paid_twice",
  "amount_differs",
  "after_hand_over",
] as const;

export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Who may walk an edge: the opening call, an answer of PayFiP, the ledger, or a régisseur with a reason. */
export type Walker = "opening" | "answer" | "ledger" | "person";

export type Edge = { from: AttemptState; to: AttemptState; event: string; by: readonly Walker[]; correction: boolean };

type EdgeSpec<Event extends string> = readonly [from: readonly AttemptState[], to: AttemptState, event: Event];

const OPEN = ["pending", "unknown"] as const;
const UNPAID = ["refused", "cancelled", "expired"] as const;
const PAID = ["paid_card", "paid_debit"] as const;
const BESIDE = ["paid_twice", "after_hand_over"] as const;
const ASIDE = ["suspect", "amount_differs"] as const;

const OPENINGS = [
  [["started"], "pending", "payment.opened"],
  [["started"], "refused", "payment.opening-refused"],
  [["started"], "expired", "payment.opening-lost"],
] as const satisfies readonly EdgeSpec<string>[];

const RESULTS = [
  [OPEN, "paid_card", "payment.paid-by-card"],
  [OPEN, "paid_debit", "payment.paid-by-debit"],
  [OPEN, "refused", "payment.refused"],
  [OPEN, "cancelled", "payment.cancelled"],
  [OPEN, "expired", "payment.expired"],
  [OPEN, "suspect", "payment.suspected"],
  [OPEN, "amount_differs", "payment.amount-differed"],
  [["pending"], "unknown", "payment.unclear"],
] as const satisfies readonly EdgeSpec<string>[];

/** PayFiP said one thing, then another: a payer came back, or paid in the last minute. */
const ANSWER_CORRECTIONS = [
  [UNPAID, "paid_card", "payment.corrected-to-card"],
  [UNPAID, "paid_debit", "payment.corrected-to-debit"],
  [UNPAID, "suspect", "payment.corrected-to-suspect"],
  [UNPAID, "amount_differs", "payment.corrected-to-amount"],
  [["expired", "cancelled"], "refused", "payment.corrected-to-refused"],
  [["expired"], "cancelled", "payment.corrected-to-cancelled"],
] as const satisfies readonly EdgeSpec<string>[];

/** The books say that this money pays nothing owed: already paid, or the debt is the comptable's by now (domain rule 36). */
const LEDGER_CORRECTIONS = [
  [PAID, "paid_twice", "payment.found-twice"],
  [PAID, "after_hand_over", "payment.found-handed-over"],
] as const satisfies readonly EdgeSpec<string>[];

const REJECTIONS = [
  [[...PAID, ...BESIDE], "rejected_later", "payment.rejected-later"],
] as const satisfies readonly EdgeSpec<string>[];

const PERSON_CORRECTIONS = [
  [ASIDE, "paid_card", "payment.cleared-as-card"],
  [ASIDE, "paid_debit", "payment.cleared-as-debit"],
  [ASIDE, "refused", "payment.dismissed"],
] as const satisfies readonly EdgeSpec<string>[];

type EventsOf<Specs extends readonly EdgeSpec<string>[]> = Specs[number][2];

export type PaymentEvent =
  | EventsOf<typeof OPENINGS>
  | EventsOf<typeof RESULTS>
  | EventsOf<typeof ANSWER_CORRECTIONS>
  | EventsOf<typeof LEDGER_CORRECTIONS>
  | EventsOf<typeof REJECTIONS>
  | EventsOf<typeof PERSON_CORRECTIONS>;

type PaymentEdge = Edge & { event: PaymentEvent };

function edgesOf(specs: readonly EdgeSpec<PaymentEvent>[], by: readonly Walker[], correction = true): PaymentEdge[] {
  return specs.flatMap(([froms, to, event]) => froms.map((from) => ({ from, to, event, by, correction })));
}

/** The whole graph. `person` may also walk the answers' corrections: the treasury's list can say "paid" too. */
export const EDGES: readonly PaymentEdge[] = [
  ...edgesOf(OPENINGS, ["opening"], false),
  ...edgesOf(RESULTS, ["answer"], false),
  ...edgesOf(ANSWER_CORRECTIONS, ["answer", "person"]),
  ...edgesOf(LEDGER_CORRECTIONS, ["ledger"]),
  ...edgesOf(REJECTIONS, ["answer", "person"]),
  ...edgesOf(PERSON_CORRECTIONS, ["person"]),
];

/** Final: nothing more is expected of the payer. Only a correction leaves it. */
export function isFinal(state: AttemptState): boolean {
  return !["started", "pending", "unknown"].includes(state);
}

/** The invoice is settled by this attempt. */
export function isSettled(state: AttemptState): boolean {
  return state === "paid_card" || state === "paid_debit";
}

/** A régisseur must decide what becomes of it. */
export function needsPerson(state: AttemptState): boolean {
  return ["suspect", "amount_differs", "paid_twice", "after_hand_over", "rejected_later"].includes(state);
}

/** Its money is in the books, with a receipt: on the invoice, or as the family's credit. */
export function isBooked(state: AttemptState): boolean {
  return isSettled(state) || state === "paid_twice" || state === "after_hand_over";
}

/** The state that an event leads to; null when the graph has no such edge. */
export function afterEvent(state: AttemptState, event: PaymentEvent): AttemptState | null {
  return EDGES.find((edge) => edge.from === state && edge.event === event)?.to ?? null;
}

/** What an answer changes; null when it changes nothing. `ageMinutes` since the payment was opened, null when not known. */
export function next(state: AttemptState, reading: Reading, ageMinutes: number | null): PaymentEvent | null {
  const target = targetOf(state, reading, ageMinutes);
  const edge = EDGES.find(({ from, to, by }) => from === state && to === target && by.includes("answer"));
  return edge?.event ?? null;
}

function targetOf(state: AttemptState, reading: Reading, ageMinutes: number | null): AttemptState | null {
  const verdict = reading.kind === "verdict" ? reading.verdict : null;
  switch (stateOf(reading, ageMinutes)) {
    case "paid":
      return verdict?.means === "debit" ? "paid_debit" : "paid_card";
    case "refused":
      return isBooked(state) && verdict?.means === "debit" ? "rejected_later" : "refused";
    case "cancelled":
      return "cancelled";
    case "expired":
      return "expired";
    case "suspect":
      return verdict && onlyTheAmountDiffers(verdict) ? "amount_differs" : "suspect";
    case "unclear":
      return "unknown";
    default:
      return null;
  }
}

/** Money arrived for this very payment, but not the sum that was asked. */
function onlyTheAmountDiffers({ claim, amountCents, differences }: Verdict): boolean {
  const [first, ...others] = differences;
  return claim === "paid" && amountCents !== null && first === "amount" && others.length === 0;
}

/** A result that no server vouches for, because the payer's browser brought it: it may say that nothing was paid, not that all is. */
export function asBrought(verdict: Verdict): Verdict {
  return verdict.outcome === "paid" ? { ...verdict, outcome: "suspect" } : verdict;
}

/** What the call that opens a payment changes. A lost answer harms nobody: no payer ever got its address. */
export function afterOpening(ending: "opened" | "refused" | "lost"): PaymentEvent {
  if (ending === "opened") return "payment.opened";
  return ending === "refused" ? "payment.opening-refused" : "payment.opening-lost";
}

/**
 * When the last question stayed without a usable answer, a person looks: nothing stays unknown for ever. That goes for an attempt that was
 * refused, given up or expired too, since its payer may have come back after that was heard.
 */
export function afterLastPoll(state: AttemptState): PaymentEvent | null {
  if (state === "pending" || state === "unknown") return "payment.suspected";
  return (UNPAID as readonly AttemptState[]).includes(state) ? "payment.corrected-to-suspect" : null;
}

/** What names an attempt in the subject of the redirect form, which sends nothing of ours back but its own fields: 12 letters and digits. */
export function tokenOf(attemptId: string): string {
  return attemptId.replaceAll("-", "").slice(-12);
}
