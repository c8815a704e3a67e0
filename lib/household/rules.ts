/**
 * Where a child lives on a given day, and what is in force on that day: address, quotient familial, payers, consents.
 * Separated parents: custody decides who books and who pays (domain rules 7, 12, 13, 14). Pure: the caller brings the rows.
 */

import { coversHoliday, type HolidayShare, type SchoolHoliday } from "@/lib/calendar/rules-halves";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import { addDays, type CivilDate, isoWeekOf, weekdayOf } from "@/lib/kernel/civil-date";
import type { Custody, Diet } from "./schema";

/** `custody` null is every day; `since` and `until` are inclusive. `holidays` are needed where the calendar shares them. */
export type Residence = {
  householdId: string;
  custody: Custody | null;
  since: CivilDate;
  until: CivilDate | null;
  holidays?: readonly SchoolHoliday[];
};
export type CustodyException = { day: CivilDate; householdId: string };

/**
 * Whether the custody calendar gives `day` to its household: the share of the school holidays first, then the ordinary weeks. An alternating period starts on the handover day (Monday unless agreed otherwise)
 * of the week that has the parity, and lasts seven days. After a year of 53 weeks two odd weeks follow each other: so does the calendar,
 * and the parents settle that turn with exceptions.
 */
export function coversDay(custody: Custody | null, day: CivilDate, holidays: readonly SchoolHoliday[] = []): boolean {
  if (custody === null || custody.kind === "always") return true;
  const inHolidays = custody.holidays ? coversHoliday(custody.holidays, day, holidays) : null;
  if (inHolidays !== null) return inHolidays;
  if (custody.kind === "weekdays") return custody.days.includes(weekdayOf(day));
  const week = isoWeekOf(addDays(day, 1 - (custody.handover ?? 1)));
  return (week % 2 === 1) === (custody.parity === "odd");
}

const isAlways = (custody: Custody | null) => custody === null || custody.kind === "always";

/**
 * The household that has the child on `day`: the exception of that day first, then a calendar that names the day,
 * then the household where the child lives all the time. Null when nobody known has the child, such as the weeks of a parent without a file here.
 */
export function householdOn(
  day: CivilDate,
  residences: readonly Residence[],
  exceptions: readonly CustodyException[],
): string | null {
  const inForce = residences.filter((home) => home.since <= day && (home.until === null || day <= home.until));
  const exception = exceptions.find((one) => one.day === day);
  if (exception && inForce.some((home) => home.householdId === exception.householdId)) return exception.householdId;
  const homes = inForce
    .filter((home) => coversDay(home.custody, day, home.holidays))
    .sort((a, b) => Number(isAlways(a.custody)) - Number(isAlways(b.custody)) || compare(a, b));
  return homes[0]?.householdId ?? null;
}

function compare(a: Residence, b: Residence): number {
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.householdId < b.householdId ? -1 : 1;
}

/** The calendar of the other household when a child alternates between two; null when it cannot be told. */
export function complementOf(custody: Custody): Custody | null {
  if (custody.kind === "always") return null;
  const halves = custody.holidays && { holidays: otherHalves(custody.holidays) };
  if (custody.kind === "alternate-weeks") {
    return { ...custody, parity: custody.parity === "odd" ? "even" : "odd", ...halves };
  }
  const days = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !custody.days.includes(day));
  return days.length > 0 ? { kind: "weekdays", days: [...days], ...halves } : null;
}

function otherHalves({ evenYears }: HolidayShare): HolidayShare {
  return { evenYears: evenYears === "first" ? "second" : "first" };
}

export type DatedQuotient = { since: CivilDate; until: CivilDate | null; recordedAt: Date };

/** The quotient in force on `day`: latest date of effect, then the latest recorded. Null means the top tariff. */
export function quotientOn<Quotient extends DatedQuotient>(
  quotients: readonly Quotient[],
  day: CivilDate,
): Quotient | null {
  let best: Quotient | null = null;
  for (const one of quotients) {
    if (one.since > day || (one.until !== null && one.until < day)) continue;
    const later = best && (one.since === best.since ? one.recordedAt > best.recordedAt : one.since > best.since);
    if (best === null || later) best = one;
  }
  return best;
}

/** The address on `day`: the one with the latest date of effect not after it. */
export function addressOn<Address extends { since: CivilDate }>(
  addresses: readonly Address[],
  day: CivilDate,
): Address | null {
  return latest(addresses.filter((address) => address.since <= day));
}

function latest<Dated extends { since: CivilDate }>(rows: readonly Dated[]): Dated | null {
  return rows.reduce<Dated | null>((best, row) => (best === null || row.since >= best.since ? row : best), null);
}

export type PayerShare = { childId: string | null; sharePercent: number; since: CivilDate; until: CivilDate | null };

/** Who pays for a child on `day`: the shares agreed for this child, else those of the household. */
export function payersOn<Share extends PayerShare>(shares: readonly Share[], day: CivilDate, childId: string): Share[] {
  const inForce = shares.filter((share) => share.since <= day && (share.until === null || day <= share.until));
  const own = inForce.filter((share) => share.childId === childId);
  return own.length > 0 ? own : inForce.filter((share) => share.childId === null);
}

/** The latest word on each kind of consent. A kind nobody answered is absent, which counts as no. */
export function consentsInForce<Kind extends string>(
  rows: readonly { kind: Kind; isGranted: boolean; givenAt: Date }[],
): Map<Kind, { isGranted: boolean; givenAt: Date }> {
  const answers = new Map<Kind, { isGranted: boolean; givenAt: Date }>();
  for (const row of rows) {
    const known = answers.get(row.kind);
    if (!known || row.givenAt >= known.givenAt) answers.set(row.kind, row);
  }
  return answers;
}

/** A family may announce a move up to a year ahead, and say it up to a month late; beyond, the office enters it. */
export function isDeclarableAddressDate(since: CivilDate, today: CivilDate): boolean {
  return since >= addDays(today, -31) && since <= addDays(today, 365);
}

/** The fields that change, with what stood before: the body of an event. Null when nothing changes. */
export function changesBetween<Value extends { readonly [key: string]: Json }>(
  before: Value,
  after: Partial<Value>,
): { before: Partial<Value>; after: Partial<Value> } | null {
  const keys = (Object.keys(after) as (keyof Value)[]).filter((key) => textOf(before[key]) !== textOf(after[key]));
  if (keys.length === 0) return null;
  const pick = (from: Partial<Value>) => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<Value>;
  return { before: pick(before), after: pick(after) };
}

const textOf = (value: Json | undefined) => canonical(value ?? null);

export type Health = { diet: string; hasPai: boolean; paiUntil: Date | null; allergies: string | null };

/** From the plate that leaves out nothing to the meal brought from home. */
const CARE: readonly Diet[] = ["standard", "no-pork", "no-meat", "vegetarian", "packed-meal"];
/** The column's length; two lists that are longer together are cut, and the family reads them on the child's page. */
const LONGEST = 300;

/**
 * Two records of one child become one: what the kitchen and the gate must know is added up, and the more careful of two answers wins, so that no
 * allergy that somebody declared is lost with the record that ends.
 */
export function joinedHealth(kept: Health | null, gone: Health): Health {
  if (!kept) return gone;
  const care = (diet: string) => CARE.indexOf(diet as Diet);
  const allergies = [...new Set([kept.allergies, gone.allergies].flatMap((text) => text ?? []))].join(" ; ");
  const ends = [kept, gone].flatMap(({ hasPai, paiUntil }) => (hasPai && paiUntil ? [paiUntil] : []));
  const isOpenEnded = [kept, gone].some(({ hasPai, paiUntil }) => hasPai && !paiUntil);
  return {
    diet: care(gone.diet) > care(kept.diet) ? gone.diet : kept.diet,
    hasPai: kept.hasPai || gone.hasPai,
    paiUntil: isOpenEnded ? null : (ends.sort((a, b) => b.getTime() - a.getTime())[0] ?? null),
    allergies: allergies.slice(0, LONGEST) || null,
  };
}
