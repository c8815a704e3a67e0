/** Versions of the rules by date of effect: the one in force on a day is the one that took effect last (domain rules 8, 10). Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "./schema";

export type Rules = { id: string; label: string; since: CivilDate; file: CommuneFile };
/** By date of effect, the earliest first. */
export type RulesHistory = readonly Rules[];

/** Null before the first version. */
export function rulesOn(history: RulesHistory, day: CivilDate): Rules | null {
  return history.findLast((rules) => rules.since <= day) ?? null;
}
