/**
 * The quotient in force on a day: from when a quotient received in the month holds, and until when its proof is good
 * (docs/commune-file.md §6; facts: domain-rules 7, 8). A late quotient never changes what was in force before. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import type { QuotientOn } from "@/lib/clause/rules-scales";
import { addDays, addMonths, type CivilDate, firstDayOf, monthOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Household, Quotient } from "./schema";

/** `from` null: since ever; both days included. */
export type InForce = {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly known: QuotientOn & { state: "known" };
};

const NONE: QuotientOn = { state: "none" };

export function quotientOn(file: CommuneFile, household: Household, day: CivilDate): QuotientOn {
  return quotientAt(quotientsOf(file, household.quotients), day);
}

/** In the order in which they take effect; of two on one day the one received last wins. */
export function quotientsOf(file: CommuneFile, quotients: readonly Quotient[]): readonly InForce[] {
  return [...quotients]
    .sort((one, other) => compare(one.receivedOn, other.receivedOn))
    .map((quotient) => {
      const from = quotient.receivedOn === null ? null : effectOf(file, quotient.receivedOn);
      const until = earliest(quotient.until ?? null, expiryOf(file, quotient.receivedOn));
      return { from, until, known: { state: "known" as const, value: quotient.value, since: from } };
    });
}

export function quotientAt(quotients: readonly InForce[], day: CivilDate): QuotientOn {
  const latest = quotients.findLast(({ from }) => from === null || from <= day);
  if (!latest) return NONE;
  if (latest.until === null || day <= latest.until) return latest.known;
  return { state: "expired", value: latest.known.value, until: latest.until };
}

function effectOf(file: CommuneFile, received: CivilDate): CivilDate {
  const { effect, receivedBy } = file.quotient;
  const month = monthOf(received);
  const isLate = receivedBy !== undefined && Number(received.slice(8, 10)) > receivedBy;
  const later = (months: number) => firstDayOf(addMonths(month, months + (isLate ? 1 : 0)));
  switch (effect) {
    case "day":
      return received;
    case "same_month":
      return later(0);
    case "next_month":
      return later(1);
    case "next_period":
      return addDays(calendarOf(file).spanOf("period", received).to, 1);
    case "next_year":
      return `${Number(received.slice(0, 4)) + 1}-01-01`;
    case "next_school_year":
      return addDays(calendarOf(file).spanOf("year", received).to, 1);
  }
}

/** The first of the yearly days of expiry that comes on the day of receipt or after. */
function expiryOf(file: CommuneFile, received: CivilDate | null): CivilDate | null {
  const { expires } = file.quotient;
  if (expires === undefined || received === null) return null;
  const year = Number(received.slice(0, 4));
  const same = dayIn(year, expires);
  return received <= same ? same : dayIn(year + 1, expires);
}

/** "02-29" is the last of February in a common year. */
function dayIn(year: number, monthDay: string): CivilDate {
  const isCommon = year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0);
  return `${year}-${monthDay === "02-29" && isCommon ? "02-28" : monthDay}`;
}

function earliest(one: CivilDate | null, other: CivilDate | null): CivilDate | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function compare(one: CivilDate | null, other: CivilDate | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? -1 : 1;
  return one < other ? -1 : 1;
}
