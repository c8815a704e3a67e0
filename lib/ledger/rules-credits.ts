/** Which credits pay an invoice: one that is named, then the oldest first, in part where less is owed, and only those of the same family and payer (domain rule 5). Pure. */
import { groupBy } from "@/lib/kernel/groups";
import type { Cents } from "@/lib/kernel/money";

export type OpenCredit = { creditId: string; householdId: string; payerId: string; leftCents: Cents; openedAt: Date };

/** `credits` in any order; the answer is in the order of use. */
export function creditsFor(
  owed: { householdId: string; payerId: string; dueCents: Cents },
  credits: readonly OpenCredit[],
  first?: string,
): { creditId: string; amountCents: Cents }[] {
  const own = credits
    .filter((credit) => credit.householdId === owed.householdId && credit.payerId === owed.payerId)
    .sort(
      (a, b) =>
        Number(b.creditId === first) - Number(a.creditId === first) ||
        a.openedAt.getTime() - b.openedAt.getTime() ||
        (a.creditId < b.creditId ? -1 : 1),
    );
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

type Owed = { invoiceId: string; householdId: string; payerId: string; dueCents: Cents };
export type CreditUse<Row extends Owed = Owed> = { debt: Row; uses: { creditId: string; amountCents: Cents }[] };

/** The credits on several debts at once, debt by debt in the order given: what one takes is not there for the next. Debts that get nothing are left out. */
export function creditUses<Row extends Owed>(
  debts: readonly Row[],
  credits: readonly OpenCredit[],
  first?: string,
): CreditUse<Row>[] {
  const left = new Map(credits.map((credit) => [credit.creditId, { ...credit }]));
  const owners = groupBy(left.values(), ownerOf);
  return debts.flatMap((debt) => {
    const uses = creditsFor(debt, owners.get(ownerOf(debt)) ?? [], first);
    for (const { creditId, amountCents } of uses) {
      const credit = left.get(creditId);
      if (credit) credit.leftCents -= amountCents;
    }
    return uses.length > 0 ? [{ debt, uses }] : [];
  });
}

function ownerOf({ householdId, payerId }: { householdId: string; payerId: string }): string {
  return `${householdId} ${payerId}`;
}
