/** What billing works on: days booked or attended, charges with their reasons, what could not be charged (facts: domain-rules 3, 6, 7, 20, 21). Pure. */

import type { Why } from "@/lib/clause/rules-why";
import type { DatedQuotient, PayerShare, Residence } from "@/lib/household/rules";
import type { CivilDate, CivilTime } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { ChildFile, HouseholdFile } from "@/lib/profile/rules";
import type { RulesHistory } from "@/lib/rulebook/rules-history";
import type { AbsenceCharge } from "@/lib/rulebook/schema-absences";
import type { Unit } from "@/lib/rulebook/schema-activities";

export type AttendanceStatus = "present" | "absent" | "absent_justified" | "unbooked_present";

/** One child on one day of one activity: a live booking, a mark, or both. */
export type Day = {
  activityDayId: string;
  activityId: string;
  /** The activity of the commune's rules. */
  ruleCode: string;
  startsAt: CivilTime;
  endsAt: CivilTime;
  day: CivilDate;
  childId: string;
  regularity: string | null;
  /** The day the enrolment was asked for: late enrolments, and what is due in part after it. */
  enrolledOn: CivilDate | null;
  booking: { id: string; householdId: string; priceCents: Cents; timing: "in_time" | "late" | "none" } | null;
  attendance: {
    id: string;
    status: AttendanceStatus;
    arrivedAt: CivilTime | null;
    departedAt: CivilTime | null;
    absenceCharge: AbsenceCharge | null;
  } | null;
};

export type QuotientFact = DatedQuotient & { valueCents: number; source: string };
export type ShareFact = PayerShare & { payerId: string };
export type HouseholdFacts = Omit<HouseholdFile, "quotients"> & {
  quotients: readonly QuotientFact[];
  shares: readonly ShareFact[];
  /** All who live there at some time, the eldest first: they order the ranks. */
  children: readonly ChildFile[];
};
type Home = { residences: Residence[]; exceptions: { day: CivilDate; householdId: string }[] };

export type BillingFacts = {
  commune: string;
  /** Both days included, within one month. */
  period: { from: CivilDate; to: CivilDate };
  rules: RulesHistory;
  days: readonly Day[];
  /** Days of the year before the period, when some rule counts so far back; they are not charged. */
  earlier?: readonly Day[] | undefined;
  households: ReadonlyMap<string, HouseholdFacts>;
  /** Where each child lives, for days that no family booked. */
  homes: ReadonlyMap<string, Home>;
  /** What invoices that were issued hold, with the corrections made since: it is not charged again. */
  issued: readonly IssuedCharge[];
};
export type IssuedCharge = {
  /** Of a correction: the key of what it corrects. */
  sourceKey: string;
  amountCents: Cents;
  payerId: string;
  householdId: string;
  childId: string | null;
  activityId: string | null;
  day: CivilDate;
};

export const chargeKinds = [
  "booked",
  "absence",
  "unbooked",
  "late_pickup",
  "flat",
  "adjustment",
  "combination",
  "fee",
  "aid",
  "correction",
] as const;
export type ChargeKind = (typeof chargeKinds)[number];

export type ChargeWhy = {
  /** The version of the rules, and its date of effect. */
  rulesId: string;
  rules: string;
  since: CivilDate;
  ruleId: string;
  label: string | null;
  unit: Unit;
  reasons: readonly Why[];
  /** Of the quotient that the reasons tell. */
  source: string | null;
  /** The part of the price this payer bears, when several pay. */
  share: { percent: number; ofCents: Cents } | null;
  /** The price shown when the day was booked, when the price of the day itself is another. */
  bookedCents: Cents | null;
  /** Of a correction: what was billed, and what is right by the rules and facts known now. */
  corrects?: { billedCents: Cents; cents: Cents } | undefined;
};

export type Charge = {
  /** The same thing of the same month has the same key, whatever the run: it is charged once. */
  sourceKey: string;
  kind: ChargeKind;
  /** Null when it is for the family as a whole. */
  childId: string | null;
  householdId: string;
  payerId: string;
  activityId: string | null;
  activityDayId: string | null;
  bookingId: string | null;
  attendanceId: string | null;
  day: CivilDate;
  quantity: number;
  unitCents: Cents;
  amountCents: Cents;
  why: ChargeWhy;
};

/** What was billed, and what the rules and facts of today would make of it: proposed, never charged by itself (domain rule 8). */
export type Difference = {
  sourceKey: string;
  householdId: string;
  payerId: string;
  childId: string | null;
  activityId: string | null;
  day: CivilDate;
  billedCents: Cents;
  cents: Cents;
  why: ChargeWhy | null;
};

export type Finding =
  | { kind: "no-payer"; childId: string | null; householdId: string; day: CivilDate }
  | { kind: "no-household"; childId: string; activityId: string; day: CivilDate }
  | { kind: "no-tariff"; activityId: string; day: CivilDate }
  | { kind: "price-changed"; childId: string; activityId: string; day: CivilDate; bookedCents: Cents; cents: Cents }
  /** Carried to the next month, or dropped as the rules say. */
  | { kind: "too-small"; payerId: string; householdId: string; cents: Cents; isDropped?: true | undefined }
  /** Issuing was asked and not begun: something has changed since the preparation. */
  | { kind: "stale" };

/** Days that were booked and are not charged, since the absence had a good reason. */
export type Waived = { childId: string; householdId: string; activityId: string; day: CivilDate };
export type Billing = { charges: Charge[]; waived: Waived[]; findings: Finding[]; differences: Difference[] };
