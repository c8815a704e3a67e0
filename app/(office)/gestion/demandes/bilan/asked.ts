/** The period that an address asks for: « 2026-s1 », « 2026 »; the latest one that is over when it asks for nothing usable. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Period, periodsUntil } from "@/lib/workload/rules";

export const codeOf = ({ year, half }: Period): string => (half ? `${year}-s${half}` : String(year));

export function readPeriod(asked: unknown, today: CivilDate): Period | null {
  const periods = periodsUntil(today);
  return periods.find((period) => codeOf(period) === asked) ?? periods[0] ?? null;
}
