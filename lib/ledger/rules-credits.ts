/** Which credits pay an invoice: the oldest first, in part where less is owed, and only those of the same family and payer (domain rule 5). Pure. */
import type { Cents } from "@/lib/kernel/money";

export type OpenCredit = { creditId: string; householdId: string; payerId: string; leftCents: Cents; openedAt: Date };

/** `credits` in any order; the answer is in the order of use. */
export function creditsFor(
  owed: { householdId: string; payerId: string; dueCents: Cents },
  credits: readonly OpenCredit[],
): { creditId: string; amountCents: Cents }[] {
  const own = credits
    .filter((credit) => credit.householdId === owed.householdId && credit.payerId === owed.payerId)
    .sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime() || (a.creditId < b.creditId ? -1 : 1));
  const uses: { creditId: string; amountCents: Cents }[] = [];
  let due = owed.dueCents;
  for (const { creditId, leftCents } of own) {
    const amountCents = Math.min(due, leftCents);
    if (amountCents <= 0) continue;
    uses.push({ creditId, amountCents });
    due -= amountCents;
  }
  return uses;
}
