/** Which cell of a breakdown by quotient a child stands in, and the cells that the rules in force have whether or not somebody is in them. Pure. */

import { type Range, rangeOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Rules } from "@/lib/rulebook/rules-history";
import type { Amount, Scale } from "@/lib/rulebook/schema-amounts";
import type { Condition } from "@/lib/rulebook/schema-words";
import { compiledOf, isInForce } from "@/lib/tally/rules-compile";

export type CellName =
  | { kind: "bracket"; number: number; label: string | null; range: Range }
  | { kind: "outsider" | "noQuotient" | "formula" | "onePrice" | "noPrice" | "noGrade" }
  | { kind: "plain"; text: string };

export type Named = [key: string, name: CellName];

/** Every cell that a service has on a day: the brackets of the scales of its prices, and one for other towns where they pay another price. */
export function cellsOfRules({ file }: Rules, activity: string, day: CivilDate): Named[] {
  const own = compiledOf(file).activities.get(activity);
  const prices = (own?.prices ?? []).filter((price) => isInForce(price, day)).map(({ rule }) => rule);
  const inTown = prices.filter(({ when }) => !isForOutsiders(when));
  const cells = inTown.flatMap(({ price }) => cellsOfAmount(file.scales, price));
  const outside: Named[] = inTown.length < prices.length ? [["outsider", { kind: "outsider" }]] : [];
  return [...new Map([...cells, ...outside])];
}

function isForOutsiders(when: Condition | undefined): boolean {
  const all = when === undefined ? [] : Array.isArray(when) ? when : [when];
  return all.length > 0 && all.every(({ resident }) => resident === false);
}

function cellsOfAmount(scales: readonly Scale[], amount: Amount): Named[] {
  if (typeof amount === "number") return [["=", { kind: "onePrice" }]];
  if (!("scale" in amount)) return [["~", { kind: "formula" }]];
  const scale = scales.find(({ id }) => id === amount.scale);
  return (scale?.brackets ?? []).flatMap(({ in: bounds, label }, index) =>
    bracketCell({ bounds, label: label ?? null, number: index + 1 }),
  );
}

/** Brackets with the same bounds are one cell, whatever the scale. */
function bracketCell({ bounds, label, number }: { bounds: string; label: string | null; number: number }): Named[] {
  const range = rangeOf(bounds);
  return range ? [[`bracket ${bounds}`, { kind: "bracket", number, label, range }]] : [];
}

const WITHOUT = new Set(["noQuotientBracket", "expiredQuotientBracket", "noQuotient", "expiredQuotient"]);
const FORMULA = new Set(["quotient", "quotientSince"]);

/** The cell of a child, from the reasons of its price. Families without quotient have a cell once there is one. */
export function cellOfPrice(reasons: readonly Why[] | null): Named {
  if (reasons === null) return ["-", { kind: "noPrice" }];
  const codes = reasons.map(({ code }) => code);
  if (codes.includes("outsider")) return ["outsider", { kind: "outsider" }];
  if (codes.some((code) => WITHOUT.has(code))) return ["none", { kind: "noQuotient" }];
  const bracket = reasons.findLast(({ code }) => code === "bracket");
  const { bounds = "", number = 0 } = bracket?.facts ?? {};
  const [cell] = bracket
    ? bracketCell({ bounds: String(bounds), label: bracket.label ?? null, number: Number(number) })
    : [];
  if (cell) return cell;
  return codes.some((code) => FORMULA.has(code)) ? ["~", { kind: "formula" }] : ["=", { kind: "onePrice" }];
}
