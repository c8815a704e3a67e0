/**
 * What another version of the rules would make of a month: a family line by line, and all families in figures that name nobody
 * (issue: a town council sees what a new tariff does before it votes). The same functions as the invoice run. Pure.
 */
import { chargesOf } from "@/lib/charge/rules";
import type { BillingFacts, Charge, ChargeKind } from "@/lib/charge/schema";
import type { Why } from "@/lib/clause/rules-why";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Rules, RulesHistory } from "@/lib/rulebook/rules-history";

export type Side = {
  cents: Cents;
  quantity: number;
  unitCents: Cents | null;
  label: string | null;
  why: readonly Why[];
};
/** One service of one child, under both versions; null where a version charges nothing. */
export type ComparedLine = {
  childId: string | null;
  activityId: string | null;
  kind: ChargeKind;
  before: Side | null;
  after: Side | null;
};
export type Comparison = { lines: ComparedLine[]; before: Cents; after: Cents };

const EVER = "0001-01-01";

/** One version for the whole month, whatever its date of effect. */
export function always(rules: Rules): RulesHistory {
  return [{ ...rules, since: EVER }];
}

/** What the month comes to under a version, as if nothing of it had been billed. */
export function billedUnder(facts: BillingFacts, rules: RulesHistory): Charge[] {
  return chargesOf({ ...facts, rules, issued: [] }).charges;
}

export function compare(before: readonly Charge[], after: readonly Charge[]): Comparison {
  const keys = new Map([...before, ...after].map((charge) => [lineKey(charge), charge]));
  const [old, now] = [groupBy(before, lineKey), groupBy(after, lineKey)];
  const lines = [...keys].map(([key, { childId, activityId, kind }]) => ({
    ...{ childId, activityId, kind },
    ...{ before: sideOf(old.get(key)), after: sideOf(now.get(key)) },
  }));
  return { lines, before: totalOf(before), after: totalOf(after) };
}

/** Surcharges, caps and the like stand beside the service that they change. */
function lineKey({ childId, activityId, kind, why }: Charge): string {
  return kind === "booked" || kind === "flat"
    ? `${childId} ${activityId}`
    : `${childId} ${activityId} ${kind} ${why.label}`;
}

function sideOf(charges: readonly Charge[] | undefined): Side | null {
  const [first] = charges ?? [];
  if (!charges || !first) return null;
  const units = new Set(charges.map(({ unitCents }) => unitCents));
  return {
    cents: totalOf(charges),
    quantity: charges.reduce((count, { quantity }) => count + quantity, 0),
    unitCents: units.size === 1 ? first.unitCents : null,
    label: first.why.label,
    why: first.why.reasons,
  };
}

const totalOf = (charges: readonly Charge[]) => sum(charges.map(({ amountCents }) => amountCents));

export type Effect = {
  families: number;
  more: number;
  same: number;
  less: number;
  before: Cents;
  after: Cents;
  brackets: { key: string; families: number; before: Cents; after: Cents }[];
};

/** `bracketOf` names the bracket of a household's quotient under the version in force. */
export function effectOf(
  before: readonly Charge[],
  after: readonly Charge[],
  bracketOf: (householdId: string) => string,
): Effect {
  const [old, now] = [
    groupBy(before, ({ householdId }) => householdId),
    groupBy(after, ({ householdId }) => householdId),
  ];
  const families = [...new Set([...old.keys(), ...now.keys()])].map((id) => ({
    bracket: bracketOf(id),
    before: totalOf(old.get(id) ?? []),
    after: totalOf(now.get(id) ?? []),
  }));
  const brackets = [...groupBy(families, ({ bracket }) => bracket)].map(([key, own]) => ({
    key,
    families: own.length,
    before: sum(own.map((family) => family.before)),
    after: sum(own.map((family) => family.after)),
  }));
  return {
    families: families.length,
    more: families.filter((family) => family.after > family.before).length,
    same: families.filter((family) => family.after === family.before).length,
    less: families.filter((family) => family.after < family.before).length,
    before: totalOf(before),
    after: totalOf(after),
    brackets,
  };
}
