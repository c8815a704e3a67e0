/** What an attempt's state and events are called outside: in the journal's closed list, and to the family. */
import type { EventType } from "@/lib/evidence/events";
import type { Cents } from "@/lib/kernel/money";
import type { Means } from "@/lib/payfip/rules-answer";
import type { AttemptState, PaymentEvent } from "./rules";

/** The journal keeps few types; the exact event of the graph travels in its payload. */
const JOURNAL = {
  "payment.opened": "payment.state-changed",
  "payment.opening-refused": "payment.start-failed",
  "payment.opening-lost": "payment.start-failed",
  "payment.paid-by-card": "payment.confirmed",
  "payment.paid-by-debit": "payment.confirmed",
  "payment.refused": "payment.refused",
  "payment.cancelled": "payment.cancelled",
  "payment.expired": "payment.expired",
  "payment.suspected": "payment.suspected",
  "payment.amount-differed": "payment.suspected",
  "payment.unclear": "payment.state-changed",
  "payment.corrected-to-card": "payment.corrected",
  "payment.corrected-to-debit": "payment.corrected",
  "payment.corrected-to-suspect": "payment.corrected",
  "payment.corrected-to-amount": "payment.corrected",
  "payment.corrected-to-refused": "payment.corrected",
  "payment.corrected-to-cancelled": "payment.corrected",
  "payment.found-twice": "payment.corrected",
  "payment.found-handed-over": "payment.corrected",
  "payment.rejected-later": "payment.corrected",
  "payment.cleared-as-card": "payment.corrected",
  "payment.cleared-as-debit": "payment.corrected",
  "payment.dismissed": "payment.corrected",
} as const satisfies Record<PaymentEvent, EventType>;

export function journalTypeOf(event: PaymentEvent): (typeof JOURNAL)[PaymentEvent] {
  return JOURNAL[event];
}

/** What a family is told; the words are in the catalogue. */
export type FamilyStatus =
  | "checking"
  | "paid"
  | "refused"
  | "cancelled"
  | "expired"
  | "rejected"
  | "twice"
  | "handed-over"
  | "with-regie";

const FAMILY_STATUS: Record<AttemptState, FamilyStatus> = {
  started: "checking",
  pending: "checking",
  unknown: "checking",
  paid_card: "paid",
  paid_debit: "paid",
  refused: "refused",
  cancelled: "cancelled",
  expired: "expired",
  rejected_later: "rejected",
  suspect: "with-regie",
  paid_twice: "twice",
  after_hand_over: "handed-over",
  amount_differs: "with-regie",
};

export function familyStatus(state: AttemptState): FamilyStatus {
  return FAMILY_STATUS[state];
}

/** A try to pay an invoice, as its family reads it. */
export type AttemptTold = {
  id: string;
  amountCents: Cents;
  status: FamilyStatus;
  means: Means | null;
  createdAt: Date;
  paidAt: Date | null;
};

/** "2026-000123": how the number of an invoice, a receipt or a lot is written. */
export function writtenNumber({ year, number }: { year: number; number: number }): string {
  return `${year}-${String(number).padStart(6, "0")}`;
}
