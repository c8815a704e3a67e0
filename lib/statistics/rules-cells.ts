/** Which cell of a breakdown by quotient a child stands in, and how the cells of a price list are named. Pure. */
import type { PriceWhy } from "@/lib/tariff/rules";
import type { TariffRule } from "@/lib/tariff/schema";

export type CellName =
  | { kind: "bracket"; label: string; fromCents: number; toCents: number | null }
  | { kind: "outsider" | "noQuotient" | "onePrice" | "noPrice" | "noGrade" }
  | { kind: "plain"; text: string };

type Named = [key: string, name: CellName];

/** Every cell that the list may have, whether or not somebody is in it. Families without quotient have a cell once there is one. */
export function cellsOfRule(rule: TariffRule): Named[] {
  const own: Named[] =
    rule.kind === "fixed" ? [["=", { kind: "onePrice" }]] : rule.brackets.map((bracket) => bracketCell(bracket));
  return rule.outsiderCents === undefined ? own : [...own, ["outsider", { kind: "outsider" }]];
}

type Bracket = { label: string; fromCents: number; toCents: number | null };

function bracketCell({ label, fromCents, toCents }: Bracket): Named {
  return [`bracket ${label}`, { kind: "bracket", label, fromCents, toCents }];
}

export function cellOfPrice(rule: TariffRule, why: Pick<PriceWhy, "rule" | "bracket">): Named {
  if (why.rule === "outsider") return ["outsider", { kind: "outsider" }];
  if (why.rule === "top-without-quotient") return ["none", { kind: "noQuotient" }];
  const bracket = rule.kind === "by-qf" ? rule.brackets.find((one) => one.label === why.bracket) : undefined;
  return bracket ? bracketCell(bracket) : ["=", { kind: "onePrice" }];
}
