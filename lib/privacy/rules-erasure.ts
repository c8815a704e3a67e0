/**
 * What an erasure would take at once, what stays and until when (GDPR art. 17(3), 13(2)(a)): the same durations as the table of the page on
 * personal data and as the destruction itself. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Durations, goneAfter, type RetentionName } from "@/lib/retention/rules";

export const keptSubjects = ["household", "bills", "bookings", "journal", "requests", "connections"] as const;
export type KeptSubject = (typeof keptSubjects)[number];

const RULES: Readonly<Record<KeptSubject, RetentionName>> = {
  household: "household-end",
  bills: "accounting-10-years",
  bookings: "accounting-10-years",
  journal: "proof-10-years",
  requests: "request-closed",
  connections: "net-12-months",
};

/** How much there is of a subject, and the last day from which its time runs; null while it is still in use. */
export type Held = { count: number; lastDay: CivilDate | null };
export type Kept = { subject: KeptSubject; count: number; rule: RetentionName; until: CivilDate | null };

/** Accounts are kept from the end of the civil year they belong to. */
export function startOf(rule: RetentionName, day: CivilDate): CivilDate {
  return rule === "accounting-10-years" ? `${day.slice(0, 4)}-12-31` : day;
}

export function keptUntil(held: Readonly<Record<KeptSubject, Held>>, durations: Durations): Kept[] {
  return keptSubjects.flatMap((subject) => {
    const { count, lastDay } = held[subject];
    const rule = RULES[subject];
    const until = lastDay && goneAfter(durations[rule], startOf(rule, lastDay));
    return count === 0 ? [] : [{ subject, count, rule, until }];
  });
}
