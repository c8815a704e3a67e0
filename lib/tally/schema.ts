/** What is counted before it is priced: a household, its children, and what they used or booked in a period (docs/commune-file.md §6–7). Pure. */

import type { Facts } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate, CivilTime } from "@/lib/kernel/civil-date";
import type { AbsenceCharge } from "@/lib/rulebook/schema-absences";
import type { Unit } from "@/lib/rulebook/schema-activities";

/** The latest value whose `since` is the day or before wins; null is since ever. */
export type Dated<Value> = readonly { readonly since: CivilDate | null; readonly value: Value }[];

/** Euros with at most two decimals; `until` is the last day of the proof. */
export type Quotient = {
  readonly value: number;
  readonly receivedOn: CivilDate | null;
  readonly until?: CivilDate | null;
};

export type Child = {
  readonly id: string;
  readonly birthDate?: CivilDate;
  /** Rank in the family, when somebody said it: then it orders the children. */
  readonly rank?: number;
  readonly facts: Dated<Facts>;
};

export type Household = {
  readonly facts: Dated<Facts>;
  readonly quotients: readonly Quotient[];
  readonly children: readonly Child[];
};

export type Stay = { readonly from: CivilTime; readonly to: CivilTime };
export type Units = { readonly count: number; readonly unit: Unit };

export type Use = {
  readonly id: string;
  readonly childId: string;
  readonly activity: string;
  /** null: it belongs to the period as a whole, as « 14 quarters of an hour in November ». */
  readonly day: CivilDate | null;
  readonly status: "present" | "absent_excused" | "absent_unexcused";
  readonly booking: "in_time" | "late" | "none";
  readonly stay?: Stay;
  readonly bookedStay?: Stay;
  readonly units?: Units;
  readonly bookedUnits?: Units;
  readonly moments?: readonly string[];
  /** Late pick-ups that were noted without an hour. */
  readonly latePickups?: number;
  /** What the absence costs, when it has been judged; left out: what the file says of such an absence. */
  readonly absenceCharge?: AbsenceCharge;
  readonly facts: Facts;
};

/** Both days included. `billed` holds the `once` of lines of earlier periods: what is due once a term or a year is not asked for again. */
export type Period = { readonly from: CivilDate; readonly to: CivilDate; readonly billed?: ReadonlySet<string> };

/** A use that no rule prices: said, never guessed. */
export type Problem = { readonly useIds: readonly string[]; readonly why: Why };
