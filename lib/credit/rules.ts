/**
 * What a credit note takes back of an issued invoice (domain rule 3): whole lines, some of their days, or an amount; never more of a line than what
 * earlier credit notes left of it, and never the other way round. A line that takes off, such as a cap, is given back whole or not at all. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, cents, sum } from "@/lib/kernel/money";
import type { Pick } from "./schema";

/** A day of a line, as it was charged. */
export type CreditableDay = {
  chargeId: string;
  bookingId: string | null;
  day: CivilDate;
  amountCents: Cents;
  /** Taken back by earlier credit notes. */
  creditedCents: Cents;
};

export type CreditableLine = {
  id: string;
  quantity: number;
  unitCents: Cents;
  amountCents: Cents;
  creditedCents: Cents;
  /** Empty when the line can't be told by days. */
  days: readonly CreditableDay[];
};

export type CreditRefusal = "nothing" | "too-much" | "whole-only" | "written-off" | "with-treasury";

export type CreditPart = {
  lineId: string;
  cents: Cents;
  /** Which days give it, for the journal and for the corrections to come. */
  days: { chargeId: string; bookingId: string | null; day: CivilDate; cents: Cents }[];
  /** How many of what: the days that are given back whole, or one for an amount. */
  quantity: number;
  unitCents: Cents;
  again: { quantity: number; unitCents: Cents; cents: Cents } | null;
};

export type CreditPlan = { parts: CreditPart[]; totalCents: Cents; againCents: Cents };

export const leftOf = (one: { amountCents: Cents; creditedCents: Cents }): Cents => one.amountCents - one.creditedCents;

type Lost = { writtenOffCents: Cents; collectedCents: Cents };

/**
 * What a credit note would do, or why not. It never goes beyond what the family owes and what it paid to the régie:
 * money that was given up, or that the comptable collected, is no credit of the family at the régie.
 */
export function notePlan(
  found: Lost & { lines: readonly CreditableLine[] },
  picks: readonly Pick[],
): CreditPlan | CreditRefusal {
  const plan = creditPlan(found.lines, picks);
  if (typeof plan === "string") return plan;
  const { writtenOffCents, collectedCents } = found;
  const left = sum(found.lines.map(leftOf));
  if (plan.totalCents > left) return "too-much";
  if (plan.totalCents <= left - writtenOffCents - collectedCents) return plan;
  return collectedCents > 0 ? "with-treasury" : "written-off";
}

/** Twice the same line in `picks` counts once, the first. */
export function creditPlan(lines: readonly CreditableLine[], picks: readonly Pick[]): CreditPlan | CreditRefusal {
  const parts: CreditPart[] = [];
  const seen = new Set<string>();
  for (const pick of picks) {
    const line = lines.find((one) => one.id === pick.lineId);
    if (!line || seen.has(line.id)) continue;
    seen.add(line.id);
    const part = partOf(line, pick);
    if (typeof part === "string") return part;
    if (part) parts.push(part);
  }
  const totalCents = sum(parts.map((part) => part.cents));
  if (totalCents <= 0) return "nothing";
  return { parts, totalCents, againCents: sum(parts.map((part) => part.again?.cents ?? 0)) };
}

function partOf(line: CreditableLine, { take, again }: Pick): CreditPart | CreditRefusal | null {
  const left = leftOf(line);
  const taken = take === "all" ? { cents: left, days: allDays(line) } : pickedOf(line, take);
  if (typeof taken === "string") return taken;
  if (taken.cents === 0) return null;
  if (Math.sign(taken.cents) !== Math.sign(left) || Math.abs(taken.cents) > Math.abs(left)) return "too-much";
  if (left < 0 && taken.cents !== left) return "whole-only";
  return {
    ...{ lineId: line.id, ...taken, ...countOf(line, taken.cents) },
    again: again && { ...again, cents: cents(again.quantity * again.unitCents) },
  };
}

type Taken = { cents: Cents; days: CreditPart["days"] };

function pickedOf(line: CreditableLine, take: readonly string[] | Cents): Taken | CreditRefusal {
  if (typeof take === "number") return { cents: take, days: spread(line, take) };
  const chosen = line.days.filter((day) => take.includes(day.chargeId));
  if (chosen.length < new Set(take).size) return "too-much";
  const days = chosen.flatMap((day) => dayPart(day, leftOf(day)));
  return { cents: sum(days.map((day) => day.cents)), days };
}

function allDays(line: CreditableLine): CreditPart["days"] {
  return line.days.flatMap((day) => dayPart(day, leftOf(day)));
}

/** An amount is taken from the last days first. */
function spread(line: CreditableLine, amount: Cents): CreditPart["days"] {
  let rest = amount;
  return [...line.days].reverse().flatMap((day) => {
    const part = Math.min(rest, Math.max(leftOf(day), 0));
    rest -= part;
    return dayPart(day, part);
  });
}

function dayPart({ chargeId, bookingId, day }: CreditableDay, amount: Cents): CreditPart["days"] {
  return amount === 0 ? [] : [{ chargeId, bookingId, day, cents: amount }];
}

/** As many units as make the amount; otherwise one time the amount. */
function countOf({ quantity, unitCents, amountCents }: CreditableLine, amount: Cents) {
  if (amount === amountCents) return { quantity, unitCents };
  const times = unitCents === 0 ? 0 : amount / unitCents;
  return Number.isInteger(times) && times >= 1 ? { quantity: times, unitCents } : { quantity: 1, unitCents: amount };
}

export type ChargedDay = CreditableDay & {
  kind: string;
  childId: string | null;
  activityId: string | null;
  unitCents: Cents;
};
type Told = {
  childId: string | null;
  activityId: string | null;
  unitCents: Cents;
  kind: string;
  days: readonly CivilDate[];
};

/**
 * The charges that make a line, found again by what they charge; none when they do not come to the line's amount, so that nothing is guessed.
 * A corrected line keeps its kind, its charges are corrections.
 */
export function daysOfLine(line: Told & { amountCents: Cents }, charged: readonly ChargedDay[]): CreditableDay[] {
  const own = charged.filter(
    (one) =>
      one.childId === line.childId &&
      one.activityId === line.activityId &&
      (one.unitCents === line.unitCents || one.kind === "correction") &&
      (one.kind === line.kind || one.kind === "correction") &&
      line.days.includes(one.day),
  );
  if (sum(own.map((one) => one.amountCents)) !== line.amountCents) return [];
  return own
    .map(({ chargeId, bookingId, day, amountCents, creditedCents }) => ({
      ...{ chargeId, bookingId, day, amountCents, creditedCents },
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What a credit note does: it lowers what is still owed on its invoice, and the rest becomes a credit of the payer. */
export function effectOf(totalCents: Cents, dueCents: Cents): { loweredCents: Cents; creditCents: Cents } {
  const loweredCents = Math.min(totalCents, Math.max(dueCents, 0));
  return { loweredCents, creditCents: totalCents - loweredCents };
}
