/**
 * The state of a till (CGCT art. R.1617-16; facts: treasury §2): what is in hand by means, what must be paid over and by when,
 * the ceiling of cash, and what a handover has to agree on. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { type Means, means } from "@/lib/ledger/rules";

export type Amounts = Readonly<Partial<Record<Means, Cents>>>;

export type TillLine = {
  means: Means;
  /** From the books: received and not yet paid over. */
  inHandCents: Cents;
  /** Moved since the last remittance. */
  sinceCents: Cents;
  /** Taken to the bank, and not yet paid over. */
  depositedCents: Cents;
};

/** What was deposited is paid over first, so that what is left of it is what no remittance reached. */
export function depositedLeft(given: { depositedCents: Cents; remittedCents: Cents; inHandCents: Cents }): Cents {
  const left = given.depositedCents - given.remittedCents;
  return Math.max(0, Math.min(left, given.inHandCents));
}

/** Every means with money or movement; the others would be noise. */
export function tillLines(given: {
  inHand: Amounts;
  since: Amounts;
  deposited: Amounts;
  remitted: Amounts;
}): TillLine[] {
  return means
    .map((one) => {
      const inHandCents = given.inHand[one] ?? 0;
      const [depositedCents, remittedCents] = [given.deposited[one] ?? 0, given.remitted[one] ?? 0];
      return {
        means: one,
        inHandCents,
        sinceCents: given.since[one] ?? 0,
        depositedCents: depositedLeft({ depositedCents, remittedCents, inHandCents }),
      };
    })
    .filter((line) => line.inHandCents !== 0 || line.sinceCents !== 0);
}

export type Due = { dueOn: CivilDate; isOverdue: boolean };

/**
 * By when the till is to be paid over: `everyDays` after the last remittance when it left something, else after the first receipt since.
 * Null when nothing is in hand, or when the régie set no interval. On the day itself it is not late yet.
 */
export function remittanceDue(given: {
  since: CivilDate | null;
  everyDays: number;
  inHandCents: Cents;
  today: CivilDate;
}): Due | null {
  const { since, everyDays, inHandCents, today } = given;
  if (since === null || everyDays === 0 || inHandCents <= 0) return null;
  const dueOn = addDays(since, everyDays);
  return { dueOn, isOverdue: today > dueOn };
}

/** Cents of cash above the ceiling; 0 is within it. A ceiling of 0 is no ceiling. */
export function overCeiling(cashCents: Cents, ceilingCents: Cents): Cents {
  return ceilingCents === 0 ? 0 : Math.max(0, cashCents - ceilingCents);
}

export type RemitRefusal = "nothing" | "more-than-in-hand" | "future";

export function refuseRemittance(
  wish: { amounts: Amounts; remittedOn: CivilDate },
  facts: { inHand: Amounts; today: CivilDate },
): RemitRefusal | null {
  if (sum(means.map((one) => wish.amounts[one] ?? 0)) <= 0) return "nothing";
  if (means.some((one) => (wish.amounts[one] ?? 0) > Math.max(facts.inHand[one] ?? 0, 0))) return "more-than-in-hand";
  return wish.remittedOn > facts.today ? "future" : null;
}

/** What one holds in one's hands, and counts at a handover. */
export const countedMeans = ["cash", "cheque", "cesu", "voucher"] as const;
export type CountedMeans = (typeof countedMeans)[number];
export type Counted = Record<CountedMeans, Cents>;

/** In hand and not at the bank. */
export function heldOf(lines: readonly TillLine[]): Counted {
  const of = (one: CountedMeans) => {
    const line = lines.find((each) => each.means === one);
    return line ? line.inHandCents - line.depositedCents : 0;
  };
  return { cash: of("cash"), cheque: of("cheque"), cesu: of("cesu"), voucher: of("voucher") };
}

/** Counted less booked, by means; those that agree are left out. */
export function differences(booked: Counted, counted: Counted): { means: CountedMeans; cents: Cents }[] {
  return countedMeans
    .map((one) => ({ means: one, cents: counted[one] - booked[one] }))
    .filter(({ cents }) => cents !== 0);
}

export type AcceptRefusal = "not-yours" | "superseded" | "accepted" | "moved";

/** The one who takes over accepts with an own session, and only what the books still say. */
export function refuseAcceptance(
  handover: { toId: string; isLatest: boolean; isAccepted: boolean; booked: Counted },
  facts: { accountId: string; held: Counted },
): AcceptRefusal | null {
  if (handover.toId !== facts.accountId) return "not-yours";
  if (handover.isAccepted) return "accepted";
  if (!handover.isLatest) return "superseded";
  return differences(handover.booked, facts.held).length > 0 ? "moved" : null;
}
