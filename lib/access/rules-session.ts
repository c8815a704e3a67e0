/**
 * How long a session lasts: 30 days at most for everybody, and for staff 12 hours without a request,
 * because an office computer is shared and shows many families' records. Pure.
 */
import type { Role } from "./permissions";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONGEST = 30 * 24 * HOUR;
const STAFF_IDLE = 12 * HOUR;
const TOUCH_EVERY = 5 * MINUTE;

/** The instant at which the session is over, if nothing is asked after `seenAt`. */
export function sessionEnd(role: Role, times: { createdAt: Date; seenAt: Date }): Date {
  const longest = times.createdAt.getTime() + LONGEST;
  if (role === "parent") return new Date(longest);
  return new Date(Math.min(longest, times.seenAt.getTime() + STAFF_IDLE));
}

/** Whether the row is worth a write: at most one every five minutes. */
export function isTouchDue(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= TOUCH_EVERY;
}
