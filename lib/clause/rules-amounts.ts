/**
 * What an amount of the commune file is worth for one family on one day, and why (docs/commune-file.md §6; facts: domain-rules 6, 7, 9).
 * Compiled once for a file. A quotient that no rule provides for is a named failure, never a guess. Pure.
 */
import type { Cents } from "@/lib/kernel/money";
import { decimalText, over, plus, type Ratio, ratioOf, roundTo, times } from "@/lib/kernel/ratio";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Amount, Formula, Rounding, SimpleAmount } from "@/lib/rulebook/schema-amounts";
import { type AmountFacts, bracketFinder, type Failed, type Looked, lookUp } from "./rules-scales";
import type { Why } from "./rules-why";

/** `units` cost `cents` each; the last step has no end (Infinity). */
export type Step = { readonly units: number; readonly cents: Cents };
export type Resolved =
  | { readonly ok: true; readonly cents: Cents; readonly steps: readonly Step[]; readonly why: readonly Why[] }
  | Failed;
export type Resolver = (given: AmountFacts) => Resolved;

const compiled = new WeakMap<CommuneFile, Map<Amount, Resolver>>();

/** What the amount is worth; with steps, `cents` is the price of the first unit. */
export function resolveAmount(file: CommuneFile, amount: Amount, given: AmountFacts): Resolved {
  return resolverOf(file, amount)(given);
}

export function resolverOf(file: CommuneFile, amount: Amount): Resolver {
  const known = compiled.get(file) ?? new Map<Amount, Resolver>();
  compiled.set(file, known);
  const resolver = known.get(amount) ?? compile(file, amount);
  known.set(amount, resolver);
  return resolver;
}

function compile(file: CommuneFile, amount: Amount): Resolver {
  if (typeof amount === "object" && "scale" in amount) return byBracket(file, amount);
  if (typeof amount === "object" && "points" in amount) return onLine(amount);
  if (typeof amount === "object" && "steps" in amount) return bySteps(amount.steps);
  return simple(amount);
}

function simple(amount: SimpleAmount): Resolver {
  if (typeof amount === "number") {
    const fixed = flat(amount, [{ code: "fixed", facts: { amountCents: amount } }]);
    return () => fixed;
  }
  return "given" in amount ? givenFor(amount.given) : byFormula(amount);
}

function flat(cents: Cents, why: readonly Why[]): Resolved {
  return { ok: true, cents, steps: [{ units: Number.POSITIVE_INFINITY, cents }], why };
}

function givenFor(name: string): Resolver {
  return ({ facts }) => {
    const value = facts[name];
    if (typeof value !== "number" || !Number.isSafeInteger(value)) return missing(name);
    return flat(value, [{ code: "given", facts: { amountCents: value } }]);
  };
}

const missing = (name: string): Failed => ({ ok: false, why: { code: "missingFact", facts: { name } } });

function byBracket(file: CommuneFile, amount: { scale: string; amounts: SimpleAmount[] }): Resolver {
  const find = bracketFinder(file, amount.scale);
  const amounts = amount.amounts.map(simple);
  return (given) => {
    const found = find(given);
    if (!found.ok) return found;
    const resolved = amounts[found.index]?.(given);
    if (!resolved) return { ok: false, why: { code: "noAmountOfBracket", facts: { number: found.index + 1 } } };
    return resolved.ok ? { ...resolved, why: [...found.why, ...resolved.why] } : resolved;
  };
}

type Bounds = { minCents?: Cents | undefined; maxCents?: Cents | undefined; rounding: Rounding };

function byFormula(formula: Formula): Resolver {
  const percent = exactly(formula.percent);
  const constant = exactly(formula.plusCents);
  return remembering(formula.of, ({ value, number, why }) => {
    const euros = times(value, percent);
    const told = { percent: formula.percent, value: number, plusCents: formula.plusCents };
    const exact = plus(euros, constant);
    const effort = { code: formula.plusCents === 0 ? "effort" : "effortPlus", facts: { ...told, ...inEuros(exact) } };
    return bounded(exact, formula, [...why, effort]);
  });
}

type Line = { points: [string, Cents][]; of: string } & Bounds;

/** Straight from point to point, level before the first and after the last. */
function onLine(line: Line): Resolver {
  const points = line.points.map(([at, cents]) => ({ at: exactly(at), number: Number(at), cents, shown: at }));
  return remembering(line.of, ({ value, number, why }) => {
    const index = points.findIndex((point) => number <= point.number);
    const [before, after] = [points[index - 1], points[index] ?? points.at(-1)];
    if (!after) return missing(line.of);
    const told = { value: number, atCents: after.cents };
    if (!before || index < 0) return bounded(exactly(after.cents), line, [...why, { code: "level", facts: told }]);
    const run = plus(after.at, negative(before.at));
    const share = over(plus(value, negative(before.at)), run);
    const exact = plus(exactly(before.cents), times(share, exactly(after.cents - before.cents)));
    const ends = { from: before.number, fromCents: before.cents, to: after.number, toCents: after.cents };
    return bounded(exact, line, [...why, { code: "line", facts: { value: number, ...ends, ...inEuros(exact) } }]);
  });
}

/** Rounded first, then held between floor and ceiling. */
function bounded(exact: Ratio, { minCents, maxCents, rounding }: Bounds, why: readonly Why[]): Resolved {
  const reasons = [...why];
  let cents = roundTo(exact, rounding);
  if (decimalText(exact) !== String(cents)) {
    const { mode, stepCents } = rounding;
    reasons.push({ code: "rounded", facts: { ...inEuros(exact), amountCents: cents, mode, stepCents } });
  }
  if (minCents !== undefined && cents < minCents) {
    cents = minCents;
    reasons.push({ code: "floor", facts: { minCents } });
  }
  if (maxCents !== undefined && cents > maxCents) {
    cents = maxCents;
    reasons.push({ code: "ceiling", facts: { maxCents } });
  }
  return flat(cents, reasons);
}

/** Families of a town share few quotients: each is computed once (and forgotten when there are too many). */
function remembering(name: string, work: (looked: Looked) => Resolved): Resolver {
  const known = new Map<string, Resolved>();
  return (given) => {
    const looked = lookUp(name, given);
    if (!looked.ok) return looked;
    const since = name === "qf" && given.quotient.state === "known" ? given.quotient.since : "";
    const key = `${looked.number} ${since}`;
    let resolved = known.get(key);
    if (!resolved) {
      if (known.size > 5000) known.clear();
      resolved = work(looked);
      known.set(key, resolved);
    }
    return resolved;
  };
}

function bySteps(steps: { units?: number | undefined; price: SimpleAmount }[]): Resolver {
  const resolvers = steps.map(({ units, price }) => ({
    units: units ?? Number.POSITIVE_INFINITY,
    resolve: simple(price),
  }));
  return (given) => {
    const made: Step[] = [];
    const why: Why[] = [];
    for (const { units, resolve } of resolvers) {
      const resolved = resolve(given);
      if (!resolved.ok) return resolved;
      made.push({ units, cents: resolved.cents });
      const code = Number.isFinite(units) ? "firstUnits" : "nextUnits";
      why.push({ code, facts: { ...(Number.isFinite(units) ? { units } : {}), amountCents: resolved.cents } });
    }
    return { ok: true, cents: made[0]?.cents ?? 0, steps: made, why };
  };
}

/** So many units, cut into the steps of the price; beyond the last step its price goes on. */
export function cutIntoSteps(steps: readonly Step[], units: number): { quantity: number; cents: Cents }[] {
  const parts: { quantity: number; cents: Cents }[] = [];
  let left = units;
  for (const [index, step] of steps.entries()) {
    const quantity = index === steps.length - 1 ? left : Math.min(left, step.units);
    if (quantity > 0) parts.push({ quantity, cents: step.cents });
    left -= quantity;
  }
  return parts;
}

export function exactly(decimal: string | number): Ratio {
  const ratio = ratioOf(decimal);
  if (!ratio) throw new Error(`Not a decimal: ${decimal}`);
  return ratio;
}

const negative = (ratio: Ratio): Ratio => ({ over: -ratio.over, under: ratio.under });
const HUNDRED: Ratio = { over: 100n, under: 1n };

/** The exact amount before rounding, in euros, as decimal text. */
function inEuros(cents: Ratio): { exact: string } {
  return { exact: decimalText(over(cents, HUNDRED)) };
}
