/**
 * Reminders of unpaid invoices: which level is due today, by the levels of the commune's rules (billing.reminders), and what holds a letter back
 * (domain rules 34, 36, 46). What is owed comes from the ledger: an invoice that is paid, written off or handed to the comptable owes nothing. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { BillingRules } from "@/lib/rulebook/schema-billing";

export type Level = { level: number; afterDays: number; feeCents: Cents; label: string | null };

/** The levels in the order in which they are reached; the first is 1. */
export function levelsOf({ reminders }: Pick<BillingRules, "reminders">): Level[] {
  return [...reminders]
    .sort((one, other) => one.afterDays - other.afterDays)
    .map(({ afterDays, feeCents, label }, index) => ({ level: index + 1, afterDays, feeCents, label: label ?? null }));
}

/** Why nobody is reminded for now: an agreed payment plan, a line that is contested, a payment that is under way. */
export const holds = ["plan", "contest", "payment"] as const;
export type Hold = (typeof holds)[number];

export type Late = {
  dueOn: CivilDate;
  /** Still owed, from the ledger. */
  dueCents: Cents;
  sent: readonly { level: number; on: CivilDate }[];
  holds: readonly Hold[];
};

export type Reminding =
  /** `on` is the first day on which the letter could leave. */
  | { kind: "due" | "wait"; level: Level; on: CivilDate }
  | { kind: "held"; level: Level; on: CivilDate; hold: Hold }
  /** Every letter has left. */
  | { kind: "over" };

/**
 * What becomes of an invoice today; null when nothing is owed or the rules know no reminder. Levels follow each other: a letter that left late
 * leaves the family as many days before the next one as the rules give.
 */
export function remindingOf({ dueOn, dueCents, sent, holds: held }: Late, levels: readonly Level[], today: CivilDate) {
  if (dueCents <= 0 || levels.length === 0) return null;
  const last = sent.reduce<Late["sent"][number] | null>(
    (top, one) => (one.level > (top?.level ?? 0) ? one : top),
    null,
  );
  const level = levels.find((one) => one.level > (last?.level ?? 0));
  if (!level) return { kind: "over" } satisfies Reminding;
  const on = firstDay(level, { dueOn, last, levels });
  const [hold] = held;
  if (on > today) return { kind: "wait", level, on } satisfies Reminding;
  if (hold) return { kind: "held", level, on, hold } satisfies Reminding;
  return { kind: "due", level, on } satisfies Reminding;
}

type Reached = { dueOn: CivilDate; last: Late["sent"][number] | null; levels: readonly Level[] };

function firstDay(level: Level, { dueOn, last, levels }: Reached): CivilDate {
  const ruled = addDays(dueOn, level.afterDays);
  const before = levels.find((one) => one.level === last?.level);
  if (!last || !before) return ruled;
  const rested = addDays(last.on, Math.max(level.afterDays - before.afterDays, 1));
  if (rested > ruled) return rested;
  return ruled;
}

/** The charge of a reminder's fee is known by this (lib/charge/queries, REMINDER_FEE): one for each letter, whatever happens twice. */
export function feeKeyOf(invoiceId: string, level: number): string {
  return `reminder:${invoiceId}:${level}`;
}
