/**
 * The price of each use before anything is added to it: once a use, a day, a week, a month or a year, for a child or for the family
 * (docs/commune-file.md §6; facts: domain-rules 12, 20, 22). Pure.
 */

import type { SpanUnit } from "@/lib/calendar/rules-spans";
import { cutIntoSteps, exactly } from "@/lib/clause/rules-amounts";
import type { Why } from "@/lib/clause/rules-why";
import type { Cents } from "@/lib/kernel/money";
import { decimalText, over, type Ratio, roundTo, times } from "@/lib/kernel/ratio";
import type { Rounding } from "@/lib/rulebook/schema-amounts";
import type { ReadyPrice } from "@/lib/tally/rules-compile";
import { type Book, type Known, knownOf } from "@/lib/tally/rules-facts";
import { isSpan, spanKey, type UseInfo } from "@/lib/tally/rules-month";
import { chargedUnits, type Part, partsOf, quantityOf } from "@/lib/tally/rules-units";
import { flatOf } from "./rules-flat";
import { choosePrice, type Rating, ratingOf, type Share } from "./rules-prices";
import type { Problem } from "./schema";

/** One thing that is charged. `net` is what remains of it while adjustments, combinations and aids go by. */
export type Charge = {
  kind: "use" | "flat" | "absence";
  readonly price: ReadyPrice;
  /** The first use that it is for. */
  readonly info: UseInfo;
  readonly known: Known;
  readonly isFamily: boolean;
  readonly uses: UseInfo[];
  quantity: number;
  shares: readonly Share[];
  cents: Cents;
  net: Cents;
  /** What the charge is for, the same when the period is priced anew: a use, a day, a week… */
  readonly anchor: string;
  /** Decided as an amount: no surcharge or reduction changes it. */
  isFixed: boolean;
  why: readonly Why[];
  /** Names what is due once in a span that may be longer than a period. */
  readonly once: string | null;
};

export type Ledger = {
  readonly book: Book;
  readonly charges: Charge[];
  readonly problems: Problem[];
  /** Charges that several uses share, by what they share. */
  readonly shared: Map<string, Charge[]>;
};

export function ledgerOf(book: Book, problems: Problem[]): Ledger {
  return { book, charges: [], problems, shared: new Map() };
}

type Taken = { price: ReadyPrice; known: Known; parts: readonly Part[] };
const NOTHING: readonly Charge[] = [];

/** Charges the use at its full price, or says why it can't; the charges that it is in. */
export function chargeUse(ledger: Ledger, info: UseInfo): readonly Charge[] {
  const parts = partsOf(info);
  const [part] = parts;
  if (parts.length > 1 || !part) return takenBy(ledger, info, parts).flatMap((one) => charge(ledger, info, one) ?? []);
  const known = knownOf(ledger.book, info, part.slot);
  const price = choosePrice(ledger.book.month.compiled, info, known);
  if (!price) {
    refuse(ledger, info, { code: "noPrice", facts: { activity: info.use.activity } });
    return NOTHING;
  }
  const made = charge(ledger, info, { price, known, parts });
  return made ? [made] : NOTHING;
}

export function refuse({ problems }: Ledger, { use }: UseInfo, why: Why): void {
  problems.push({ useIds: [use.id], why });
}

/** The prices that the parts of a use fall under; parts under one price are counted together. */
function takenBy(ledger: Ledger, info: UseInfo, parts: readonly Part[]): readonly Taken[] {
  const { book } = ledger;
  const taken: (Taken & { parts: Part[] })[] = [];
  let unpriced = false;
  for (const part of parts) {
    const known = knownOf(book, info, part.slot);
    const price = choosePrice(book.month.compiled, info, known);
    if (!price) {
      unpriced = true;
      continue;
    }
    if (price.unit === "slot" && part.slot === undefined) continue;
    const same = taken.find((one) => one.price === price && (one.known === known || price.unit !== "slot"));
    if (same) same.parts.push(part);
    else taken.push({ price, known, parts: [part] });
  }
  if (!unpriced) return taken;
  refuse(ledger, info, { code: "noPrice", facts: { activity: info.use.activity } });
  return [];
}

function charge(ledger: Ledger, info: UseInfo, { price, known, parts }: Taken): Charge | null {
  const rating = ratingOf(price, known);
  if (!rating.ok) {
    refuse(ledger, info, rating.why);
    return null;
  }
  const quantity = quantityOf(info, price.unit, parts);
  if (quantity === null) {
    refuse(ledger, info, { code: "noStay", facts: { unit: price.unit } });
    return null;
  }
  const key = sharedBy(ledger.book, info, price);
  const made = { info, price, known, quantity, rating, isShared: key !== null };
  return key === null ? entered(ledger, made) : shared(ledger, made, key);
}

/** What uses must have in common to be charged once; null: each is charged. */
function sharedBy({ month }: Book, info: UseInfo, { unit, index, rule }: ReadyPrice): string | null {
  const told = chargedUnits(info);
  if (told && told.unit === unit && (!info.isDated || told.count > 1)) return null;
  const whose = rule.for === "family" ? "f" : info.place;
  const own = `${whose}|${info.rules.index}`;
  if (isSpan(unit)) return `${own}|${unit}|${spanKey(month.compiled, unit as SpanUnit, info)}`;
  if (!info.isDated || (rule.for === "child" && unit !== "day")) return null;
  return `${own}|${index}|${info.day}`;
}

/** A use, and its slot where it is cut; a day or the first day of a span where uses are charged once. */
function anchorOf({ month }: Book, { info, price, known, isShared }: Made): string {
  if (!isShared) return typeof known.facts.slot === "string" ? `${info.use.id}/${known.facts.slot}` : info.use.id;
  if (!isSpan(price.unit)) return info.day;
  return `${price.unit}/${spanKey(month.compiled, price.unit as SpanUnit, info)}`;
}

type Made = {
  isShared: boolean;
  info: UseInfo;
  price: ReadyPrice;
  known: Known;
  quantity: number;
  rating: Rating & { ok: true };
};

/** A flat price goes on while its condition holds, though another version of it comes into force in its course. */
function shared(ledger: Ledger, made: Made, key: string): Charge {
  const { info, price, known, quantity, rating } = made;
  const entries = ledger.shared.get(key) ?? [];
  ledger.shared.set(key, entries);
  const same = entries.find((one) => one.price === price || one.price.test(known.facts));
  if (!same) {
    const entry = entered(ledger, made);
    entries.push(entry);
    return entry;
  }
  same.uses.push(info);
  if (same.kind === "absence" && info.use.status === "present") same.kind = "use";
  if (!isSpan(price.unit) && quantity > same.quantity) worth(same, rating, quantity);
  return same;
}

function worth(entry: Charge, rating: Made["rating"], quantity: number): void {
  entry.quantity = quantity;
  entry.shares = sharesOf(entry.price, rating, quantity);
  entry.cents = total(entry.shares);
  entry.net = entry.cents;
}

function total(shares: readonly Share[]): Cents {
  let cents = 0;
  for (const share of shares) cents += share.quantity * share.cents;
  return cents;
}

function entered(ledger: Ledger, made: Made): Charge {
  const { info, price, known, quantity, rating } = made;
  const isFlat = isSpan(price.unit);
  const flat = isFlat ? flatOf(ledger.book, { info, price, known, cents: rating.cents, why: rating.why }) : null;
  const shares = flat ? [{ quantity, cents: flat.cents }] : sharesOf(price, rating, quantity);
  const cents = total(shares);
  const entry: Charge = {
    kind: isFlat ? "flat" : info.use.status === "present" ? "use" : "absence",
    price,
    info,
    known,
    isFamily: price.rule.for === "family",
    uses: [info],
    quantity,
    shares,
    cents,
    net: cents,
    anchor: anchorOf(ledger.book, made),
    isFixed: false,
    why: flat ? flat.why : [...rating.why, ...partWhy(price, rating, quantity)],
    once: isFlat ? onceOf(ledger.book, info, price) : null,
  };
  if (entry.once !== null && ledger.book.month.period.billed?.has(entry.once)) waive(entry);
  ledger.charges.push(entry);
  return entry;
}

function sharesOf({ part, rule }: ReadyPrice, { steps, one, cents }: Made["rating"], quantity: number) {
  if (part && rule.countedBy) return inParts(cents, quantity, { part, ...rule.countedBy });
  return quantity === 1 ? one : cutIntoSteps(steps, quantity);
}

type Parts = { part: Ratio; each: boolean; rounding: Rounding };

/** An hour at 1.35 € counted by the quarter: each quarter is rounded, or the quarters of a use together. */
function inParts(cents: Cents, quantity: number, { part, each, rounding }: Parts): readonly Share[] {
  const exact = times(exactly(cents), part);
  if (each) return [{ quantity, cents: roundTo(exact, rounding) }];
  const whole = roundTo(times(exact, exactly(quantity)), rounding);
  return quantity > 0 && whole % quantity === 0
    ? [{ quantity, cents: whole / quantity }]
    : [{ quantity: 1, cents: whole }];
}

/** What the time comes to before it is rounded, where a part of the hour is no whole amount. */
function partWhy({ part, rule }: ReadyPrice, { cents }: Made["rating"], quantity: number): Why[] {
  const { countedBy, per } = rule;
  if (!part || !countedBy || !per) return [];
  const parts = countedBy.each ? 1 : quantity;
  const exact = times(times(exactly(cents), part), exactly(parts));
  const amountCents = roundTo(exact, countedBy.rounding);
  const told = {
    parts,
    unit: countedBy.unit,
    fullCents: cents,
    exact: decimalText(over(exact, exactly(100))),
    amountCents,
  };
  return [{ code: "ofTheHour", facts: told }];
}

/** Names a flat price that may be met again in another period; one in instalments is billed a part at a time. */
function onceOf({ month }: Book, info: UseInfo, { unit, rule }: ReadyPrice): string | null {
  if ((unit !== "period" && unit !== "term" && unit !== "year") || rule.instalments) return null;
  const whose = rule.for === "family" ? "" : info.child.id;
  return `${info.use.activity}|${whose}|${month.compiled.calendar.spanOf(unit, info.day).key}`;
}

function waive(entry: Charge): void {
  entry.shares = [{ quantity: entry.quantity, cents: 0 }];
  entry.cents = 0;
  entry.net = 0;
  entry.why = [...entry.why, { code: "alreadyBilled" }];
}
