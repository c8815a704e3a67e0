/**
 * A price for a week, a month, a term or a year: in proportion to open days, or to what is left of the year on the day of enrolment, then the
 * instalments of it that fall in the period (docs/commune-file.md §6; facts: domain-rules 12). Pure.
 */

import type { SpanUnit } from "@/lib/calendar/rules-spans";
import type { Why } from "@/lib/clause/rules-why";
import { monthOf } from "@/lib/kernel/civil-date";
import { type Cents, splitFairly } from "@/lib/kernel/money";
import { decimalText, roundTo } from "@/lib/kernel/ratio";
import type { Rounding } from "@/lib/rulebook/schema-amounts";
import type { Compiled, ReadyPrice } from "@/lib/tally/rules-compile";
import type { Book, Known } from "@/lib/tally/rules-facts";
import type { UseInfo } from "@/lib/tally/rules-month";
import { openDaysOf } from "./rules-prices";
import type { Period } from "./schema";

type Flat = { info: UseInfo; price: ReadyPrice; known: Known; cents: Cents; why: readonly Why[] };
type Due = { cents: Cents; why: readonly Why[] };

export function flatOf({ month }: Book, flat: Flat): Due {
  const { price, why } = flat;
  const { instalments } = price.rule;
  const whole = [...why, { code: "flatUnit", facts: { unit: price.unit } }];
  const due = reduced(month.compiled, { ...flat, why: whole });
  if (!instalments || price.unit !== "year") return due;
  const months = monthsOf(month.period);
  const parts = splitFairly(
    due.cents,
    instalments.map(() => 1),
  );
  const now = instalments.flatMap((one, place) => (months.has(one) ? [parts[place] ?? 0] : []));
  const amountCents = now.reduce((all, part) => all + part, 0);
  const told = { count: now.length, of: instalments.length, fullCents: due.cents, amountCents };
  return { cents: amountCents, why: [...due.why, { code: "instalments", facts: told }] };
}

/** The whole price, or the part of it that is used. */
function reduced(compiled: Compiled, { info, price, known, cents, why }: Flat): Due {
  const { prorata } = price.rule;
  if (!prorata) return { cents, why };
  if (prorata.by === "open_days") {
    if (!info.isDated) return { cents, why };
    const { open, usual } = openDaysOf(compiled, info, price.unit);
    return inProportion({ cents, why }, { left: open, of: usual, rounding: prorata.rounding }, (told) => ({
      code: "prorata",
      facts: { open, usual, ...told },
    }));
  }
  const { enrolledOn } = known.facts;
  if (typeof enrolledOn !== "string") return { cents, why };
  const span = compiled.calendar.spanOf(price.unit as SpanUnit, info.day);
  if (enrolledOn <= span.from || enrolledOn > span.to) return { cents, why };
  const byMonth = prorata.by === "months_left";
  const share = byMonth ? monthsLeft(price, span, enrolledOn) : termsLeft(compiled, span, enrolledOn);
  return inProportion({ cents, why }, { ...share, rounding: prorata.rounding }, (told) => ({
    code: byMonth ? "monthsLeft" : "termsLeft",
    facts: { left: share.left, of: share.of, since: enrolledOn, ...told },
  }));
}

type Share = { left: number; of: number; rounding: Rounding };
type Told = { fullCents: Cents; exact: string; amountCents: Cents };

function inProportion({ cents, why }: Due, { left, of, rounding }: Share, tell: (told: Told) => Why): Due {
  if (left >= of) return { cents, why };
  const exact = { over: BigInt(cents) * BigInt(left), under: BigInt(of) };
  const amountCents = roundTo(exact, rounding);
  const euros = decimalText({ over: exact.over, under: exact.under * 100n });
  return { cents: amountCents, why: [...why, tell({ fullCents: cents, exact: euros, amountCents })] };
}

const YEAR = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6];
/** September is 0, August 11. */
const placeOf = (month: number): number => (month + 3) % 12;

/** Months of service from that of the enrolment on, of all those of the span. */
function monthsLeft({ rule, unit }: ReadyPrice, { from, to }: Period, day: string): { left: number; of: number } {
  const usual = unit === "year" ? YEAR : undefined;
  const among = rule.prorata?.months ?? usual;
  const months = [...monthsOf({ from, to })].filter((month) => among?.includes(month) ?? true);
  const first = placeOf(Number(day.slice(5, 7)));
  return { left: months.filter((month) => placeOf(month) >= first).length, of: months.length };
}

/** Terms that are not over on the day of enrolment. */
function termsLeft({ calendar, file }: Compiled, { from, to }: Period, day: string): { left: number; of: number } {
  const told = file.calendar.terms.filter((term) => term.from >= from && term.from <= to);
  const [first, second] = [from.slice(0, 4), to.slice(0, 4)];
  const usual = [from, `${first}-12-31`, `${second}-01-01`, `${second}-04-01`].map((one) =>
    calendar.spanOf("term", one),
  );
  const terms = told.length > 0 ? told : [...new Map(usual.map((term) => [term.key, term])).values()];
  const own = terms.filter((term) => term.to >= from && term.from <= to);
  return { left: own.filter((term) => term.to >= day).length, of: own.length };
}

/** Months of the year, 1 to 12, that the period touches. */
function monthsOf({ from, to }: Period): Set<number> {
  const months = new Set<number>();
  let [year, month] = monthOf(from).split("-").map(Number) as [number, number];
  for (; months.size < 12; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    if (`${year}-${String(month).padStart(2, "0")}` > monthOf(to)) break;
    months.add(month);
  }
  return months;
}
