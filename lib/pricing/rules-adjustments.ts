/**
 * Surcharges and reductions, in the order of the file: they add to a use, multiply its price or replace it, from the nth time on, or for
 * the whole order of the month when one use is late (docs/commune-file.md §7; facts: domain-rules 20). Pure.
 */

import { exactly, resolverOf } from "@/lib/clause/rules-amounts";
import type { Why } from "@/lib/clause/rules-why";
import type { Cents } from "@/lib/kernel/money";
import { roundTo, times } from "@/lib/kernel/ratio";
import type { Amount } from "@/lib/rulebook/schema-amounts";
import type { AdjustmentRules } from "@/lib/rulebook/schema-prices";
import { applies, type Ready } from "@/lib/tally/rules-compile";
import { type Known, knownOf } from "@/lib/tally/rules-facts";
import { Counter, isOccurrence, isSpan, scopeKey, type UseInfo } from "@/lib/tally/rules-month";
import { type Charge, type Ledger, refuse } from "./rules-charges";
import { childOf, type Lines } from "./rules-lines";
import { ruleWhy } from "./rules-prices";

type Adjustment = Ready<AdjustmentRules>;
/** A charge that meets the condition, for which of its uses, and how many times. */
type Met = { charge: Charge; uses: readonly UseInfo[]; known: Known; count: number };

export function adjust(ledger: Ledger, lines: Lines): void {
  for (const rule of ledger.book.month.compiled.adjustments) {
    const isOnce = rule.rule.to === "enrolment" && rule.rule.add !== undefined;
    if (isOnce) enrolment(ledger, rule, lines);
    else each(ledger, rule, lines);
  }
}

function each(ledger: Ledger, rule: Adjustment, lines: Lines): void {
  const { compiled } = ledger.book.month;
  const counter = new Counter(compiled, rule.rule.counter);
  const concerned = ledger.charges.filter(({ info, isFixed }) => !isFixed && info.rules.adjustments.includes(rule));
  const orders = rule.rule.wholeOrder ? ordersOf(ledger, rule, concerned) : null;
  const seen = new Set<string>();
  for (const charge of concerned) {
    const met = orders ? ofOrder(ledger, rule, { charge, orders }) : metBy(ledger, rule, charge);
    if (!met) continue;
    const isNew = areNew(met, seen);
    const count = isNew ? taken(met, orders ? null : counter) : 0;
    if (count > 0 || (!isNew && rule.rule.add === undefined)) change(ledger, rule, { ...met, count, lines });
  }
}

/** A use cut along slots is several charges: it is met once, and what replaces its price replaces them all. */
function areNew({ charge, uses }: Met, seen: Set<string>): boolean {
  const keys = uses.map((info) => occurrenceKey(charge, info));
  const isNew = keys.some((key) => !seen.has(key));
  for (const key of keys) seen.add(key);
  return isNew;
}

const taken = ({ charge, count }: Met, counter: Counter | null): number => counter?.take(charge.info, count) ?? count;

/** Facts that may differ from one use of a flat price to the next: a surcharge that reads one of them is due for each such use. */
const OF_A_USE = new Set("booking status weekday date nth slot menu childrenPresent afterHolidays holiday".split(" "));

function metBy(ledger: Ledger, rule: Adjustment, charge: Charge): Met | null {
  const { info, known, uses, price } = charge;
  const isEach = rule.rule.add !== undefined && (uses.length > 1 || isSpan(price.unit)) && readsUse(ledger, rule);
  if (!isEach) return holds(rule, known, info) ? { charge, uses: [info], known, count: timesOf(charge) } : null;
  const met = uses.filter((one) => holds(rule, knownOf(ledger.book, one), one));
  const [first] = met;
  if (!first) return null;
  const count = new Set(met.map((one) => occurrenceKey(charge, one))).size;
  return { charge, uses: met, known: knownOf(ledger.book, first), count };
}

function readsUse({ book }: Ledger, { reads }: Adjustment): boolean {
  const own = book.month.compiled.file.facts.filter((fact) => fact.of === "use" || fact.of === "request");
  return reads.some((name) => OF_A_USE.has(name) || own.some(({ id }) => id === name));
}

/** Asked a million times a month: the answer is kept with the facts. */
function holds(rule: Adjustment, known: Known, { day }: UseInfo): boolean {
  const remembered = known.remembered.get(rule);
  if (remembered !== undefined) return remembered === true;
  const answer = applies(rule, known.facts, day);
  known.remembered.set(rule, answer);
  return answer;
}

/** A day is one occurrence for a child however many uses it holds; elsewhere each use is one. */
function occurrenceKey({ price, isFamily }: Charge, { use, place, day, isDated }: UseInfo): string {
  const isDay = isDated && (price.unit === "day" || isFamily || isSpan(price.unit));
  return isDay ? `${place}|${day}` : use.id;
}

function timesOf({ price, info, quantity }: Charge): number {
  return isOccurrence(price.unit) && info.times > 1 ? quantity : 1;
}

type Orders = ReadonlyMap<string, Known>;

function orderKey(ledger: Ledger, { rule }: Adjustment, info: UseInfo): string {
  const scope = rule.counter?.per ?? "child_month";
  return `${info.rules.index}|${scopeKey(ledger.book.month.compiled, scope, info)}`;
}

/** Orders of an activity in which enough uses meet the condition. */
function ordersOf(ledger: Ledger, rule: Adjustment, charges: readonly Charge[]): Orders {
  const orders = new Map<string, Known>();
  const counts = new Map<string, number>();
  for (const { uses } of charges) {
    for (const info of uses) {
      const known = knownOf(ledger.book, info);
      if (!holds(rule, known, info)) continue;
      const key = orderKey(ledger, rule, info);
      counts.set(key, (counts.get(key) ?? 0) + info.times);
      if ((counts.get(key) ?? 0) >= (rule.rule.counter?.from ?? 1) && !orders.has(key)) orders.set(key, known);
    }
  }
  return orders;
}

function ofOrder(ledger: Ledger, rule: Adjustment, { charge, orders }: { charge: Charge; orders: Orders }): Met | null {
  const known = orders.get(orderKey(ledger, rule, charge.info));
  return known ? { charge, uses: charge.uses, known, count: timesOf(charge) } : null;
}

type Change = Met & { lines: Lines };

function change(ledger: Ledger, ready: Adjustment, { charge, uses, known, count, lines }: Change): void {
  const { rule } = ready;
  const told = { rule: ready, charge, uses, lines };
  const why = [
    ...ruleWhy(ready, known.facts),
    ...(rule.wholeOrder ? [{ code: "wholeOrder" }] : []),
    ...counterWhy(rule),
  ];
  if (rule.multiply !== undefined) {
    multiply(told, why);
    return;
  }
  const amount = rule.add ?? rule.replace;
  const worth = amount === undefined ? null : amountOf(ledger, amount, { info: charge.info, known });
  if (!worth) return;
  const reasons = [...why, ...worth.why];
  if (rule.add !== undefined) {
    write(told, { quantity: count, cents: worth.cents, why: reasons, isSurcharge: worth.cents > 0 });
    return;
  }
  const amountCents = worth.cents * count;
  const delta = amountCents - charge.net;
  const quantity = count > 0 && delta % count === 0 ? count : 1;
  const replaced = { code: "replaced", facts: { beforeCents: charge.net, amountCents } };
  write(told, { quantity, cents: delta / quantity, why: [...reasons, replaced], isSurcharge: false });
}

/** Unit by unit where each unit is a use; else the whole, so that rounding is done once. */
function multiply(told: Told, why: readonly Why[]): void {
  const { charge, rule } = told;
  const { multiply: factor, rounding } = rule.rule;
  if (factor === undefined || rounding === undefined) return;
  const { quantity, net } = charge;
  const units = quantity > 0 && net % quantity === 0 && isOccurrence(charge.price.unit) ? quantity : 1;
  const beforeCents = net / units;
  const amountCents = roundTo(times(exactly(beforeCents), exactly(factor)), rounding);
  const reason = { code: "multiplied", facts: { factor, beforeCents, amountCents } };
  write(told, { quantity: units, cents: amountCents - beforeCents, why: [...why, reason], isSurcharge: false });
}

function counterWhy({ counter }: AdjustmentRules): Why[] {
  if (!counter) return [];
  const { from, upTo } = counter;
  if (upTo !== undefined) return [{ code: "countedUpTo", facts: { from, upTo } }];
  return from > 1 ? [{ code: "countedFrom", facts: { from } }] : [];
}

type Told = { rule: Adjustment; charge: Charge; uses: readonly UseInfo[]; lines: Lines };
type Delta = { quantity: number; cents: Cents; why: readonly Why[]; isSurcharge: boolean };

/** What a surcharge adds stands beside the price: a cap or an aid on the price leaves it alone. */
function write({ rule, charge, uses, lines }: Told, { quantity, cents, why, isSurcharge }: Delta): void {
  if (cents === 0) return;
  if (!isSurcharge) charge.net += quantity * cents;
  lines.add({
    kind: "adjustment",
    ruleId: rule.id,
    label: rule.rule.label ?? null,
    activity: charge.info.use.activity,
    childId: childOf(charge),
    unit: charge.price.unit,
    quantity,
    unitCents: cents,
    why,
    uses,
    anchor: charge.anchor,
  });
}

/** Once for a child, an activity and a school year; a counter may keep it to the first of the family. */
function enrolment(ledger: Ledger, rule: Adjustment, lines: Lines): void {
  const { compiled, period } = ledger.book.month;
  const seen = new Set<string>();
  const counter = new Counter(compiled, rule.rule.counter);
  const { add } = rule.rule;
  for (const charge of ledger.charges) {
    const { info, known } = charge;
    const year = compiled.calendar.schoolYearOf(info.day).id;
    const once = `${rule.id}|${info.use.activity}|${info.child.id}|${year}`;
    const isDue = info.rules.adjustments.includes(rule) && !seen.has(once) && !period.billed?.has(once);
    if (add === undefined || !isDue || !holds(rule, known, info)) continue;
    seen.add(once);
    const worth = counter.take(info, 1) > 0 ? amountOf(ledger, add, { info, known }) : null;
    if (!worth) continue;
    const why = [...ruleWhy(rule, known.facts), ...worth.why];
    const of = { activity: info.use.activity, childId: info.child.id, unit: "year", uses: [info] } as const;
    const ruleId = { kind: "adjustment", ruleId: rule.id, label: rule.rule.label ?? null } as const;
    lines.add({ ...ruleId, ...of, quantity: 1, unitCents: worth.cents, why, once, anchor: year });
  }
}

export function amountOf(ledger: Ledger, amount: Amount, { info, known }: { info: UseInfo; known: Known }) {
  const resolved = resolverOf(ledger.book.month.compiled.file, amount)(known);
  if (resolved.ok) return resolved;
  refuse(ledger, info, resolved.why);
  return null;
}
