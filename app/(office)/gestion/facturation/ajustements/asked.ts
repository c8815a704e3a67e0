/** What the address of the adjustments asks for: month, régie, page; anything unclear falls back to last month and the first régie. */
import { addMonths, type CivilDate, type CivilMonth, isCivilMonth, monthOf } from "@/lib/kernel/civil-date";

const MONTHS_BACK = 15;

export type Asked = { month: CivilMonth; regieId: string; page: number; accepted: number };
type Known = { today: CivilDate; regies: readonly { id: string }[] };

/** The present month first. */
export function monthsUntil(today: CivilDate): CivilMonth[] {
  return Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(monthOf(today), -back));
}

export function readAsked(query: Record<string, string | string[] | undefined>, { today, regies }: Known): Asked {
  const { mois, regie, page, fait } = query;
  const months = monthsUntil(today);
  const isKnown = typeof mois === "string" && isCivilMonth(mois) && months.includes(mois);
  const found = regies.find(({ id }) => id === regie) ?? regies[0];
  return {
    month: isKnown ? mois : addMonths(monthOf(today), -1),
    regieId: found?.id ?? "",
    page: Math.max(1, numberIn(page)),
    accepted: numberIn(fait),
  };
}

function numberIn(text: string | string[] | undefined): number {
  return typeof text === "string" && /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

export function addressOf({ month, regieId }: Asked, page: number): string {
  return `/gestion/facturation/ajustements?${new URLSearchParams({ mois: month, regie: regieId, page: String(page) })}`;
}
