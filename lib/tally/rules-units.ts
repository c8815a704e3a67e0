/**
 * How many units of a price a use is: stays cut along slots and held within opening hours, started, nearest or full hours, half-hours and
 * quarters, booked against attended (docs/commune-file.md §6; facts: domain-rules 22). Pure.
 */
import type { CivilTime } from "@/lib/kernel/civil-date";
import { minutesOf } from "@/lib/kernel/day-number";
import type { Unit } from "@/lib/rulebook/schema-activities";
import { isOccurrence, isSpan, isTime, type UseInfo } from "./rules-month";
import type { Stay, Units } from "./schema";

/** A part of a use: in a slot or outside all; `minutes` null when nobody said how long. */
export type Part = { readonly slot: string | undefined; readonly minutes: number | null; readonly from: number };
type Minutes = { from: number; to: number };

const SIZES: Partial<Record<Unit, number>> = { hour: 60, half_hour: 30, quarter_hour: 15 };

export function sizeOf(unit: Unit): number {
  return SIZES[unit] ?? 0;
}

/** What is charged when what was booked and what was done differ; of an absence only the booking is known. */
export function chargedUnits({ use, rules }: UseInfo): Units | undefined {
  return basis(use, rules.activity.stay.basis, { booked: use.bookedUnits, attended: use.units, size: lengthOf });
}

function lengthOf({ count, unit }: Units): number {
  return count * (SIZES[unit] ?? 1);
}

type Bases<Value> = { booked: Value | undefined; attended: Value | undefined; size: (value: Value) => number };

function basis<Value>(use: UseInfo["use"], way: string, { booked, attended, size }: Bases<Value>): Value | undefined {
  if (booked === undefined || attended === undefined) return attended ?? booked;
  if (way === "booked" || use.status !== "present") return booked;
  if (way === "attended") return attended;
  return size(booked) > size(attended) ? booked : attended;
}

/** The stay that is charged, within the opening hours; what lies after closing is a late pick-up. */
export function chargedStay(info: UseInfo): Minutes | undefined {
  const { use, rules } = info;
  const { activity, pickups } = rules;
  const size = (stay: Stay) => minutesOf(stay.to) - minutesOf(stay.from);
  const stay = basis(use, activity.stay.basis, { booked: use.bookedStay, attended: use.stay, size });
  if (!stay) return undefined;
  const after = closingFor(info, stay) ?? pickups[0]?.rule.after;
  const to = Math.min(minutesOf(stay.to), after ? minutesOf(after) : Number.POSITIVE_INFINITY);
  const from = Math.max(minutesOf(stay.from), activity.hours ? minutesOf(activity.hours.from) : 0);
  return { from, to: Math.max(from, to) };
}

/** The closing of the activity; of a stay that begins after it, in a slot of its own, the end of that slot. */
export function closingFor(info: UseInfo, stay: Stay): CivilTime | undefined {
  const closing = info.rules.activity.hours?.to;
  if (closing === undefined || stay.from < closing) return closing;
  return slotsOf(info).find(({ from, to }) => from <= stay.from && stay.from < to)?.to ?? closing;
}

/** A use is cut along slots only where a rule gives slots a price of their own. */
export function partsOf(info: UseInfo): readonly Part[] {
  const { use, rules } = info;
  const stay = chargedStay(info);
  const told = use.facts.slot;
  if (stay && rules.activity.slots.length > 0 && isCut(info)) return cut(info, stay);
  if (stay) return [{ slot: undefined, minutes: stay.to - stay.from, from: stay.from }];
  const moments = use.moments ?? (typeof told === "string" ? [told] : []);
  return moments.length > 0 ? moments.map((slot) => wholeSlot(info, slot)) : WHOLE;
}

const WHOLE: readonly Part[] = [{ slot: undefined, minutes: null, from: 0 }];

function isCut({ rules }: UseInfo): boolean {
  return rules.reads.includes("slot") || rules.prices.some(({ unit }) => unit === "slot" || unit === "half_day");
}

function wholeSlot(info: UseInfo, id: string): Part {
  const slot = slotsOf(info).find((one) => one.id === id);
  if (!slot) return { slot: id, minutes: null, from: 0 };
  return { slot: id, minutes: minutesOf(slot.to) - minutesOf(slot.from), from: minutesOf(slot.from) };
}

function slotsOf({ rules, use, day }: UseInfo) {
  const { slots } = rules.activity;
  if (use.day === null) return slots;
  const weekday = rules.calendar.weekday(day);
  return slots.filter(({ weekdays }) => !weekdays || weekdays.includes(weekday));
}

/** The first slot of the file that holds a minute has it; what lies in none is one more part, in as many pieces as there are. */
function cut(info: UseInfo, stay: Minutes): Part[] {
  const slots = slotsOf(info).map(({ id, from, to }) => ({ id, from: minutesOf(from), to: minutesOf(to) }));
  const ends = [stay.from, stay.to, ...slots.flatMap(({ from, to }) => [from, to])];
  const within = [...new Set(ends)]
    .filter((end) => end >= stay.from && end <= stay.to)
    .sort((one, other) => one - other);
  const parts: { slot: string | undefined; minutes: number; from: number }[] = [];
  for (const [place, from] of within.slice(0, -1).entries()) {
    const to = within[place + 1] ?? from;
    const slot = slots.find((one) => one.from <= from && to <= one.to)?.id;
    const last = parts.at(-1);
    if (last && last.slot === slot) last.minutes += to - from;
    else parts.push({ slot, minutes: to - from, from });
  }
  return parts.length > 0 ? parts : [{ slot: undefined, minutes: 0, from: stay.from }];
}

export type Fit = "exact" | "converted" | "no";

/** Whether a price in `unit` can price what was asked in `asked`; nothing asked: any price may. */
export function fitOf(asked: Unit | undefined, unit: Unit, info: UseInfo): Fit {
  if (asked === undefined || asked === unit) return "exact";
  if (isSpan(asked)) return "no";
  if (isSpan(unit)) return "exact";
  if (isTime(asked)) return isTime(unit) || info.isDated ? "converted" : "no";
  if (isTime(unit)) return info.use.stay || info.use.bookedStay ? "converted" : "no";
  return asked === "half_day" && unit === "day" ? "no" : "converted";
}

/** Units of a price in the parts of a use that it prices; null: nobody said how long the child stayed. */
export function quantityOf(info: UseInfo, unit: Unit, parts: readonly Part[]): number | null {
  const told = chargedUnits(info);
  if (told && (told.unit === unit || (isOccurrence(told.unit) && isOccurrence(unit)))) return told.count;
  if (isTime(unit)) return timeQuantity(info, unit, told && isTime(told.unit) ? toldParts(told) : parts);
  if (isSpan(unit) || unit === "day") return 1;
  if (unit === "slot" || unit === "half_day") return Math.max(1, new Set(parts.map(({ slot }) => slot ?? "")).size);
  return Math.max(1, info.use.moments?.length ?? 0) > 1 ? parts.length : 1;
}

function toldParts({ count, unit }: Units): Part[] {
  return [{ slot: undefined, minutes: count * sizeOf(unit), from: 0 }];
}

function timeQuantity({ rules }: UseInfo, unit: Unit, parts: readonly Part[]): number | null {
  const { stay, hours } = rules.activity;
  let total = 0;
  for (const { minutes, from } of parts) {
    if (minutes === null) return null;
    const opening = stay.from === "opening" && hours && from > 0 ? (from - minutesOf(hours.from)) % sizeOf(unit) : 0;
    total += countOf(minutes + Math.max(0, opening), sizeOf(unit), stay);
  }
  return parts.length > 0 ? total : null;
}

type Counting = UseInfo["rules"]["activity"]["stay"];

/** The tolerance spares a new unit that is barely begun, never the first one. */
export function countOf(minutes: number, size: number, { counts, toleranceMinutes }: Counting): number {
  if (minutes <= 0) return 0;
  const full = Math.floor(minutes / size);
  const rest = minutes % size;
  if (counts === "full") return full;
  if (counts === "nearest") return full + (rest * 2 >= size ? 1 : 0);
  return full === 0 ? 1 : full + (rest > toleranceMinutes ? 1 : 0);
}
