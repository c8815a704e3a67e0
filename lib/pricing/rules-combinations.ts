/**
 * What changes the sum of several charges: a flat price from the nth presence, a cap, a minimum, one price for several activities
 * (docs/commune-file.md §7; facts: domain-rules 9). In the order of the file, each on what the one before left. Surcharges stay outside. Pure.
 */

import { concerns } from "@/lib/clause/rules-activities";
import type { Why } from "@/lib/clause/rules-why";
import { type Cents, splitFairly, sum } from "@/lib/kernel/money";
import type { Unit } from "@/lib/rulebook/schema-activities";
import type { CombinationRules } from "@/lib/rulebook/schema-prices";
import { applies, type Ready } from "@/lib/tally/rules-compile";
import { isOccurrence, scopeKey } from "@/lib/tally/rules-month";
import { amountOf } from "./rules-adjustments";
import type { Charge, Ledger } from "./rules-charges";
import type { Lines } from "./rules-lines";
import { ruleWhy } from "./rules-prices";

type Combination = Ready<CombinationRules>;
type Result = { nets: readonly Cents[]; why: Why };

export function combine(ledger: Ledger, lines: Lines): void {
  for (const rule of ledger.book.month.compiled.combinations) {
    for (const [key, charges] of groupsOf(ledger, rule)) apply(ledger, rule, { anchor: key, charges, lines });
  }
}

function groupsOf(ledger: Ledger, rule: Combination): ReadonlyMap<string, Charge[]> {
  const { compiled } = ledger.book.month;
  const groups = new Map<string, Charge[]>();
  for (const charge of ledger.charges) {
    const { info, known } = charge;
    if (!info.rules.combinations.includes(rule) || !applies(rule, known.facts, info.day)) continue;
    const key = scopeKey(compiled, rule.rule.per, charge.isFamily ? { ...info, place: -1 } : info);
    const group = groups.get(key);
    if (group) group.push(charge);
    else groups.set(key, [charge]);
  }
  return groups;
}

type Group = { anchor: string; charges: readonly Charge[]; lines: Lines };

function apply(ledger: Ledger, ready: Combination, { anchor, charges, lines }: Group): void {
  const { rule } = ready;
  const [first] = charges;
  if (!first) return;
  const amount = rule.kind === "cap" || rule.kind === "minimum" ? rule.amount : rule.price;
  const worth = amountOf(ledger, amount, first);
  if (!worth) return;
  const result = resultOf(ledger, rule, { charges, cents: worth.cents });
  if (!result) return;
  const delta = sum(result.nets) - sum(charges.map(({ net }) => net));
  for (const [place, charge] of charges.entries()) charge.net = result.nets[place] ?? charge.net;
  if (delta === 0) return;
  const activities = new Set(charges.map(({ info }) => info.use.activity));
  const [activity] = activities;
  const scope = rule.per.split("_");
  lines.add({
    kind: "combination",
    ruleId: ready.id,
    label: rule.label ?? null,
    activity: activities.size === 1 && activity !== undefined ? activity : null,
    childId: scope[0] === "child" && !first.isFamily ? first.info.child.id : null,
    unit: scope[1] as Unit,
    quantity: 1,
    unitCents: delta,
    why: [...ruleWhy(ready, first.known.facts), ...worth.why, result.why],
    uses: charges.flatMap(({ uses }) => uses),
    anchor: anchor.slice(anchor.indexOf("|") + 1),
  });
}

type Summed = { charges: readonly Charge[]; cents: Cents };

/** What each charge comes to; null: the combination has nothing to say. */
function resultOf(ledger: Ledger, rule: CombinationRules, { charges, cents }: Summed): Result | null {
  const before = sum(charges.map(({ net }) => net));
  const told = { beforeCents: before, amountCents: cents };
  const one = (code: string, facts: Why["facts"] = told) => ({ nets: spread(charges, cents), why: { code, facts } });
  switch (rule.kind) {
    case "cap":
      return before > cents ? one("cap") : null;
    case "minimum":
      return before < cents && presencesIn(charges) > 0 ? one("minimum") : null;
    case "flat":
      return one("flat");
    case "bundle":
      return isWhole(ledger, rule.all, charges) ? one("bundle") : null;
    case "tier": {
      const presences = presencesIn(charges);
      if (presences < rule.from) return null;
      if (rule.mode === "flat") return one("tierFlat", { ...told, presences, from: rule.from });
      return {
        nets: fromNth(charges, { from: rule.from, cents }),
        why: { code: "tierEach", facts: { from: rule.from, amountCents: cents } },
      };
    }
  }
}

function isWhole({ book }: Ledger, all: readonly string[], charges: readonly Charge[]): boolean {
  const { file } = book.month.compiled;
  return all.every((name) => charges.some(({ info }) => info.counts && concerns(file, [name], info.use.activity)));
}

/** Days where the day is the unit, else uses; a use cut along slots is one presence. */
function presencesIn(charges: readonly Charge[]): number {
  const seen = new Set<string>();
  let presences = 0;
  for (const charge of charges) presences += newPresences(charge, seen);
  return presences;
}

function newPresences({ uses, price, info, isFamily, quantity }: Charge, seen: Set<string>): number {
  if (price.unit === "day" || isFamily) {
    if (!uses.some(({ counts }) => counts)) return 0;
    return info.isDated ? 1 : isOccurrence(price.unit) ? quantity : 1;
  }
  let presences = 0;
  for (const { use, counts, times } of uses) {
    if (!counts || seen.has(use.id)) continue;
    seen.add(use.id);
    presences += times;
  }
  return presences;
}

/** From the nth presence on, each at the price of the tier. */
function fromNth(charges: readonly Charge[], { from, cents }: { from: number; cents: Cents }): Cents[] {
  const seen = new Set<string>();
  let counted = 0;
  return charges.map((charge) => {
    const presences = newPresences(charge, seen);
    const before = counted;
    counted += presences;
    if (presences === 0) return counted >= from && charge.info.counts ? 0 : charge.net;
    const each = eachOf(charge, presences).map((net, place) => (before + place + 1 >= from ? cents : net));
    eachNets.set(charge, each);
    return sum(each);
  });
}

/** What each presence of « 12 meals » came to after a tier, for the next tier. */
const eachNets = new WeakMap<Charge, readonly Cents[]>();

function eachOf(charge: Charge, presences: number): readonly Cents[] {
  const known = eachNets.get(charge);
  if (known && known.length === presences && sum(known) === charge.net) return known;
  return splitFairly(
    charge.net,
    Array.from({ length: presences }, () => 1),
  );
}

/** The new sum over the charges in proportion, so that a later rule on some of them finds its part. */
function spread(charges: readonly Charge[], cents: Cents): Cents[] {
  const nets = charges.map(({ net }) => net);
  if (nets.some((net) => net < 0) || sum(nets) <= 0) return nets.map((_, place) => (place === 0 ? cents : 0));
  return splitFairly(cents, nets);
}
