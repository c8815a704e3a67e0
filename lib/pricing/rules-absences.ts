/**
 * What an absent day costs: nothing, its price, an amount instead, a part of its price, or an amount given back on a flat price
 * (docs/commune-file.md §8; facts: domain-rules 21). Who is excused has been judged before: here an absence only has its price. Pure.
 */

import { exactly, resolverOf } from "@/lib/clause/rules-amounts";
import type { Why } from "@/lib/clause/rules-why";
import type { Cents } from "@/lib/kernel/money";
import { over, roundTo, times } from "@/lib/kernel/ratio";
import type { AbsenceCharge } from "@/lib/rulebook/schema-absences";
import type { Amount, Rounding } from "@/lib/rulebook/schema-amounts";
import { applies } from "@/lib/tally/rules-compile";
import { type Known, knownOf } from "@/lib/tally/rules-facts";
import { isOccurrence, isSpan, type UseInfo } from "@/lib/tally/rules-month";
import { type Charge, chargeUse, type Ledger, refuse } from "./rules-charges";

/** An absence that changes no charge: it costs nothing or an amount of its own, or gives money back. */
export type Relief = {
  readonly info: UseInfo;
  readonly known: Known;
  readonly cents: Cents;
  readonly why: readonly Why[];
};
type Judged = { charge: AbsenceCharge; why: readonly Why[] };

export function chargeAbsence(ledger: Ledger, info: UseInfo): Relief | null {
  const known = knownOf(ledger.book, info);
  const { charge, why } = judged(info, known);
  if (charge === "none") return { info, known, cents: 0, why };
  const problems = ledger.problems.length;
  const charges = chargeUse(ledger, info);
  if (charges.length === 0 && typeof charge === "object" && "amount" in charge) {
    ledger.problems.splice(problems);
    return instead(ledger, { info, known, why, amount: charge.amount });
  }
  const own = charges.filter(({ uses, price }) => uses.length === 1 && !isSpan(price.unit));
  for (const entry of own) entry.why = [...entry.why, ...why];
  if (charge === "full" || charges.length === 0) return null;
  if ("refund" in charge) return refund(ledger, { info, known, why, amount: charge.refund });
  if (charges.some(({ price }) => isSpan(price.unit))) refuse(ledger, info, { code: "absenceOnFlat" });
  for (const [place, entry] of own.entries()) lower(ledger, entry, { charge, isFirst: place === 0 });
  return null;
}

/** An amount that needs no price: the absence costs it even where nobody told what the meal costs. */
function instead(ledger: Ledger, { info, known, why, amount }: Refund): Relief | null {
  const cents = amountOf(ledger, amount, { info, known });
  if (cents === null) return null;
  return { info, known, cents: cents * info.times, why: [...why, { code: "instead", facts: { amountCents: cents } }] };
}

type Refund = { info: UseInfo; known: Known; why: readonly Why[]; amount: Amount };

function refund(ledger: Ledger, { info, known, why, amount }: Refund): Relief | null {
  const cents = amountOf(ledger, amount, { info, known });
  if (cents === null) return null;
  return { info, known, cents: -cents, why: [...why, { code: "refund", facts: { amountCents: cents } }] };
}

function judged({ use, rules, day }: UseInfo, { facts }: Known): Judged {
  const why = { code: use.status === "absent_excused" ? "absentExcused" : "absent" };
  if (use.absenceCharge !== undefined) return { charge: use.absenceCharge, why: [why] };
  const isExcused = use.status === "absent_excused";
  const candidates = isExcused
    ? rules.absences.filter(({ rule }) => isAmong(rule.reasons, use.facts.reason))
    : rules.otherwise;
  const met = candidates.find((ready) => applies(ready, facts, day));
  if (!met) return { charge: isExcused ? "none" : "full", why: [why] };
  return { charge: met.rule.charge, why: met.rule.label ? [why, { code: "rule", label: met.rule.label }] : [why] };
}

function isAmong(reasons: readonly string[] | undefined, reason: unknown): boolean {
  return reasons === undefined || reason === undefined || reasons.some((one) => one === reason);
}

type Lowering = { charge: { amount: Amount } | { percent: string; rounding: Rounding }; isFirst: boolean };

/** The charge becomes what the absence costs; an amount replaces the whole use once, however its price is cut. */
function lower(ledger: Ledger, entry: Charge, { charge, isFirst }: Lowering): void {
  if ("percent" in charge) {
    const fullCents = entry.cents;
    const exact = over(times(exactly(fullCents), exactly(charge.percent)), exactly(100));
    const cents = roundTo(exact, charge.rounding);
    become(entry, cents, { code: "percentOf", facts: { percent: charge.percent, fullCents, amountCents: cents } });
    return;
  }
  const cents = (isFirst ? amountOf(ledger, charge.amount, entry) : 0) ?? 0;
  const count = isOccurrence(entry.price.unit) ? entry.quantity : 1;
  entry.isFixed = true;
  become(entry, cents * count, { code: "instead", facts: { amountCents: cents } });
}

function become(entry: Charge, cents: Cents, why: Why): void {
  const isWhole = entry.quantity > 0 && cents % entry.quantity === 0;
  entry.shares = isWhole ? [{ quantity: entry.quantity, cents: cents / entry.quantity }] : [{ quantity: 1, cents }];
  entry.cents = cents;
  entry.net = cents;
  entry.why = [...entry.why, why];
}

type For = { info: UseInfo; known: Known };

function amountOf(ledger: Ledger, amount: Amount, { info, known }: For): Cents | null {
  const resolved = resolverOf(ledger.book.month.compiled.file, amount)(known);
  if (resolved.ok) return resolved.cents;
  refuse(ledger, info, resolved.why);
  return null;
}
