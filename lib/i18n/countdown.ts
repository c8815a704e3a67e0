/** How long is left until a limit, as one says it: « 3 h 20 », « 45 min », « 2 jours ». Elapsed time, also through the nights when the clock changes. */
import { type CivilDateTime, instantOf } from "@/lib/kernel/civil-date";
import type { Locale } from "./locale";

const NBSP = "\u00a0";
const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole minutes from now to a limit; negative once it has passed. */
export function minutesLeft(now: CivilDateTime, limit: CivilDateTime): number {
  return Math.floor((instantOf(limit).getTime() - instantOf(now).getTime()) / 60_000);
}

/** Null once it is too late. From two days on, days are enough. */
export function wordLeft(locale: Locale, now: CivilDateTime, limit: CivilDateTime): string | null {
  const left = minutesLeft(now, limit);
  if (left <= 0) return null;
  if (left >= 2 * DAY) return `${Math.floor(left / DAY)}${NBSP}${locale === "fr" ? "jours" : "days"}`;
  if (left < HOUR) return `${left}${NBSP}min`;
  const [hours, minutes] = [Math.floor(left / HOUR), left % HOUR];
  const rest = minutes === 0 ? "" : `${NBSP}${String(minutes).padStart(2, "0")}`;
  return `${hours}${NBSP}h${rest}`;
}
