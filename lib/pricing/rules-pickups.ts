/**
 * Late pick-ups by started slice, after a tolerance, for the child or for all who are fetched together; and yearly fees, due when the file
 * says (docs/commune-file.md §7; facts: domain-rules 22). Pure.
 */

import { cutIntoSteps } from "@/lib/clause/rules-amounts";
import { type CivilDate, type CivilTime, monthOf } from "@/lib/kernel/civil-date";
import { minutesOf } from "@/lib/kernel/day-number";
import type { FeeRules, LatePickupRules } from "@/lib/rulebook/schema-prices";
import { applies, type Ready } from "@/lib/tally/rules-compile";
import { knownOf } from "@/lib/tally/rules-facts";
import { Counter, type UseInfo } from "@/lib/tally/rules-month";
import { closingFor } from "@/lib/tally/rules-units";
import { amountOf } from "./rules-adjustments";
import type { Ledger } from "./rules-charges";
import type { Lines } from "./rules-lines";
import { ruleWhy } from "./rules-prices";

type Pickup = Ready<LatePickupRules>;
/** One late pick-up: of a child, or of the children fetched together. */
type Late = { readonly uses: UseInfo[]; slices: number; times: number };

export function addLatePickups(ledger: Ledger, lines: Lines): void {
  const { compiled, uses } = ledger.book.month;
  for (const rule of compiled.pickups) {
    const counter = new Counter(compiled, rule.rule.counter);
    for (const late of latesOf(ledger, rule, uses)) {
      const [info] = late.uses;
      const taken = info ? counter.take(info, late.times) : 0;
      if (info && taken > 0) write(ledger, rule, { late, info, taken, lines });
    }
  }
}

function latesOf(ledger: Ledger, rule: Pickup, uses: readonly UseInfo[]): Iterable<Late> {
  const lates = new Map<string, Late>();
  for (const info of uses) {
    if (info.use.status !== "present" || !info.rules.pickups.includes(rule)) continue;
    const found = lateOf(info, rule);
    if (!found || !applies(rule, knownOf(ledger.book, info).facts, info.day)) continue;
    const isTogether = rule.rule.for === "family" && info.isDated;
    const key = isTogether ? info.day : info.use.id;
    const known = lates.get(key);
    if (known) {
      known.uses.push(info);
      known.slices = Math.max(known.slices, found.slices);
      known.times = Math.max(known.times, found.times);
    } else lates.set(key, { uses: [info], ...found });
  }
  return lates.values();
}

/** Within the tolerance nothing is due; beyond it, slices are counted from the closing. */
function lateOf(info: UseInfo, { rule }: Pickup): { slices: number; times: number } | null {
  const { use } = info;
  const noted = use.latePickups ?? 0;
  const closing = closingOf(info, rule);
  const minutes = use.stay && closing ? minutesOf(use.stay.to) - minutesOf(closing) : 0;
  if (minutes > rule.toleranceMinutes) {
    return { slices: rule.sliceMinutes === undefined ? 1 : Math.ceil(minutes / rule.sliceMinutes), times: 1 };
  }
  return noted > 0 ? { slices: 1, times: noted } : null;
}

function closingOf(info: UseInfo, { after }: LatePickupRules): CivilTime | undefined {
  const { stay } = info.use;
  return after ?? (stay ? closingFor(info, stay) : info.rules.activity.hours?.to);
}

type Written = { late: Late; info: UseInfo; taken: number; lines: Lines };

function write(ledger: Ledger, ready: Pickup, { late, info, taken, lines }: Written): void {
  const { rule } = ready;
  const known = knownOf(ledger.book, info);
  const worth = amountOf(ledger, rule.price, { info, known });
  if (!worth) return;
  const after = closingOf(info, rule);
  const slice =
    rule.sliceMinutes === undefined ? [] : [{ code: "startedSlices", facts: { minutes: rule.sliceMinutes } }];
  const closing = after === undefined ? [] : [{ code: "closedAt", facts: { time: after } }];
  const why = [...ruleWhy(ready, known.facts), ...closing, ...slice, ...worth.why];
  for (const { quantity, cents } of cutIntoSteps(worth.steps, late.slices)) {
    lines.add({
      kind: "late_pickup",
      ruleId: ready.id,
      label: rule.label ?? null,
      activity: info.use.activity,
      childId: rule.for === "family" ? null : info.child.id,
      unit: "session",
      quantity: quantity * taken,
      unitCents: cents,
      why,
      uses: late.uses,
      anchor: `${rule.for === "family" ? info.day : info.use.id}/${cents}`,
    });
  }
}

type Fee = Ready<FeeRules>;

export function addFees(ledger: Ledger, lines: Lines): void {
  const { compiled, uses } = ledger.book.month;
  for (const rule of compiled.fees) {
    const seen = new Set<string>();
    for (const info of uses) {
      const once = feeKey(ledger, rule, info);
      if (seen.has(once) || !info.rules.fees.includes(rule)) continue;
      const known = knownOf(ledger.book, info);
      if (!applies(rule, known.facts, info.day) || !isDue(ledger, rule, { info, once })) continue;
      seen.add(once);
      const worth = amountOf(ledger, rule.rule.price, { info, known });
      if (worth)
        addFee(lines, rule, { info, once, cents: worth.cents, why: [...ruleWhy(rule, known.facts), ...worth.why] });
    }
  }
}

function feeKey({ book }: Ledger, { rule, id }: Fee, { child, day }: UseInfo): string {
  const year = book.month.compiled.calendar.schoolYearOf(day).id;
  return `${id}|${rule.per === "child_year" ? child.id : ""}|${year}`;
}

/**
 * A fee due at the enrolment is charged where the enrolment is seen: its day is in the period, the period is the year, or the uses of
 * earlier periods are known. Nothing tells it in a single month.
 */
function isDue({ book }: Ledger, { rule }: Fee, { info, once }: { info: UseInfo; once: string }): boolean {
  const { period, compiled } = book.month;
  if (period.billed?.has(once)) return false;
  if (typeof rule.due === "object") return hasMonth(period, rule.due.month);
  if (rule.due === "first_use" || period.billed !== undefined) return true;
  const { enrolledOn } = info.use.facts;
  const year = compiled.calendar.spanOf("year", info.day);
  if (typeof enrolledOn === "string") {
    if (enrolledOn < year.from) return period.from <= year.from && year.from <= period.to;
    return period.from <= enrolledOn && enrolledOn <= period.to;
  }
  const isYear = monthOf(period.from) <= monthOf(year.from) && period.to >= `${year.to.slice(0, 4)}-06-30`;
  return isYear || info.use.units?.unit === "year";
}

function hasMonth({ from, to }: { from: CivilDate; to: CivilDate }, month: number): boolean {
  const years = [from.slice(0, 4), to.slice(0, 4)];
  const named = years.map((year) => `${year}-${String(month).padStart(2, "0")}`);
  return named.some((one) => monthOf(from) <= one && one <= monthOf(to));
}

type Charged = Pick<Parameters<Lines["add"]>[0], "why"> & { info: UseInfo; once: string; cents: number };

function addFee(lines: Lines, { id, rule }: Fee, { info, once, cents, why }: Charged): void {
  const isFamily = rule.per === "family_year";
  lines.add({
    kind: "fee",
    ruleId: id,
    label: rule.label ?? null,
    activity: isFamily || !rule.activities || rule.activities.length > 1 ? null : info.use.activity,
    childId: isFamily ? null : info.child.id,
    unit: "year",
    quantity: 1,
    unitCents: cents,
    why,
    once,
    uses: [info],
    anchor: once,
  });
}
