/** Where an issued invoice stands in its life, derived from the books and the calendar and kept nowhere (issue 4, point 2). Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export const lifeStates = ["due", "late", "reminded", "handed", "settled", "credited", "written-off"] as const;
export type LifeState = (typeof lifeStates)[number];

export type LifeFacts = {
  totalCents: Cents;
  /** Still owed to the régie. */
  dueCents: Cents;
  /** Still owed to the comptable. */
  claimCents: Cents;
  creditedCents: Cents;
  writtenOffCents: Cents;
  /** Level of the last reminder; 0 when none was sent. */
  reminded: number;
  dueOn: CivilDate | null;
  today: CivilDate;
};

export function lifeState(facts: LifeFacts): LifeState {
  const { dueCents, claimCents, reminded, dueOn, today } = facts;
  if (claimCents > 0) return "handed";
  if (dueCents <= 0) return endOf(facts);
  if (reminded > 0) return "reminded";
  return dueOn !== null && today > dueOn ? "late" : "due";
}

/** An invoice without anything left says how it ended: mostly it was paid. */
function endOf({ totalCents, creditedCents, writtenOffCents }: LifeFacts): LifeState {
  if (writtenOffCents > 0) return "written-off";
  return totalCents > 0 && creditedCents >= totalCents ? "credited" : "settled";
}
