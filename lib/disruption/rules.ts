/**
 * What becomes of the bookings of a group that cannot come, or that nobody can receive: for each the rules of its day say what it costs
 * (lib/deadline/rules-absences; facts: domain-rules 21). What costs nothing is cancelled, what stays due is an absence. Pure.
 */
import { inForceOn } from "@/lib/activity/rules";
import type { Facts } from "@/lib/booking/rules-grid";
import { bookedUse } from "@/lib/booking/rules-price";
import { type AbsentDay, judgeAbsence } from "@/lib/deadline/rules-absences";
import type { BookingState } from "@/lib/deadline/rules-verdict";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Cents } from "@/lib/kernel/money";
import { priceOfOne } from "@/lib/pricing/rules";
import type { Rules } from "@/lib/rulebook/rules-history";
import type { AbsenceCharge } from "@/lib/rulebook/schema-absences";
import { toldOf } from "@/lib/waiting/rules";
import type { DisruptionReason } from "./schema";

export type Booked = {
  id: string;
  childId: string;
  householdId: string;
  activityDayId: string;
  activityId: string;
  day: CivilDate;
  priceCents: Cents;
  timing: BookingState;
};

export type Judged = Booked & {
  grade: string | null;
  charge: AbsenceCharge;
  isExcused: boolean;
  /** What is owed after all; null when it is known only with the month, as a refund on a flat price. */
  afterCents: Cents | null;
};

type Asked = { reason: DisruptionReason; grades: readonly string[]; now: CivilDateTime };

/** The bookings of the classes asked for, each with what the rules make of it. */
export function judgeGroup(facts: Facts, booked: readonly Booked[], asked: Asked): Judged[] {
  const children = new Map(facts.children.map((child) => [child.id, child]));
  const inClass = booked.flatMap((one) => {
    const grade = inForceOn(children.get(one.childId)?.schoolings ?? [], one.day)?.grade ?? null;
    const isAsked = asked.grades.length === 0 || (grade !== null && asked.grades.includes(grade));
    return isAsked ? [{ ...one, grade }] : [];
  });
  const absences = groupBy(
    inClass,
    ({ childId, activityId, householdId }) => `${childId} ${activityId} ${householdId}`,
  );
  return [...absences.values()].flatMap((rows) => judgeChild(facts, rows, asked));
}

type Row = Booked & { grade: string | null };

/** The days of one child in one activity are one absence, under the rules of each of them. */
function judgeChild(facts: Facts, rows: readonly Row[], asked: Asked): Judged[] {
  const told = rows.map((row) => ({ row, known: knownOf(facts, row) }));
  return told.map(({ row, known }) => {
    if (!known) return { ...row, charge: "none" as const, isExcused: true, afterCents: 0 };
    const same = told.filter((one) => one.known?.rules.id === known.rules.id).map((one) => one.row.day);
    const answers = judgeAbsence(known.rules.file, {
      activity: known.activity.ruleCode,
      absentDays: same,
      notices: [{ at: asked.now }],
      proofs: [],
      reason: asked.reason,
      facts: known.facts,
    });
    const answer = answers.find(({ day }) => day === row.day);
    if (!answer) throw new Error("Each absent day has its answer");
    return {
      ...row,
      charge: answer.charge,
      isExcused: answer.isExcused,
      afterCents: costOf(facts, row, { known, answer }),
    };
  });
}

function knownOf(facts: Facts, { childId, activityDayId, householdId }: Row) {
  const child = facts.children.find(({ id }) => id === childId);
  const day = facts.days.find(({ id }) => id === activityDayId);
  const told = child && day ? toldOf(facts, { child, day, householdId }) : null;
  return told && child && { ...told, child };
}

type Known = NonNullable<ReturnType<typeof knownOf>>;

function costOf(facts: Facts, row: Row, { known, answer }: { known: Known; answer: AbsentDay }): Cents | null {
  if (answer.charge === "none") return 0;
  if (answer.charge === "full") return row.priceCents;
  const household = facts.households.get(row.householdId);
  if (!household || "refund" in answer.charge) return null;
  return absentCents(known.rules, household, { row, known, answer });
}

type Household = Parameters<typeof priceOfOne>[1];

function absentCents(
  rules: Rules,
  household: Household,
  { row, known, answer }: { row: Row; known: Known; answer: AbsentDay },
): Cents | null {
  const regularity = typeof known.facts.regularity === "string" ? known.facts.regularity : null;
  const { id, childId, day, timing } = row;
  const use = bookedUse({ id, childId, day, regularity, ruleCode: known.activity.ruleCode, booking: timing });
  const status = answer.isExcused ? ("absent_excused" as const) : ("absent_unexcused" as const);
  const priced = priceOfOne(rules.file, household, { ...use, status, absenceCharge: answer.charge });
  return priced.problems.length > 0 ? null : priced.totalCents;
}

/** Not charged at all: the booking is cancelled. Otherwise it stays, and the child is noted absent. */
export function isCancelled({ charge }: Pick<Judged, "charge">): boolean {
  return charge === "none";
}

export type Effect = "none" | "full" | "amount" | "percent" | "refund";

export function effectOf(charge: AbsenceCharge): Effect {
  if (typeof charge === "string") return charge;
  if ("amount" in charge) return "amount";
  return "percent" in charge ? "percent" : "refund";
}
