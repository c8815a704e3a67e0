/**
 * A parent entrusts a child to a third person, such as a grand-parent, for a time and for named things: see the days, book, collect. Usual acts
 * (code civil 373-2): one holder of authority decides, on their own days. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

export const rights = ["canSee", "canBook", "canCollect"] as const;
export type Right = (typeof rights)[number];

const LONGEST_DAYS = 366;
/** At a time, for one child, by one household. */
export const MOST = 6;

export type SpanRefusal = "end-before-start" | "past" | "too-long";

/** Both days are included. */
export function refuseSpan(span: { since: CivilDate; until: CivilDate }, today: CivilDate): SpanRefusal | null {
  if (span.until < span.since) return "end-before-start";
  if (span.until < today) return "past";
  return span.until >= addDays(span.since, LONGEST_DAYS) ? "too-long" : null;
}

/** Who may book must see what is booked. */
export function withSight(wanted: readonly Right[]): Record<Right, boolean> {
  const canBook = wanted.includes("canBook");
  return { canSee: canBook || wanted.includes("canSee"), canBook, canCollect: wanted.includes("canCollect") };
}
