/** What the address of the proof asks for: « mois » and « regie »; anything unclear falls back to the present month and all régies. */
import { addMonths, type CivilDate, type CivilMonth, isCivilMonth, monthOf } from "@/lib/kernel/civil-date";

const MONTHS_BACK = 36;

export type Asked = { month: CivilMonth; regieId: string | null };
type Query = { mois?: unknown; regie?: unknown };

/** The present month first. */
export function monthsUntil(today: CivilDate): CivilMonth[] {
  return Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(monthOf(today), -back));
}

export function readAsked(
  { mois, regie }: Query,
  known: { today: CivilDate; regies: readonly { id: string }[] },
): Asked {
  const { today, regies } = known;
  const isKnown = typeof mois === "string" && isCivilMonth(mois) && monthsUntil(today).includes(mois);
  return {
    month: isKnown ? mois : monthOf(today),
    regieId: regies.find(({ id }) => id === regie)?.id ?? null,
  };
}

export function fileAddress({ month, regieId }: Asked): string {
  const query = new URLSearchParams({ mois: month, ...(regieId && { regie: regieId }) });
  return `/gestion/facturation/preuve/fichier?${query}`;
}
