/** Whether a debt may be given up: something is owed, no more than that, by a decision that has been taken since the invoice. Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export type WriteOffRefusal = "nothing-due" | "too-much" | "future" | "before-invoice";

type Owed = { dueCents: Cents; claimCents: Cents; issuedOn: CivilDate | null; today: CivilDate };

/** What can be given up at once: what is owed to the régie, or else to the comptable. */
export function writableOf({ dueCents, claimCents }: Pick<Owed, "dueCents" | "claimCents">): Cents {
  return Math.max(dueCents > 0 ? dueCents : claimCents, 0);
}

export function refuseWriteOff(
  { amount, decidedOn }: { amount: Cents; decidedOn: CivilDate },
  owed: Owed,
): WriteOffRefusal | null {
  const most = writableOf(owed);
  if (most === 0) return "nothing-due";
  if (amount > most) return "too-much";
  if (decidedOn > owed.today) return "future";
  return owed.issuedOn !== null && decidedOn < owed.issuedOn ? "before-invoice" : null;
}
