/** A line of the rules as charges: what it is about, the key that keeps it from being charged twice, its reasons, and who bears which part. Pure. */
import { quotientOn } from "@/lib/household/rules";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { EachLine } from "@/lib/pricing/schema";
import type { Rules } from "@/lib/rulebook/rules-history";
import { type Own, shareBetween } from "./rules-shares";
import { type DayKind, idOfUse } from "./rules-uses";
import type { Charge, ChargeKind, Day, HouseholdFacts } from "./schema";

/** A day with what it is charged as, and the household that owes for it. */
export type Judged = { day: Day; kind: DayKind; householdId: string };

export type Around = {
  householdId: string;
  file: HouseholdFacts;
  rules: Rules;
  byUse: ReadonlyMap<string, Judged>;
  /** Of the part of the month that these rules price; null for the first part. */
  since: CivilDate | null;
  from: CivilDate;
  /** The price that the family saw, of the uses that come to another one. */
  shown: ReadonlyMap<string, Cents>;
};

/** One charge a payer; empty when nobody pays. */
export function chargesOfLine(line: EachLine, around: Around): Charge[] {
  const { householdId, file, rules, byUse, from } = around;
  const first = line.useIds.map((id) => byUse.get(id)).find((one) => one !== undefined);
  const only = line.useIds.length === 1 ? first : undefined;
  const day = line.days[0] ?? from;
  const own: Own = {
    sourceKey: keyOf(line, around),
    kind: chargeKindOf(line, first?.kind ?? "booked"),
    childId: line.childId,
    householdId,
    activityId: line.activity === null ? null : (first?.day.activityId ?? null),
    activityDayId: only?.day.activityDayId ?? null,
    bookingId: only?.day.booking?.id ?? null,
    attendanceId: only?.day.attendance?.id ?? null,
    day,
    why: {
      ...{ rulesId: rules.id, rules: rules.label, since: rules.since, ruleId: line.ruleId, label: line.label },
      ...{ unit: line.unit, reasons: line.why, source: sourceOf(file, line, day) },
      bookedCents: shownFor(line, around),
    },
  };
  return shareBetween(file.shares, line, own);
}

/** Told beside the plain price of a day, not beside what is added to it. */
function shownFor({ kind, useIds }: EachLine, { shown }: Around): Cents | null {
  const [id, ...others] = useIds;
  return kind === "use" && id !== undefined && others.length === 0 ? (shown.get(id) ?? null) : null;
}

/**
 * A cap of the month is reckoned anew under each version of the rules, and an instalment in each month: the key says which.
 * A flat price or a fee keeps its key: it is due once.
 */
function keyOf({ kind, key, why }: EachLine, { householdId, since, from }: Around): string {
  const part = kind === "combination" && since !== null ? `@${since}` : "";
  const month = why.some(({ code }) => code === "instalments") ? `@${from.slice(0, 7)}` : "";
  return `${key}${part}${month}:${householdId}`;
}

const OWN_KINDS: readonly string[] = ["late_pickup", "flat", "adjustment", "combination", "fee", "aid", "absence"];

function chargeKindOf(line: EachLine, day: DayKind): ChargeKind {
  if (OWN_KINDS.includes(line.kind)) return line.kind as ChargeKind;
  return day === "waived" ? "absence" : day;
}

const QUOTIENT_CODES = new Set(["quotient", "quotientSince"]);

/** Who gave the quotient that the line tells of. */
function sourceOf({ quotients }: HouseholdFacts, line: EachLine, day: CivilDate): string | null {
  return line.why.some(({ code }) => QUOTIENT_CODES.has(code)) ? (quotientOn(quotients, day)?.source ?? null) : null;
}

/** Nothing is due for days that are all excused. */
export function isNothing(line: EachLine, byUse: ReadonlyMap<string, Judged>): boolean {
  return line.amountCents === 0 && line.useIds.every((id) => byUse.get(id)?.kind === "waived");
}

export const nameOfUse = ({ day }: Judged): string => idOfUse(day);
