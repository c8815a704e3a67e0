/**
 * What is unpaid for a child as the rules of suspension ask it (billing.suspension; domain rule 34): invoices past their due day with a line about
 * the child or about the family as a whole. A child whose invoices are paid is not held for another's. Pure.
 */
import { type CivilDate, distanceInDays } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";

export type Debt = {
  invoiceId: string;
  dueOn: CivilDate;
  /** Still owed, from the ledger. */
  dueCents: Cents;
  /** Children on its lines; null is a line for the family as a whole. */
  childIds: readonly (string | null)[];
};

export type Unpaid = { cents: Cents; invoices: number; daysLate: number };

/** On a day; an invoice may be paid until the end of its due day. */
export function unpaidFor(debts: readonly Debt[], childId: string, today: CivilDate): Unpaid {
  const late = debts.filter(
    ({ dueOn, dueCents, childIds }) =>
      dueOn < today && dueCents > 0 && (childIds.includes(childId) || childIds.every((id) => id === null)),
  );
  return {
    cents: sum(late.map(({ dueCents }) => dueCents)),
    invoices: late.length,
    daysLate: Math.max(0, ...late.map(({ dueOn }) => distanceInDays(dueOn, today))),
  };
}
