/**
 * Money at the counter (domain rules 36, 42): never for an invoice that the comptable collects, never more cash than is due.
 * What is too much of a cheque or a transfer becomes a credit; what is too much of a CESU or a holiday voucher is not given back. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

/** What a régisseur may write down as received by hand. */
export const counterMeans = ["cash", "cheque", "transfer", "cesu", "voucher"] as const;
export type CounterMeans = (typeof counterMeans)[number];

/** Paper that a deposit slip takes to the bank, or to whoever pays for it. */
export const paperMeans = ["cheque", "cesu", "voucher"] as const;
export type PaperMeans = (typeof paperMeans)[number];

export type CounterRefusal =
  | "handed"
  | "nothing-due"
  | "not-accepted"
  | "future"
  | "before-invoice"
  | "too-much"
  | "surplus"
  | "no-change";

export type CounterFacts = {
  dueCents: Cents;
  /** What the comptable still has to collect of the invoice. */
  claimCents: Cents;
  issuedOn: CivilDate | null;
  today: CivilDate;
  accepted: { cesu: boolean; voucher: boolean };
};

export type CounterWish = {
  means: CounterMeans;
  amount: Cents;
  receivedOn: CivilDate;
  /** The régisseur says that the surplus may be kept: as a credit, or lost for a voucher. */
  keepSurplus: boolean;
};

/** `amountCents` is what the receipt says; `surplusCents`, within it, becomes a credit; `lostCents`, beyond it, is not given back. */
export type CounterTake = { amountCents: Cents; surplusCents: Cents; lostCents: Cents };

export function refuseCounter(wish: CounterWish, facts: CounterFacts): CounterRefusal | null {
  if (facts.claimCents > 0) return "handed";
  if (facts.dueCents <= 0) return "nothing-due";
  if ((wish.means === "cesu" || wish.means === "voucher") && !facts.accepted[wish.means]) return "not-accepted";
  if (wish.receivedOn > facts.today) return "future";
  if (facts.issuedOn !== null && wish.receivedOn < facts.issuedOn) return "before-invoice";
  return wish.amount > facts.dueCents ? refuseSurplus(wish) : null;
}

/** Cash above what is due is handed back at once; the rest needs a word from the régisseur. */
function refuseSurplus({ means, keepSurplus }: CounterWish): CounterRefusal | null {
  if (means === "cash") return "too-much";
  if (keepSurplus) return null;
  return isTitle(means) ? "no-change" : "surplus";
}

/** Only for a wish that is not refused. */
export function takeOf({ means, amount }: CounterWish, dueCents: Cents): CounterTake {
  const over = Math.max(amount - dueCents, 0);
  if (isTitle(means)) return { amountCents: amount - over, surplusCents: 0, lostCents: over };
  return { amountCents: amount, surplusCents: over, lostCents: 0 };
}

/** A paper title with a face value, on which no change is given. */
export function isTitle(means: CounterMeans): means is "cesu" | "voucher" {
  return means === "cesu" || means === "voucher";
}

export const reversalKinds = ["mistake", "bounced"] as const;
export type ReversalKind = (typeof reversalKinds)[number];
export type ReversalRefusal =
  | "already"
  | "not-counter"
  | "locked"
  | "remitted"
  | "not-cheque"
  | "not-deposited"
  | "refunded"
  | "credit-used";

export type ReceiptFacts = {
  means: string;
  isReversed: boolean;
  /** It takes another receipt back. */
  isReversal: boolean;
  inLot: boolean;
  isDeposited: boolean;
  amountCents: Cents;
  /** What is in hand of its means. */
  inHandCents: Cents;
  refundedCents: Cents;
  surplusCents: Cents;
  /** What is left of the credit that its surplus opened. */
  surplusLeftCents: Cents;
};

/**
 * A mistake is put right until something closed over it; a cheque bounces after it was taken to the bank, whatever became of its money:
 * what is gone of its surplus is owed again.
 */
export function refuseReversal(kind: ReversalKind, receipt: ReceiptFacts): ReversalRefusal | null {
  if (receipt.isReversed || receipt.isReversal) return "already";
  if (!(counterMeans as readonly string[]).includes(receipt.means)) return "not-counter";
  return kind === "bounced" ? refuseBounce(receipt) : refuseMistake(receipt);
}

function refuseBounce({ means, isDeposited, inLot }: ReceiptFacts): ReversalRefusal | null {
  if (means !== "cheque") return "not-cheque";
  return isDeposited || inLot ? null : "not-deposited";
}

function refuseMistake(receipt: ReceiptFacts): ReversalRefusal | null {
  if (receipt.inLot || receipt.isDeposited) return "locked";
  if (receipt.inHandCents < receipt.amountCents) return "remitted";
  if (receipt.refundedCents > 0) return "refunded";
  return receipt.surplusLeftCents < receipt.surplusCents ? "credit-used" : null;
}
