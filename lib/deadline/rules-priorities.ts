/** Who comes first when places are scarce: the order of a waiting list and of a draw (docs/commune-file.md §4; facts: domain-rules 26). Pure. */
import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, testOf } from "@/lib/clause/rules-conditions";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type Priority = { rank: number; label: string | null };
/** `askedAt` compares as text; `draw` is the number drawn, the smallest first. */
export type Candidate = { id: string; facts: Facts; askedAt: string; draw?: number };
export type Ranked<Asker extends Candidate> = Priority & { candidate: Asker };

/** Rank 1 comes first; whoever meets no condition comes after all of them. Without a rule all are of rank 1. */
export function priorityOf(file: CommuneFile, activity: string, facts: Facts): Priority {
  const rule = ruleFor(file, activity);
  if (!rule) return { rank: 1, label: null };
  const defaults = defaultsOf(file);
  const place = rule.order.findIndex(({ when }) => testOf(when, defaults)(facts));
  if (place < 0) return { rank: rule.order.length + 1, label: null };
  return { rank: place + 1, label: rule.order[place]?.label ?? null };
}

/** The priorities of an activity in order, the first at rank 1; empty when the file has none. */
export function prioritiesOf(file: CommuneFile, activity: string): readonly string[] {
  return ruleFor(file, activity)?.order.map(({ label }) => label) ?? [];
}

/** By priority, then by the number drawn where the file says so, then by time, then by id: the same wishes always give the same order. */
export function orderCandidates<Asker extends Candidate>(
  file: CommuneFile,
  activity: string,
  candidates: readonly Asker[],
): Ranked<Asker>[] {
  const byDraw = ruleFor(file, activity)?.ties === "draw";
  const drawn = ({ draw }: Asker) => (byDraw ? (draw ?? Number.MAX_SAFE_INTEGER) : 0);
  return candidates
    .map((candidate) => ({ candidate, ...priorityOf(file, activity, candidate.facts) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        drawn(a.candidate) - drawn(b.candidate) ||
        compare(a.candidate.askedAt, b.candidate.askedAt) ||
        compare(a.candidate.id, b.candidate.id),
    );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function ruleFor(file: CommuneFile, activity: string) {
  return file.priorities.find((rule) => concerns(file, rule.activities, activity));
}
