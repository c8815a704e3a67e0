/** What another body pays, deducted line by line: a part or an amount of each unit, down to what the family pays at least, within a cap (docs/commune-file.md §7). Pure. */

import { exactly } from "@/lib/clause/rules-amounts";
import type { Why } from "@/lib/clause/rules-why";
import type { Cents } from "@/lib/kernel/money";
import { over, roundTo, times } from "@/lib/kernel/ratio";
import type { AidRules } from "@/lib/rulebook/schema-prices";
import { applies, type Ready } from "@/lib/tally/rules-compile";
import { scopeKey } from "@/lib/tally/rules-month";
import { amountOf } from "./rules-adjustments";
import type { Charge, Ledger } from "./rules-charges";
import { childOf, type Lines } from "./rules-lines";
import { ruleWhy } from "./rules-prices";

type Aid = Ready<AidRules>;

export function aid(ledger: Ledger, lines: Lines): void {
  for (const rule of ledger.book.month.compiled.aids) {
    const rooms = new Map<string, Cents>();
    for (const charge of ledger.charges) if (isAided(rule, charge)) give(ledger, rule, { charge, rooms, lines });
  }
}

type Given = { charge: Charge; rooms: Map<string, Cents>; lines: Lines };

/** `rooms` holds what is left of the cap in each scope. */
function give(ledger: Ledger, rule: Aid, { charge, rooms, lines }: Given): void {
  const { cap } = rule.rule;
  const scope = cap ? scopeKey(ledger.book.month.compiled, cap.per, charge.info) : "";
  const room = rooms.get(scope) ?? cap?.cents ?? Number.POSITIVE_INFINITY;
  const part = partOf(ledger, rule, { charge, room });
  if (!part) return;
  rooms.set(scope, room - part.cents * part.units);
  write(rule, { charge, part, lines });
}

function isAided(rule: Aid, { info, known, kind, net }: Charge): boolean {
  return kind !== "absence" && net > 0 && info.rules.aids.includes(rule) && applies(rule, known.facts, info.day);
}

type Part = { readonly units: number; readonly cents: Cents; readonly why: readonly Why[] };

/** Unit by unit where the price divides evenly, else on the whole; null: nothing is given. */
function partOf(ledger: Ledger, { rule }: Aid, { charge, room }: { charge: Charge; room: Cents }): Part | null {
  const { net, quantity } = charge;
  const units = quantity > 0 && net % quantity === 0 ? quantity : 1;
  const among = quantity / units;
  const worth = rule.amount === undefined ? null : amountOf(ledger, rule.amount, charge);
  if (rule.amount !== undefined && !worth) return null;
  const asked = worth ? worth.cents * among : shareOf(rule, net / units);
  const each = Math.min(asked, net / units - (rule.leastCents ?? 0) * among);
  const why: Why[] = [...(worth?.why ?? [])];
  if (rule.percent !== undefined) why.push({ code: "aidPercent", facts: { percent: rule.percent } });
  if (each < asked && rule.leastCents !== undefined)
    why.push({ code: "aidLeast", facts: { minCents: rule.leastCents } });
  if (each <= 0 || room <= 0) return null;
  if (each * units <= room) return { units, cents: each, why };
  return { units: 1, cents: room, why: [...why, { code: "aidCap", facts: { maxCents: rule.cap?.cents ?? room } }] };
}

function write(ready: Aid, { charge, part, lines }: { charge: Charge; part: Part; lines: Lines }): void {
  const { rule } = ready;
  charge.net -= part.units * part.cents;
  lines.add({
    kind: "aid",
    ruleId: rule.id,
    label: rule.label ?? null,
    activity: charge.info.use.activity,
    childId: childOf(charge),
    unit: charge.price.unit,
    quantity: part.units,
    unitCents: -part.cents,
    why: [...ruleWhy(ready, charge.known.facts), { code: "aidFrom", facts: { from: rule.from } }, ...part.why],
    uses: charge.uses,
    anchor: charge.anchor,
  });
}

function shareOf({ percent, rounding }: AidRules, cents: Cents): Cents {
  if (percent === undefined || rounding === undefined) return 0;
  return roundTo(over(times(exactly(cents), exactly(percent)), exactly(100)), rounding);
}
