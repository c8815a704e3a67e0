/**
 * What each day of an absence costs (docs/commune-file.md §8; facts: domain-rules 21): the first rule that the day meets decides, else
 * `otherwise`, else the full price. Told in time, proved in time, for a reason of the list, long enough, after the waiting days. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, type Test, testOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import { addMonths, type CivilDate, type CivilMonth, monthOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AbsenceCharge, AbsenceRule } from "@/lib/rulebook/schema-absences";
import {
  type AbsenceGiven,
  isWaiting,
  type OnDay,
  type Run,
  refusedByLength,
  refusedByNotice,
  refusedByProof,
} from "./rules-absences-conditions";
import { isWithin } from "./rules-limits";
import { labelled } from "./rules-verdict";

export type { AbsenceGiven } from "./rules-absences-conditions";

export type Credit = {
  as: NonNullable<AbsenceRule["credit"]>["as"];
  /** The month whose invoice carries it; null for a later session or a refund. */
  month: CivilMonth | null;
  /** The last month in which it may be used. */
  until: CivilMonth | null;
};
export type AbsentDay = {
  day: CivilDate;
  charge: AbsenceCharge;
  /** A rule excuses the day: for the fact `status`. Waiting days are not excused. */
  isExcused: boolean;
  credit: Credit | null;
  why: readonly Why[];
};

type Compiled = {
  rules: readonly { rule: AbsenceRule; when: Test }[];
  otherwise: readonly { rule: CommuneFile["absences"]["otherwise"][number]; when: Test }[];
};
const compiled = new WeakMap<CommuneFile, Compiled>();

/** One answer a day, in the order of the days. */
export function judgeAbsence(file: CommuneFile, given: AbsenceGiven): AbsentDay[] {
  return runsOf(given).flatMap((run) => run.days.map((day) => judgeDay(file, run, day)));
}

function runsOf(given: AbsenceGiven): Run[] {
  const days = [...new Set(given.absentDays)].sort();
  if (!given.bookedDays) return [{ days, given }];
  const absent = new Set(days);
  const runs: CivilDate[][] = [[]];
  for (const day of [...new Set([...given.bookedDays, ...days])].sort()) {
    if (absent.has(day)) runs.at(-1)?.push(day);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0).map((run) => ({ days: run, given }));
}

function judgeDay(file: CommuneFile, run: Run, day: CivilDate): AbsentDay {
  const { given } = run;
  const facts: Facts = { ...given.facts, ...calendarOf(file).factsOf(day) };
  const known = given.reason === undefined ? facts : { ...facts, reason: given.reason };
  const { rules, otherwise } = compile(file);
  let missed: readonly Why[] = [];
  for (const { rule, when } of rules) {
    if (!concerns(file, rule.activities, given.activity) || !isWithin(rule.inForce, day) || !when(known)) continue;
    if (!isForReason(rule, given)) continue;
    const refused = rule.automatic ? [] : refusals(file, rule, { run, day });
    if (refused.length === 0) return excused(file, rule, { run, day });
    if (missed.length === 0) missed = refused;
  }
  const fallback = otherwise.find(
    ({ rule, when }) => concerns(file, rule.activities, given.activity) && isWithin(rule.inForce, day) && when(known),
  )?.rule;
  const last = labelled(fallback ? "absenceOtherwise" : "absenceDue", fallback?.label, { day });
  return { day, charge: fallback?.charge ?? "full", isExcused: false, credit: null, why: [...missed, last] };
}

/** What a proof says by itself. */
const SAYS: Readonly<Record<string, string>> = { medical_certificate: "illness" };

/** A closed list of reasons; a proof may say the reason, by its name or by what it is. */
function isForReason({ reasons, automatic }: AbsenceRule, { reason, proofs, notices }: AbsenceGiven): boolean {
  const isTold = reason !== undefined || proofs.length > 0 || notices.length > 0;
  if (!reasons) return automatic || isTold;
  return reasons.some((one) => one === reason || proofs.some(({ kind }) => kind === one || SAYS[kind] === one));
}

function refusals(file: CommuneFile, rule: AbsenceRule, on: OnDay): Why[] {
  const refused = refusedByLength(file, rule, on) ?? refusedByNotice(file, rule, on) ?? refusedByProof(file, rule, on);
  return refused ? [refused] : [];
}

function excused(file: CommuneFile, rule: AbsenceRule, { run, day }: OnDay): AbsentDay {
  if (rule.waiting && isWaiting(file, rule.waiting, { run, day })) {
    const why = labelled("absenceWaiting", rule.label, { day, days: rule.waiting.days });
    return { day, charge: rule.waiting.charge, isExcused: false, credit: null, why: [why] };
  }
  const why = labelled(rule.automatic ? "absenceAutomatic" : "absenceExcused", rule.label, { day });
  return { day, charge: rule.charge, isExcused: true, credit: creditOf(rule, day), why: [why] };
}

function creditOf({ credit }: AbsenceRule, day: CivilDate): Credit | null {
  if (!credit) return null;
  const month = monthOf(day);
  const invoice = credit.as === "next_invoice" ? addMonths(month, 1) : null;
  return {
    as: credit.as,
    month: credit.as === "same_invoice" ? month : invoice,
    until: credit.untilMonths === undefined ? null : addMonths(month, credit.untilMonths),
  };
}

function compile(file: CommuneFile): Compiled {
  const known = compiled.get(file);
  if (known) return known;
  const defaults = defaultsOf(file);
  const { rules, otherwise } = file.absences;
  const made = {
    rules: rules.map((rule) => ({ rule, when: testOf(rule.when, defaults) })),
    otherwise: otherwise.map((rule) => ({ rule, when: testOf(rule.when, defaults) })),
  };
  compiled.set(file, made);
  return made;
}
