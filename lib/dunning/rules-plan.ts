/**
 * Payment plans: instalments that add up to what is owed, one a month, and how each stands by what the ledger says
 * was paid, credited or given up, the first first.
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

/** What lowers what is left of a plan, in the order in which it covers the instalments. Only the first is money that came in. */
export const coverKinds = ["paid", "credited", "writtenOff", "handed"] as const;
export type Cover = Record<(typeof coverKinds)[number], Cents>;

/** `covered`: nothing is left of it, though not all of it was paid. */
export type InstalmentState = "paid" | "covered" | "waiting" | "due" | "late";
export type Standing = {
  cover: Cover;
  leftCents: Cents;
  instalments: (Instalment & { cover: Cover; leftCents: Cents; state: InstalmentState })[];
  /** Of the oldest instalment of which something is left; 0 when none is overdue. */
  daysLate: number;
  /** Late enough for a person to decide. */
  isLate: boolean;
  /** Nothing is left, however it came. */
  isOver: boolean;
};

/** `cover` is what was paid, credited, given up or handed over of the plan's invoices since it was made. */
export function standingOf(instalments: readonly Instalment[], cover: Cover, today: CivilDate): Standing {
  const rest = { ...cover };
  const told = instalments.map((one) => {
    const own = { paid: 0, credited: 0, writtenOff: 0, handed: 0 };
    let leftCents = one.amountCents;
    for (const kind of coverKinds) {
      own[kind] = Math.min(Math.max(rest[kind], 0), leftCents);
      rest[kind] -= own[kind];
      leftCents -= own[kind];
    }
    return { ...one, cover: own, leftCents, state: stateOf({ ...one, leftCents }, own, today) };
  });
  const oldest = told.find(({ leftCents }) => leftCents > 0);
  const daysLate = oldest && oldest.dueOn < today ? distanceInDays(oldest.dueOn, today) : 0;
  const totalOf = (kind: keyof Cover) => sum(told.map((one) => one.cover[kind]));
  return {
    cover: {
      ...{ paid: totalOf("paid"), credited: totalOf("credited") },
      ...{ writtenOff: totalOf("writtenOff"), handed: totalOf("handed") },
    },
    leftCents: sum(told.map(({ leftCents }) => leftCents)),
    instalments: told,
    daysLate,
    isLate: daysLate >= LATE_DAYS,
    isOver: oldest === undefined,
  };
}

/** What the next instalment comes to: the rest of the first that is not settled, and of the following ones where that is less than can be paid. */
export function nextPayment({ instalments }: Standing, leastCents: Cents): Cents {
  let amount = 0;
  for (const one of instalments) {
    if (amount > 0 && amount >= leastCents) break;
    amount += one.leftCents;
  }
  return amount;
}

type Measured = Pick<Standing["instalments"][number], "dueOn" | "amountCents" | "leftCents">;

function stateOf({ dueOn, amountCents, leftCents }: Measured, cover: Cover, today: CivilDate): InstalmentState {
  if (leftCents === 0) return cover.paid === amountCents ? "paid" : "covered";
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
