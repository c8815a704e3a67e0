/**
 * Which bracket of a scale a family is in: bounds as published, an explicit answer for holes, for no proof and for an expired one,
 * and brackets moved for some families (docs/commune-file.md §6; facts: domain-rules 7). Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Ratio, ratioOf } from "@/lib/kernel/ratio";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Scale } from "@/lib/rulebook/schema-amounts";
import {
  defaultsOf,
  type Facts,
  type FactValue,
  holds,
  type Range,
  rangeOf,
  type Test,
  testOf,
} from "./rules-conditions";
import type { Why } from "./rules-why";

/** The quotient that holds on a day; `since` is null when nobody said from when. */
export type QuotientOn =
  | { readonly state: "known"; readonly value: number; readonly since: CivilDate | null }
  | { readonly state: "none" }
  | { readonly state: "expired"; readonly value: number; readonly until: CivilDate };

export type AmountFacts = { readonly facts: Facts; readonly quotient: QuotientOn };
export type Failed = { readonly ok: false; readonly why: Why };
export type Looked = {
  readonly ok: true;
  readonly value: Ratio;
  readonly number: number;
  readonly why: readonly Why[];
};
export type Found = { readonly ok: true; readonly index: number; readonly why: readonly Why[] };

/** The number that a formula or a scale looks at: the quotient in force, or a fact of the commune's own. */
export function lookUp(name: string, { facts, quotient }: AmountFacts): Looked | Failed {
  if (name === "qf" && quotient.state === "none") return { ok: false, why: { code: "noQuotient" } };
  if (name === "qf" && quotient.state === "expired") {
    return { ok: false, why: { code: "expiredQuotient", facts: { value: quotient.value, until: quotient.until } } };
  }
  const number = name === "qf" && quotient.state === "known" ? quotient.value : asNumber(facts[name]);
  const value = typeof number === "number" ? ratioOf(number) : null;
  if (typeof number !== "number" || !value) return { ok: false, why: { code: "missingFact", facts: { name } } };
  return { ok: true, value, number, why: [valueWhy(name, number, quotient)] };
}

/** A number that was typed into a field is text still. */
function asNumber(value: FactValue): FactValue {
  return typeof value === "string" && /^-?\d{1,9}(\.\d{1,4})?$/.test(value) ? Number(value) : value;
}

function valueWhy(name: string, value: number, quotient: QuotientOn): Why {
  if (name !== "qf") return { code: "value", facts: { name, value } };
  const since = quotient.state === "known" ? quotient.since : null;
  return since ? { code: "quotientSince", facts: { value, since } } : { code: "quotient", facts: { value } };
}

type Bracket = { range: Range; why: Why };
type Compiled = { scale: Scale; brackets: readonly Bracket[]; shifts: { test: Test; by: number; why: Why }[] };

export function bracketFinder(file: CommuneFile, id: string): (given: AmountFacts) => Found | Failed {
  const scale = file.scales.find((one) => one.id === id);
  if (!scale) return () => ({ ok: false, why: { code: "unknownScale", facts: { name: id } } });
  const defaults = defaultsOf(file);
  const compiled: Compiled = {
    scale,
    brackets: scale.brackets.map((bracket, index) => {
      const facts = { number: index + 1, bounds: bracket.in, ...(scale.of === "qf" ? {} : { of: scale.of }) };
      const why = { code: "bracket", facts };
      const range = rangeOf(bracket.in);
      if (!range) throw new Error(`Not a range: ${bracket.in}`);
      return { range, why: bracket.label ? { ...why, label: bracket.label } : why };
    }),
    shifts: scale.shifts.map(({ when, by, label }) => {
      const why = { code: by < 0 ? "shiftedDown" : "shiftedUp", facts: { by: Math.abs(by) } };
      return { test: testOf(when, defaults), by, why: label ? { ...why, label } : why };
    }),
  };
  return (given) => find(compiled, given);
}

function find(compiled: Compiled, given: AmountFacts): Found | Failed {
  const { scale } = compiled;
  const looked = lookUp(scale.of, given);
  if (looked.ok) return shifted(compiled, inBrackets(compiled, looked), given);
  const { code } = looked.why;
  const answer = code === "expiredQuotient" ? (scale.expired ?? scale.none) : scale.none;
  const index = answered(scale, answer);
  if (index === null) return looked;
  const why = { code: `${code}Bracket`, facts: { ...looked.why.facts, number: index + 1 } };
  return { ok: true, index, why: [why, ...told(compiled, index)] };
}

/** "lowest", "highest" or a bracket's id as a place in the scale; null: no answer is given. */
function answered(scale: Scale, answer: string): number | null {
  if (answer === "refuse") return null;
  if (answer === "lowest") return 0;
  if (answer === "highest") return scale.brackets.length - 1;
  const index = scale.brackets.findIndex((bracket) => bracket.id === answer);
  return index < 0 ? null : index;
}

function inBrackets(compiled: Compiled, looked: Looked): Found | Failed {
  const { scale, brackets } = compiled;
  const value = whole(scale.roundQf, looked.number);
  const rounded =
    value === looked.number ? [] : [{ code: "wholeQuotient", facts: { value: looked.number, rounded: value } }];
  const why = [...looked.why, ...rounded];
  const index = brackets.findIndex(({ range }) => holds(range, value));
  if (index >= 0) return { ok: true, index, why: [...told(compiled, index), ...why] };
  const filled = acrossHole(compiled, value);
  if (filled === null) return { ok: false, why: { code: "hole", facts: { value } } };
  const hole = { code: "holeBracket", facts: { value, number: filled + 1 } };
  return { ok: true, index: filled, why: [...told(compiled, filled), ...why, hole] };
}

function whole(mode: Scale["roundQf"], value: number): number {
  if (mode === "no") return value;
  if (mode === "down") return Math.floor(value);
  return mode === "up" ? Math.ceil(value) : Math.floor(value + 0.5);
}

/** Below the first bracket the first is the only neighbour; above the last, the last. */
function acrossHole({ scale, brackets }: Compiled, value: number): number | null {
  if (scale.holes === undefined || scale.holes === "refuse") return null;
  if (scale.holes === "highest") return brackets.length - 1;
  const above = brackets.findIndex(({ range }) => range.low >= value);
  const upper = above < 0 ? brackets.length - 1 : above;
  if (scale.holes === "upper") return upper;
  return above < 0 ? upper : Math.max(0, above - 1);
}

/** Moved only from a known quotient: whoever gives no proof keeps the answer that the scale says. */
function shifted(compiled: Compiled, found: Found | Failed, given: AmountFacts): Found | Failed {
  if (!found.ok || compiled.shifts.length === 0) return found;
  const met = compiled.shifts.filter((shift) => shift.test(given.facts));
  const by = met.reduce((total, shift) => total + shift.by, 0);
  const index = Math.min(compiled.brackets.length - 1, Math.max(0, found.index + by));
  if (index === found.index) return found;
  return { ok: true, index, why: [...found.why, ...met.map((shift) => shift.why), ...told(compiled, index)] };
}

function told({ brackets }: Compiled, index: number): Why[] {
  const bracket = brackets[index];
  return bracket ? [bracket.why] : [];
}
