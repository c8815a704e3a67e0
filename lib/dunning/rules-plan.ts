/**
 * Payment plans: instalments that add up to what is owed, one a month, and how each stands by what the ledger says was paid, the first first.
 * A plan is kept until a person says that it is broken: the portal only shows how late it is (domain rule 34). Pure.
 */
import {
  addMonths,
  type CivilDate,
  type CivilMonth,
  distanceInDays,
  firstDayOf,
  lastDayOf,
  monthOf,
} from "@/lib/kernel/civil-date";
import { type Cents, splitFairly, sum } from "@/lib/kernel/money";

export type Instalment = { dueOn: CivilDate; amountCents: Cents };

/** The same day of each month, or its last day where it has no such day. The first instalments bear the odd cents. */
export function scheduleOf(totalCents: Cents, { count, firstOn }: { count: number; firstOn: CivilDate }): Instalment[] {
  const parts = splitFairly(
    totalCents,
    Array.from({ length: count }, () => 1),
  );
  return parts.map((amountCents, index) => ({ dueOn: monthsLater(firstOn, index), amountCents }));
}

function monthsLater(day: CivilDate, months: number): CivilDate {
  const month = addMonths(monthOf(day), months);
  const wanted = firstDayOf(month).slice(0, 8) + day.slice(8);
  const last = lastDayOf(month);
  if (wanted > last) return last;
  return wanted;
}

/** Days after which an instalment that is not paid makes the office look. */
export const LATE_DAYS = 8;

export type InstalmentState = "paid" | "waiting" | "due" | "late";
export type Standing = {
  paidCents: Cents;
  leftCents: Cents;
  instalments: (Instalment & { paidCents: Cents; state: InstalmentState })[];
  /** Of the oldest instalment that is not paid; 0 when none is overdue. */
  daysLate: number;
  /** Late enough for a person to decide. */
  isLate: boolean;
  isPaid: boolean;
};

/** `paidCents` is what was paid, credited or given up of the plan's invoices since it was made. */
export function standingOf(instalments: readonly Instalment[], paidCents: Cents, today: CivilDate): Standing {
  const total = sum(instalments.map(({ amountCents }) => amountCents));
  let rest = Math.min(Math.max(paidCents, 0), total);
  const told = instalments.map((one) => {
    const own = Math.min(rest, one.amountCents);
    rest -= own;
    return { ...one, paidCents: own, state: stateOf(one, own, today) };
  });
  const oldest = told.find(({ state }) => state !== "paid");
  const daysLate = oldest && oldest.dueOn < today ? distanceInDays(oldest.dueOn, today) : 0;
  const paid = sum(told.map((one) => one.paidCents));
  return {
    paidCents: paid,
    leftCents: total - paid,
    instalments: told,
    daysLate,
    isLate: daysLate >= LATE_DAYS,
    isPaid: paid === total,
  };
}

/** What the next instalment comes to: the rest of the first that is not paid, and of the following ones where that is less than can be paid. */
export function nextPayment({ instalments }: Standing, leastCents: Cents): Cents {
  let amount = 0;
  for (const one of instalments) {
    if (amount > 0 && amount >= leastCents) break;
    amount += one.amountCents - one.paidCents;
  }
  return amount;
}

function stateOf({ dueOn, amountCents }: Instalment, paidCents: Cents, today: CivilDate): InstalmentState {
  if (paidCents >= amountCents) return "paid";
  if (dueOn < today) return "late";
  return monthOf(dueOn) === monthOf(today) ? "due" : "waiting";
}

/** What a person may do to a plan, from each of its states. */
export type PlanState = "proposed" | "agreed" | "broken" | "ended" | "withdrawn";
export const planSteps = ["agree", "withdraw", "break"] as const;
export type PlanStep = (typeof planSteps)[number];

const STEPS: Record<PlanStep, { from: readonly PlanState[]; to: PlanState }> = {
  agree: { from: ["proposed"], to: "agreed" },
  withdraw: { from: ["proposed", "agreed"], to: "withdrawn" },
  break: { from: ["agreed"], to: "broken" },
};

/** Null when the plan is past that step. */
export function afterStep(state: PlanState, step: PlanStep): PlanState | null {
  return STEPS[step].from.includes(state) ? STEPS[step].to : null;
}

/** A plan as it is read. */
export type PlanInvoice = { id: string; number: string; month: CivilMonth; dueCents: Cents };
export type PlanView = {
  id: string;
  state: PlanState;
  householdId: string;
  payerId: string;
  payer: string;
  regieId: string;
  reason: string;
  madeOn: CivilDate;
  totalCents: Cents;
  invoices: PlanInvoice[];
  standing: Standing;
};
