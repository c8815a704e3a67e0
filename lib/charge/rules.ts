/**
 * From what was booked and what happened to what is owed (facts: domain-rules 3, 6, 7, 12, 20, 21, 47).
 * Each day of a child is judged with the facts of that day: address, quotient, price list, payers. Rounding per line, then the sum.
 * A day that cannot be charged is a finding for the office, never a guess. Pure.
 */
import {
  addressOn,
  type DatedQuotient,
  householdOn,
  type PayerShare,
  payersOn,
  quotientOn,
  type Residence,
} from "@/lib/household/rules";
import { type CivilDate, type CivilMonth, lastDayOf } from "@/lib/kernel/civil-date";
import { type Cents, splitFairly } from "@/lib/kernel/money";
import { inForceOn, isResident, type PriceWhy, priceOf, type TariffVersion } from "@/lib/tariff/rules";

export type AttendanceStatus = "present" | "absent" | "absent_justified" | "unbooked_present";

/** One child on one day of one activity: a live booking, a mark, or both. */
export type Day = {
  activityDayId: string;
  activityId: string;
  day: CivilDate;
  childId: string;
  booking: { id: string; householdId: string; priceCents: Cents } | null;
  attendance: { id: string; status: AttendanceStatus } | null;
};

export type QuotientFact = DatedQuotient & { valueCents: number; source: string };
export type ShareFact = PayerShare & { payerId: string };
export type HouseholdFacts = {
  quotients: QuotientFact[];
  addresses: { city: string; since: CivilDate }[];
  shares: ShareFact[];
};

export type BillingFacts = {
  commune: string;
  days: Day[];
  tariffs: ReadonlyMap<string, TariffVersion[]>;
  households: ReadonlyMap<string, HouseholdFacts>;
  /** Where each child lives, for days that no family booked. */
  homes: ReadonlyMap<string, { residences: Residence[]; exceptions: { day: CivilDate; householdId: string }[] }>;
  /** `dayKey` of the days that an issued invoice or a charge carried forward already holds. */
  charged: ReadonlySet<string>;
};

export type ChargeKind = "booked" | "unbooked" | "absence";
export type ChargeWhy = PriceWhy & {
  source: string | null;
  /** The part of the price this payer bears, when several pay. */
  share: { percent: number; ofCents: Cents } | null;
  /** The price shown when the day was booked, when the price of the day itself is another. */
  bookedCents: Cents | null;
};

export type Charge = {
  sourceKey: string;
  kind: ChargeKind;
  childId: string;
  householdId: string;
  payerId: string;
  activityId: string;
  activityDayId: string;
  bookingId: string | null;
  attendanceId: string | null;
  day: CivilDate;
  unitCents: Cents;
  amountCents: Cents;
  why: ChargeWhy;
};

export type Finding =
  | { kind: "no-payer"; childId: string; householdId: string; day: CivilDate }
  | { kind: "no-household"; childId: string; activityId: string; day: CivilDate }
  | { kind: "no-tariff"; activityId: string; day: CivilDate }
  | { kind: "price-changed"; childId: string; activityId: string; day: CivilDate; bookedCents: Cents; cents: Cents }
  | { kind: "too-small"; payerId: string; householdId: string; cents: Cents };

/** Days that were booked and are not charged, since the absence had a good reason. */
export type Waived = { childId: string; householdId: string; activityId: string; day: CivilDate };
export type Billing = { charges: Charge[]; waived: Waived[]; findings: Finding[] };

export function dayKey(childId: string, activityDayId: string): string {
  return `${childId}.${activityDayId}`;
}

/** What a day is charged as; "waived" when an absence is excused, null when there is nothing to charge. */
export function chargeKindOf(isBooked: boolean, status: AttendanceStatus | null): ChargeKind | "waived" | null {
  const came = status === "present" || status === "unbooked_present";
  if (!isBooked) return came ? "unbooked" : null;
  if (status === "absent_justified") return "waived";
  return status === "absent" ? "absence" : "booked";
}

export function chargesOf(facts: BillingFacts): Billing {
  const billing: Billing = { charges: [], waived: [], findings: [] };
  for (const day of facts.days) {
    if (!facts.charged.has(dayKey(day.childId, day.activityDayId))) chargeDay(facts, day, billing);
  }
  return billing;
}

function chargeDay(facts: BillingFacts, day: Day, billing: Billing): void {
  const kind = chargeKindOf(day.booking !== null, day.attendance?.status ?? null);
  if (kind === null) return;
  const { childId, activityId } = day;
  const householdId = day.booking?.householdId ?? ownerOf(facts, day);
  if (!householdId) {
    billing.findings.push({ kind: "no-household", childId, activityId, day: day.day });
    return;
  }
  if (kind === "waived") {
    billing.waived.push({ childId, householdId, activityId, day: day.day });
    return;
  }
  const price = priceOfDay(facts, day, { householdId, kind });
  if (!price) {
    billing.findings.push({ kind: "no-tariff", activityId, day: day.day });
    return;
  }
  const shares = payersOn(facts.households.get(householdId)?.shares ?? [], day.day, childId);
  if (shares.length === 0 || shares.every((share) => share.sharePercent <= 0)) {
    billing.findings.push({ kind: "no-payer", childId, householdId, day: day.day });
    return;
  }
  if (price.why.bookedCents !== null) {
    const { bookedCents } = price.why;
    billing.findings.push({
      kind: "price-changed",
      childId,
      activityId,
      day: day.day,
      bookedCents,
      cents: price.cents,
    });
  }
  billing.charges.push(...sharedBetween(shares, day, { householdId, kind, ...price }));
}

/** The household that has the child on a day nobody booked. */
function ownerOf(facts: BillingFacts, { childId, day }: Day): string | null {
  const home = facts.homes.get(childId);
  return home ? householdOn(day, home.residences, home.exceptions) : null;
}

type Judged = { householdId: string; kind: ChargeKind };
type Priced = { cents: Cents; why: Omit<ChargeWhy, "share"> };

function priceOfDay(facts: BillingFacts, day: Day, { householdId, kind }: Judged): Priced | null {
  const version = inForceOn(facts.tariffs.get(day.activityId) ?? [], day.day);
  if (!version) return null;
  const household = facts.households.get(householdId);
  const quotient = quotientOn(household?.quotients ?? [], day.day);
  const city = addressOn(household?.addresses ?? [], day.day)?.city ?? null;
  const price = priceOf(version, {
    quotient,
    isResident: isResident(city, facts.commune),
    use: kind === "unbooked" ? "unbooked" : "booked",
  });
  const booked = day.booking?.priceCents ?? price.cents;
  return {
    cents: price.cents,
    why: {
      ...price.why,
      source: price.why.quotient && quotient ? quotient.source : null,
      bookedCents: booked === price.cents ? null : booked,
    },
  };
}

/** One charge a payer; the parts add up to the price. The place in the key, not the payer, keeps a day from being charged twice. */
function sharedBetween(shares: readonly ShareFact[], day: Day, judged: Judged & Priced): Charge[] {
  const parts = splitFairly(
    judged.cents,
    shares.map((share) => share.sharePercent),
  );
  return shares.flatMap((share, place): Charge[] => {
    if (share.sharePercent <= 0) return [];
    const cents = parts[place] ?? 0;
    const alone = shares.length === 1;
    return [
      {
        sourceKey: `day:${day.activityDayId}:${day.childId}:${place}`,
        kind: judged.kind,
        childId: day.childId,
        householdId: judged.householdId,
        payerId: share.payerId,
        activityId: day.activityId,
        activityDayId: day.activityDayId,
        bookingId: day.booking?.id ?? null,
        attendanceId: day.attendance?.id ?? null,
        day: day.day,
        unitCents: cents,
        amountCents: cents,
        why: { ...judged.why, share: alone ? null : { percent: share.sharePercent, ofCents: judged.cents } },
      },
    ];
  });
}

/** The last day that a preparation made on `today` charges: the month's last, or today while the month runs. */
export function lastChargedDay(month: CivilMonth, today: CivilDate): CivilDate {
  const last = lastDayOf(month);
  return last < today ? last : today;
}
