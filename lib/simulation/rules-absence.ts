/** Cases of absence: which days stay due, and where the case asks it, what they cost and in which month the rest is credited. Pure. */
import { type AbsentDay, judgeAbsence } from "@/lib/deadline/rules-absences";
import { price } from "@/lib/pricing/rules";
import type { Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { agree, type Got, Inexpressible } from "./rules-answer";
import { factsOf } from "./rules-facts";
import { factsOfChild, householdOf, refOf } from "./rules-household";
import { activityOf } from "./rules-uses";
import type { HouseholdCase, Of } from "./schema";

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
