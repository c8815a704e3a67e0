/**
 * What may be marked on a sheet, by whom and when (facts: domain-rules 20, 21, 58): present, absent, absent with a good reason,
 * present without booking; nothing before the day, nothing once the day is invoiced. Pure.
 */
import { type CivilDate, type CivilTime, isCivilTime } from "@/lib/kernel/civil-date";

export const marks = ["present", "absent", "absent_justified"] as const;
export type Mark = (typeof marks)[number];
export type Status = Mark | "unbooked_present";

/** Presence without booking is its own status, since it has its own price. */
export function statusOf(mark: Mark, isBooked: boolean): Status {
  if (isBooked) return mark;
  return mark === "present" ? "unbooked_present" : "absent";
}

export function markOf(status: Status): Mark {
  return status === "unbooked_present" ? "present" : status;
}

export function isThere(status: Status | null): boolean {
  return status === "present" || status === "unbooked_present";
}

/** Attendance staff work with today's list only; the office may look back and ahead. */
export function mayOpenSheet(role: string, day: CivilDate, today: CivilDate): boolean {
  return role !== "animateur" || day === today;
}

export type SheetRefusal = "locked" | "not-yet";

/** Why nothing may be marked on a sheet; null when it may. */
export function refuseMarking(sheet: { day: CivilDate; isLocked: boolean }, today: CivilDate): SheetRefusal | null {
  if (sheet.isLocked) return "locked";
  return sheet.day > today ? "not-yet" : null;
}

/** Activities that children leave one by one, with somebody. */
const WITH_DEPARTURE = new Set(["evening-care", "leisure", "study"]);

export function notesDeparture(activityKind: string): boolean {
  return WITH_DEPARTURE.has(activityKind);
}

/** Where the hour a child came matters too: children come one by one. */
export function notesArrival(activityKind: string): boolean {
  return activityKind === "morning-care" || WITH_DEPARTURE.has(activityKind);
}

/** A row of the sheet as the form showed it and as it was sent; null is not marked yet. */
export type Asked = { mark: Mark | null; departed: CivilTime | null };

/** Whether the person changed the row: what they left alone is not written, so that two people may share a sheet. */
export function isChanged(shown: Asked, asked: Asked): boolean {
  return asked.mark !== null && (asked.mark !== shown.mark || asked.departed !== shown.departed);
}

/** A departure belongs to a child who was there. */
export function departureOf({ mark, departed }: Asked): CivilTime | null {
  return mark === "present" && departed !== null && isCivilTime(departed) ? departed : null;
}

export type Counts = { expected: number; present: number; absent: number; waiting: number };

export function countOf(rows: readonly { isBooked: boolean; status: Status | null }[]): Counts {
  const present = rows.filter((row) => isThere(row.status)).length;
  const absent = rows.filter((row) => row.isBooked && row.status !== null && !isThere(row.status)).length;
  const expected = rows.filter((row) => row.isBooked).length;
  const waiting = rows.filter((row) => row.isBooked && row.status === null).length;
  return { expected, present, absent, waiting };
}
