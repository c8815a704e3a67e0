/** The period that an address asks for: « 2026-s1 », « 2026 »; the latest one that is over when it asks for nothing usable. And one of its versions. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { codeOf, type Period, periodsUntil } from "@/lib/workload/rules";

export function readPeriod(asked: unknown, today: CivilDate): Period | null {
  const periods = periodsUntil(today);
  return periods.find((period) => codeOf(period) === asked) ?? periods[0] ?? null;
}

export function readVersion(asked: unknown): number | null {
  const version = typeof asked === "string" && /^[1-9]\d{0,2}$/.test(asked) ? Number(asked) : null;
  return version;
}
