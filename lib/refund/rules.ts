/**
 * Money given back to a family (domain rule 45): only what it paid, to the same means, whole or in part, never twice, and out of its own credit.
 * A refund that is refused or comes back is a state of its own, never a payment below zero. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Means } from "@/lib/ledger/rules";

export const refundStates = ["requested", "ordered", "paid", "refused", "failed"] as const;
export type RefundState = (typeof refundStates)[number];

export const refundSteps = ["order", "pay", "refuse", "fail"] as const;
export type RefundStep = (typeof refundSteps)[number];

const STEPS: Record<RefundState, Partial<Record<RefundStep, RefundState>>> = {
  requested: { order: "ordered", refuse: "refused" },
  ordered: { pay: "paid", refuse: "refused", fail: "failed" },
  // The bank can send money back days after it left.
  paid: { fail: "failed" },
  refused: {},
  failed: {},
};

/** Null when the state knows no such step. */
export function afterStep(state: RefundState, step: RefundStep): RefundState | null {
  return STEPS[state][step] ?? null;
}

/** States whose money is spoken for: it counts against what was paid. */
export const engagedStates = ["requested", "ordered", "paid"] as const satisfies readonly RefundState[];

/** No money is given on a paper title, neither as change nor later (domain rule 42). */
export function isRefundable(means: Means): boolean {
  return means !== "cesu" && means !== "voucher";
}

/** A receipt of the payer that stands, with what is not given back or spoken for yet; nearest to the credit first. */
export type RefundableReceipt = { id: string; means: Means; leftCents: Cents };
export type RefundPart = { receiptId: string; means: Means; amountCents: Cents };
export type RequestRefusal = "no-credit" | "above-credit" | "not-refundable" | "above-receipts";

export type RefundPlan = { ok: true; parts: RefundPart[] } | { ok: false; reason: RequestRefusal; mostCents: Cents };

/**
 * Which receipts go back, and how much of each. `creditCents` is what is left of the credit once earlier requests are counted;
 * `mostCents` of a refusal is what could be asked for.
 */
export function planRefund(
  wish: { amountCents: Cents; receiptId?: string | undefined },
  facts: { creditCents: Cents; receipts: readonly RefundableReceipt[] },
): RefundPlan {
  const { amountCents, receiptId } = wish;
  const { creditCents } = facts;
  const open = facts.receipts
    .filter((receipt) => receiptId === undefined || receipt.id === receiptId)
    .filter((receipt) => isRefundable(receipt.means) && receipt.leftCents > 0);
  const mostCents = Math.max(0, Math.min(creditCents, sum(open.map((receipt) => receipt.leftCents))));
  if (creditCents <= 0) return { ok: false, reason: "no-credit", mostCents };
  if (amountCents > creditCents) return { ok: false, reason: "above-credit", mostCents };
  if (open.length === 0) return { ok: false, reason: "not-refundable", mostCents };
  if (amountCents > mostCents) return { ok: false, reason: "above-receipts", mostCents };
  return { ok: true, parts: partsOf(amountCents, open) };
}

function partsOf(amountCents: Cents, receipts: readonly RefundableReceipt[]): RefundPart[] {
  let rest = amountCents;
  return receipts.flatMap(({ id, means, leftCents }) => {
    const part = Math.min(rest, leftCents);
    rest -= part;
    return part > 0 ? [{ receiptId: id, means, amountCents: part }] : [];
  });
}

export type OrderRefusal = "not-open" | "same-person" | "no-credit" | "reversed";

/** Two people: whoever asked does not order. The credit may have paid an invoice meanwhile, and the receipt may have been taken back. */
export function refuseOrder(
  refund: { state: RefundState; requestedById: string | null; amountCents: Cents },
  facts: { actorId: string | null; creditCents: Cents; isReversed: boolean },
): OrderRefusal | null {
  if (afterStep(refund.state, "order") === null) return "not-open";
  if (refund.requestedById !== null && refund.requestedById === facts.actorId) return "same-person";
  if (facts.isReversed) return "reversed";
  return facts.creditCents < refund.amountCents ? "no-credit" : null;
}

export type PayRefusal = "not-open" | "reversed" | "future" | "before-order" | "no-cash";

/** Days are civil days in Paris. Cash leaves the till, so it must be there. A receipt taken back since the order has no money to give back. */
export function refusePayment(
  wish: { state: RefundState; means: Means; amountCents: Cents; paidOn: string },
  facts: { today: string; orderedOn: string; cashCents: Cents; isReversed: boolean },
): PayRefusal | null {
  if (afterStep(wish.state, "pay") === null) return "not-open";
  if (facts.isReversed) return "reversed";
  if (wish.paidOn > facts.today) return "future";
  if (wish.paidOn < facts.orderedOn) return "before-order";
  return wish.means === "cash" && facts.cashCents < wish.amountCents ? "no-cash" : null;
}

/** A refund as the office reads it. */
export type RefundTold = {
  id: string;
  state: RefundState;
  year: number | null;
  number: number | null;
  amountCents: Cents;
  means: Means;
  reason: string;
  reference: string | null;
  motive: string | null;
  paidOn: CivilDate | null;
  askedOn: CivilDate;
  payer: string;
  receipt: { id: string; year: number; number: number };
  /** Null: the family itself asked. */
  askedBy: string | null;
  /** The reader asked for it, and so does not grant it. */
  isOwn: boolean;
};
