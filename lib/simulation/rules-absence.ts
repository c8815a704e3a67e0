/** Cases of absence: which days stay due, and where the case asks it, what they cost and in which month the rest is credited. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { type AbsentDay, judgeAbsence } from "@/lib/deadline/rules-absences";
import { isWaiting } from "@/lib/deadline/rules-absences-conditions";
import { isWithin } from "@/lib/deadline/rules-limits";
import { type CivilDate, parisMomentOf } from "@/lib/kernel/civil-date";
import { price } from "@/lib/pricing/rules";
import type { Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AbsenceCharge, AbsenceRule } from "@/lib/rulebook/schema-absences";
import { agree, type Got, Inexpressible } from "./rules-answer";
import { factsOf } from "./rules-facts";
import { factsOfChild, householdOf, refOf } from "./rules-household";
import { activityOf } from "./rules-uses";
import type { HouseholdCase, Of, UseCase } from "./schema";

type Asked = Of<"absence">;

export function answerAbsence(file: CommuneFile, asked: Asked): Got {
  const activity = activityOf(file, asked.service);
  const days = judgeAbsence(file, givenOf(file, asked, activity));
  const charged = days.filter(isCharged).map(({ day }) => day);
  const why = days.flatMap((day) => day.why);
  const more = expectations(asked);
  const expected = asked.expected_charged_dates ?? null;
  if (more.length === 0) return { got: charged, expected, ok: expected === null || agree(charged, expected), why };
  const pairs = more.map(([key, wanted]) => ({ key, wanted, got: answerTo(file, { asked, activity, days }, key) }));
  const exact = pairs.every(({ key, wanted, got }) =>
    key.endsWith("_cents") ? near(got, wanted, asked.tolerance_cents) : agree(got, wanted),
  );
  const all = (pick: (pair: (typeof pairs)[number]) => unknown) =>
    Object.fromEntries(pairs.map((pair) => [pair.key, pick(pair)]));
  return {
    got: { charged_dates: charged, ...all(({ got }) => got) },
    expected: { ...(expected === null ? {} : { charged_dates: expected }), ...all(({ wanted }) => wanted) },
    ok: exact && (expected === null || agree(charged, expected)),
    why,
  };
}

const READ = [
  "id",
  "type",
  "service",
  "booked_dates",
  "absent_dates",
  "context",
  "household",
  "why",
  "tolerance_cents",
];

/** `expected_…` words beyond the dates. */
function expectations(asked: Asked): [string, unknown][] {
  return Object.entries(asked).flatMap(([key, value]): [string, unknown][] =>
    key.startsWith("expected_") && key !== "expected_charged_dates" && value !== undefined
      ? [[key.slice(9), value]]
      : [],
  );
}

function near(got: unknown, wanted: unknown, tolerance: number): boolean {
  return typeof got === "number" && typeof wanted === "number" && Math.abs(got - wanted) <= tolerance;
}

function givenOf(file: CommuneFile, asked: Asked, activity: string) {
  const { notified_at: notified, extension_notified_at: extended, evidence_received_at: received, context } = asked;
  const told = Object.entries(asked).filter(([key]) => !READ.includes(key) && !key.startsWith("expected_"));
  const facts = {
    ...factsOfChild(asked.household, asked.child, activity),
    ...factsOf(Object.fromEntries(told)),
    ...factsOf(context),
  };
  const reason = typeof facts.reason === "string" ? facts.reason : reasonAmong(file, asked.evidence);
  return {
    activity,
    absentDays: asked.absent_dates,
    bookedDays: asked.booked_dates,
    notices: [notified, extended].flatMap((at) => (at ? [{ at }] : [])),
    proofs: asked.evidence.map((kind) => ({ kind, receivedAt: received ?? null })),
    ...(reason === undefined ? {} : { reason }),
    facts,
  };
}

/** Of what was given, the word that some rule takes for a reason, else the first. */
function reasonAmong(file: CommuneFile, evidence: readonly string[]): string | undefined {
  const reasons = new Set(file.absences.rules.flatMap((rule) => rule.reasons ?? []));
  return evidence.find((word) => reasons.has(word)) ?? evidence[0];
}

/** Something stays due for the day: its price, a part of it or an amount; what is given back on a flat price does not. */
function isCharged({ charge }: AbsentDay): boolean {
  if (typeof charge === "string") return charge === "full";
  if ("percent" in charge) return Number(charge.percent) !== 0;
  return "amount" in charge && charge.amount !== 0;
}

type Judged = { asked: Asked; activity: string; days: readonly AbsentDay[] };

function answerTo(file: CommuneFile, judged: Judged, key: string): unknown {
  if (key === "total_cents") return totalOf(file, judged);
  if (key.endsWith("month")) return judged.days.find(({ credit }) => credit?.month)?.credit?.month ?? null;
  if (/(refund|credit).*cents$/.test(key)) {
    const days = judged.days.map((day) => ({ ...day, charge: "full" as const }));
    return totalOf(file, { ...judged, days }) - totalOf(file, judged);
  }
  if (/credit|refund/.test(key)) return judged.days.find(({ credit }) => credit)?.credit?.as ?? null;
  throw new Inexpressible([`nothing in a case of absence is called “expected_${key}”`]);
}

/** What the days absent cost, priced as the uses of a child. */
function totalOf(file: CommuneFile, { asked, activity, days }: Judged): number {
  const household: HouseholdCase = asked.household ?? { children: [{}] };
  const children = household.children.length > 0 ? household.children : [{}];
  const childId = typeof asked.child === "string" ? asked.child : refOf(children[0] ?? {}, 0);
  const uses = days.map(({ day, charge, isExcused }): Use => {
    const status = isExcused ? "absent_excused" : "absent_unexcused";
    const facts = factsOf(asked.context);
    return { id: day, childId, activity, day, status, booking: "in_time", absenceCharge: charge, facts };
  });
  const sorted = [...asked.booked_dates, ...asked.absent_dates].sort();
  const period = { from: `${(sorted[0] ?? "").slice(0, 7)}-01`, to: sorted.at(-1) ?? "" };
  const priced = price(file, period, householdOf({ ...household, children }, []), uses);
  if (priced.problems.length > 0) throw new Inexpressible(priced.problems.map(({ why }) => why));
  return priced.totalCents;
}

type Absent = { use: Use; entry: string; day: CivilDate };

/**
 * Days of a bill that the family excused: what the case tells of notice and proof is judged; when it tells nothing the conditions are met,
 * and the waiting days of the rule stay due all the same.
 */
export function judgeExcused(file: CommuneFile, uses: readonly Use[], cases: readonly UseCase[]): Use[] {
  const charges = new Map<string, AbsenceCharge>();
  for (const run of runsOf(file, uses)) {
    const days = run.map(({ day }) => day);
    for (const { use, entry, day } of run) {
      const told = cases[Number(entry) - 1] ?? {};
      const charge = use.status === "absent_excused" ? chargeOf(file, { use, day, days, told }) : null;
      if (charge !== null) charges.set(use.id, charge);
    }
  }
  return uses.map((use) => {
    const absenceCharge = charges.get(use.id);
    return absenceCharge === undefined ? use : { ...use, absenceCharge };
  });
}

/** Absences in a row, of a child in an activity: a presence ends one, and so does an open day between two that are told apart. */
function runsOf(file: CommuneFile, uses: readonly Use[]): Absent[][] {
  const groups = new Map<string, Absent[]>();
  for (const use of uses) {
    const key = `${use.activity}|${use.childId}`;
    const [entry = ""] = use.id.split(".");
    if (use.day === null) continue;
    const group = groups.get(key);
    if (group) group.push({ use, entry, day: use.day });
    else groups.set(key, [{ use, entry, day: use.day }]);
  }
  const calendar = calendarOf(file);
  const isApart = (before: Absent, after: Absent) =>
    before.entry !== after.entry &&
    calendar.stepForward(before.day, 1, { count: "open", activity: after.use.activity }) !== after.day;
  return [...groups.values()].flatMap((group) => {
    if (!group.some(({ use }) => use.status === "absent_excused")) return [];
    const runs: Absent[][] = [];
    let last: Absent | null = null;
    for (const one of group.sort((a, b) => (a.day < b.day ? -1 : 1))) {
      const isAbsent = one.use.status !== "present";
      if (isAbsent && last !== null && !isApart(last, one)) runs.at(-1)?.push(one);
      else if (isAbsent) runs.push([one]);
      last = isAbsent ? one : null;
    }
    return runs;
  });
}

type Excused = { use: Use; day: CivilDate; days: readonly CivilDate[]; told: Readonly<Record<string, unknown>> };

/** null: the file's own price of an excused absence. */
function chargeOf(file: CommuneFile, { use, day, days, told }: Excused): AbsenceCharge | null {
  const at = (key: string) => (typeof told[key] === "string" ? parisMomentOf(told[key]) : null);
  const evidence = Array.isArray(told.evidence) ? told.evidence.map(String) : [];
  const notices = ["notified_at", "extension_notified_at"]
    .flatMap((key) => at(key) ?? [])
    .map((moment) => ({ at: moment }));
  const { activity, facts } = use;
  const reason = typeof facts.reason === "string" ? facts.reason : reasonAmong(file, evidence);
  const given = { activity, absentDays: days, ...(reason === undefined ? {} : { reason }), facts };
  if (notices.length > 0 || evidence.length > 0) {
    const proofs = evidence.map((kind) => ({ kind, receivedAt: at("evidence_received_at") }));
    return judgeAbsence(file, { ...given, notices, proofs }).find((one) => one.day === day)?.charge ?? null;
  }
  const run = { days, given: { ...given, notices: [{ at: `${days[0] ?? day}T00:00` }], proofs: [] } };
  const waiting = waitingFor(file, { activity, reason, day });
  return waiting && isWaiting(file, waiting, { run, day }) ? waiting.charge : null;
}

type Met = { activity: string; reason: string | undefined; day: CivilDate };

/** Waiting days that every rule asks which may excuse the day: where one asks none, that one may be the rule that is met. */
function waitingFor(file: CommuneFile, { activity, reason, day }: Met): AbsenceRule["waiting"] | null {
  const rules = file.absences.rules.filter(
    (rule) =>
      concerns(file, rule.activities, activity) &&
      isWithin(rule.inForce, day) &&
      (reason === undefined ? !rule.automatic : (rule.reasons?.includes(reason) ?? true)),
  );
  return rules.every((rule) => rule.waiting !== undefined) ? (rules[0]?.waiting ?? null) : null;
}
