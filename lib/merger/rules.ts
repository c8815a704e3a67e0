/**
 * Joining two files of one family, and splitting one in two. The preview is the plan itself: what is applied is the plan that was read, or nothing.
 * Proofs never move: invoices, payments, entries of the books and the journal keep the file they were made under, and go on being read. Pure.
 */
import type { Custody } from "@/lib/household/schema";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

/** Rows by table, ids in order. */
export type Rows = readonly { table: string; ids: readonly string[] }[];

export type Counts = readonly { table: string; count: number }[];

/** The same child entered twice: the record that is kept and the one that ends. */
export type Twin = { keptId: string; goneId: string };

export type MergePlan = {
  kind: "household" | "child";
  intoId: string;
  fromId: string;
  /** Rows that belong to the kept file from now on. */
  moves: Rows;
  /** Rows of the closed file that end; what lives on gets a row of its own in the kept one. */
  ends: Rows;
  /** What the kept record takes from the one that ends, besides rows: health, rights, answers, swapped days. */
  joins: Counts;
  /** Rows that stay as they are. */
  stays: Counts;
  /** The same child entered twice: the second record ends, its coming days and enrolments move to the first. */
  twins: readonly Twin[];
  newMembers: readonly string[];
  newChildren: readonly string[];
};

export type MergeRefusal =
  | "same"
  | "closed"
  | "billing-open"
  | "twice-booked"
  | "twice-waiting"
  | "twice-enrolled"
  | "document-waiting"
  | "changed";

export type UndoRefusal = "undone" | "too-late" | "changed" | "billed";

/** A joining may be undone for a month: as long as what it changed is kept. */
export const UNDO_DAYS = 30;

export function refuseUndo(
  merger: { appliedOn: CivilDate; isUndone: boolean },
  { today, isBilled }: { today: CivilDate; isBilled: boolean },
): UndoRefusal | null {
  if (merger.isUndone) return "undone";
  if (today > addDays(merger.appliedOn, UNDO_DAYS)) return "too-late";
  return isBilled ? "billed" : null;
}

export const stayings = ["stays", "goes", "even", "odd"] as const;
export type Staying = (typeof stayings)[number];

/** The calendar that an alternating child keeps in the present file: even or odd weeks here. */
export function calendarHere(staying: Staying): Custody | null {
  return staying === "even" || staying === "odd" ? { kind: "alternate-weeks", parity: staying } : null;
}

export type SplitRefusal = "last-adult" | "past" | "no-child" | "at-once" | "changed";

export function refuseSplit(
  wish: { since: CivilDate; children: readonly { staying: Staying }[] },
  { today, adults }: { today: CivilDate; adults: number },
): SplitRefusal | null {
  if (adults < 2) return "last-adult";
  if (wish.since < today || wish.since > addDays(today, 365)) return "past";
  return wish.children.some(({ staying }) => staying !== "stays") ? null : "no-child";
}

/** Rows without a day of their own: they change hands the moment the split is written, on no later day. */
const AT_ONCE: ReadonlySet<string> = new Set([
  ...["emergency_contact", "pickup_person", "draw_wish", "delegation"],
  ...["family_request", "change_request", "shared_change"],
]);

/** A split of a later day moves nothing today that still serves the home until then. */
export function refuseAhead(
  moves: Rows,
  { since, today }: { since: CivilDate; today: CivilDate },
): SplitRefusal | null {
  return since > today && moves.some(({ table, ids }) => AT_ONCE.has(table) && ids.length > 0) ? "at-once" : null;
}

export type SplitPlan = {
  householdId: string;
  guardianId: string;
  since: CivilDate;
  children: readonly { childId: string; staying: Staying }[];
  moves: Rows;
  ends: Rows;
};
