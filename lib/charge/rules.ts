/**
 * From what was booked and what happened to what is owed, household by household, by the rules in force on each day
 * (facts: domain-rules 3, 6, 7, 8, 12, 20–22). What an issued invoice holds is never charged again: a difference is proposed.
 * A day that cannot be charged is a finding for the office, never a guess. Pure.
 */

import { addDays, type CivilDate, type CivilMonth, lastDayOf } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Period } from "@/lib/pricing/schema";
import { pricedHousehold } from "@/lib/profile/rules";
import { type Rules, type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import { priceCounted } from "./rules-counters";
import { holderOf, settle } from "./rules-differences";
import { type Around, chargesOfLine, isNothing, type Judged, nameOfUse } from "./rules-line";
import { changedPrices, waivedDays } from "./rules-notices";
import { dayKindOf, householdOf, pricedUse } from "./rules-uses";
import type { Billing, BillingFacts, Charge, Day } from "./schema";

export function chargesOf(facts: BillingFacts): Billing {
  const billing: Billing = { charges: [], waived: [], findings: [], differences: [] };
  const judged = facts.days.flatMap((day) => judge(facts, day, billing) ?? []);
  const spans = spansOf(facts.rules, facts.period);
  const earlier = groupBy(judgedBefore(facts), (one) => one.householdId);
  for (const [householdId, own] of groupBy(judged, (one) => one.householdId)) {
    // What is due once in the month is priced by the rules of its first part.
    const held: Charge[] = [];
    for (const span of spans) {
      const isHeld = holderOf(held);
      held.push(
        ...chargeHousehold(facts, { householdId, own, span, earlier: earlier.get(householdId) ?? [] }, billing).filter(
          (charge) => !isHeld(charge),
        ),
      );
    }
    billing.charges.push(...held);
  }
  const { fresh, differences } = settle(facts.issued, billing.charges);
  return { ...billing, charges: fresh, differences };
}

function judge(facts: BillingFacts, day: Day, { findings }: Billing): Judged | null {
  const kind = dayKindOf(day.booking !== null, day.attendance?.status ?? null);
  if (kind === null) return null;
  const householdId = householdOf(facts, day);
  if (householdId) return { day, kind, householdId };
  findings.push({ kind: "no-household", childId: day.childId, activityId: day.activityId, day: day.day });
  return null;
}

/** Whoever is not known to owe a day before the period is not counted. */
function judgedBefore(facts: BillingFacts): Judged[] {
  const nothing: Billing = { charges: [], waived: [], findings: [], differences: [] };
  return (facts.earlier ?? []).flatMap((day) => judge(facts, day, nothing) ?? []);
}

type RuledSpan = Period & { rules: Rules | null; isFirst: boolean };

/** The parts of a period, each under one version of the rules. */
function spansOf(history: RulesHistory, { from, to }: Period): RuledSpan[] {
  const starts = [from, ...history.map(({ since }) => since).filter((since) => from < since && since <= to)];
  return [...new Set(starts)].sort().map((start, index, all) => {
    const next = all[index + 1];
    const rules = rulesOn(history, start);
    return { from: start, to: next ? addDays(next, -1) : to, rules, isFirst: index === 0 };
  });
}

type Charging = { householdId: string; own: readonly Judged[]; earlier: readonly Judged[]; span: RuledSpan };

function chargeHousehold(facts: BillingFacts, charging: Charging, billing: Billing): Charge[] {
  const { householdId, own, span } = charging;
  const { from, to, rules, isFirst } = span;
  const days = own.filter(({ day }) => from <= day.day && day.day <= to);
  const file = facts.households.get(householdId);
  if (days.length === 0 || !file) return [];
  if (!rules) {
    tellUnpriced(days, billing);
    return [];
  }
  const byUse = new Map(days.map((one) => [nameOfUse(one), one]));
  const household = pricedHousehold(facts.commune, file, file.children);
  const before = [...charging.earlier, ...own.filter(({ day }) => day.day < from)];
  const { lines, problems } = priceCounted(rules.file, {
    ...{ period: { from, to }, household, uses: days.map(useOf), earlier: before.map(useOf) },
  });
  tellUnpriced(
    problems.flatMap(({ useIds }) => useIds).flatMap((id) => byUse.get(id) ?? []),
    billing,
  );
  const due = lines.filter((line) => !isNothing(line, byUse));
  billing.waived.push(...waivedDays(days, new Set(due.flatMap(({ useIds }) => useIds))));
  const changed = changedPrices(days, lines);
  billing.findings.push(...changed.map(({ finding }) => finding));
  const shown = new Map(changed.map(({ use, bookedCents }) => [use, bookedCents]));
  const around: Around = { householdId, file, rules, byUse, since: isFirst ? null : from, from, shown };
  return due.flatMap((line) => {
    const made = chargesOfLine(line, around);
    const day = line.days[0] ?? from;
    if (made.length === 0) billing.findings.push({ kind: "no-payer", childId: line.childId, householdId, day });
    return made;
  });
}

const useOf = ({ day, kind }: Judged) => pricedUse(day, kind);

function tellUnpriced(days: readonly Judged[], { findings }: Billing): void {
  for (const { day } of days) findings.push({ kind: "no-tariff", activityId: day.activityId, day: day.day });
}

/** The last day that a preparation made on `today` charges: the month's last, or today while the month runs. */
export function lastChargedDay(month: CivilMonth, today: CivilDate): CivilDate {
  const last = lastDayOf(month);
  return last < today ? last : today;
}
