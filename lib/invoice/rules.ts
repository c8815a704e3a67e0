/**
 * Charges gathered into draft invoices: one a payer and household, lines by child, activity and price; then how an issued one is
 * numbered and referred to (facts: domain-rules 1, 6, 13, 14, 37, 47). Pure.
 */

import {
  type Charge,
  type ChargeKind,
  type ChargeWhy,
  chargeKinds,
  type Finding,
  type Waived,
} from "@/lib/charge/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { groupBy as groupsBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";

/** PayFiP refuses less than one euro: a smaller invoice waits for the next month's charges. */
export const SMALLEST_CENTS: Cents = 100;

/** A charge as it is kept: with its id, and the month it comes from when it was carried forward. */
export type KeptCharge = Charge & { id: string };

export type DraftLine = {
  /** Null for the family as a whole. */
  childId: string | null;
  activityId: string | null;
  kind: ChargeKind;
  days: CivilDate[];
  waived: CivilDate[];
  quantity: number;
  unitCents: Cents;
  amountCents: Cents;
  why: ChargeWhy;
  chargeIds: string[];
};

export type Draft = { payerId: string; householdId: string; lines: DraftLine[]; totalCents: Cents };

/** `order` is how children and activities stand on an invoice: eldest first, then by the hour of the day. */
export type Order = {
  children: readonly string[];
  activities: readonly string[];
  /** The smallest invoice of the commune's rules, and what becomes of less; what is billed all the same has none. */
  smallest?: { cents: Cents; below: "carry" | "drop" } | undefined;
};

export function draftsOf(
  charges: readonly KeptCharge[],
  waived: readonly Waived[],
  order: Order,
): { drafts: Draft[]; findings: Finding[] } {
  const rank = rankOf(order);
  const waivedBy = groupsBy(waived, ({ householdId }) => householdId);
  const drafts: Draft[] = [];
  const findings: Finding[] = [];
  for (const own of groupBy(charges, (charge) => `${charge.payerId}.${charge.householdId}`)) {
    const [first] = own;
    if (!first) continue;
    const { payerId, householdId } = first;
    const lines = linesOf(own, waivedBy.get(householdId) ?? [], rank);
    const totalCents = sum(lines.map((line) => line.amountCents));
    const { cents: smallest = 0, below } = order.smallest ?? {};
    // What is owed to the family is never dropped.
    const isDropped = below === "drop" && totalCents > 0 && totalCents < smallest;
    if (totalCents < Math.max(SMALLEST_CENTS, smallest))
      findings.push({ kind: "too-small", payerId, householdId, cents: totalCents, ...(isDropped && { isDropped }) });
    else drafts.push({ payerId, householdId, lines, totalCents });
  }
  return { drafts, findings };
}

/** `waived` are the household's own. */
function linesOf(
  charges: readonly KeptCharge[],
  waived: readonly Waived[],
  rank: (line: DraftLine) => number,
): DraftLine[] {
  const lines = groupBy(charges, lineKey).map((own) => lineOf(own));
  const sorted = lines.sort((a, b) => rank(a) - rank(b) || compare(a.days[0], b.days[0]));
  for (const absence of waived) {
    const line = sorted.find((one) => isSameService(one, absence) && (one.kind === "booked" || one.kind === "flat"));
    line?.waived.push(absence.day);
  }
  return sorted.map((line) => ({ ...line, waived: line.waived.sort() }));
}

function isSameService(line: DraftLine, absence: Waived): boolean {
  return line.childId === absence.childId && line.activityId === absence.activityId;
}

/** Same child, same service, same price by the same rule: one line, with the reasons of its first day. */
function lineKey({ childId, activityId, kind, unitCents, why }: KeptCharge): string {
  const { rulesId, ruleId, label, unit, source, share, bookedCents, corrects } = why;
  return JSON.stringify([
    childId,
    activityId,
    kind,
    unitCents,
    rulesId,
    ruleId,
    label,
    unit,
    source,
    share,
    bookedCents,
    corrects,
  ]);
}

function lineOf(charges: readonly KeptCharge[]): DraftLine {
  const [first] = charges;
  if (!first) throw new Error("A line has at least one charge");
  const { childId, activityId, kind, unitCents, why } = first;
  return {
    childId,
    activityId,
    kind,
    why,
    unitCents,
    days: charges.map((charge) => charge.day).sort(),
    waived: [],
    quantity: charges.reduce((count, charge) => count + charge.quantity, 0),
    amountCents: sum(charges.map((charge) => charge.amountCents)),
    chargeIds: charges.map((charge) => charge.id),
  };
}

function rankOf({ children, activities }: Order): (line: DraftLine) => number {
  const childRank = new Map(children.map((id, index) => [id, index]));
  const activityRank = new Map(activities.map((id, index) => [id, index]));
  return (line) =>
    (childRank.get(line.childId ?? "") ?? children.length) * 100_000 +
    (activityRank.get(line.activityId ?? "") ?? activities.length) * 100 +
    chargeKinds.indexOf(line.kind);
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  return [...groupsBy(rows, keyOf).values()];
}

function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}

/**
 * Whether two preparations would charge the same: compared before issuing, so that a mark, a booking or a quotient that changed
 * in between is never issued by surprise.
 */
export function isSameBilling(
  one: readonly Pick<Charge, "sourceKey" | "payerId" | "amountCents">[],
  other: typeof one,
): boolean {
  const text = (charges: typeof one) =>
    charges
      .map(({ sourceKey, payerId, amountCents }) => `${sourceKey} ${payerId} ${amountCents}`)
      .sort()
      .join("\n");
  return one.length === other.length && text(one) === text(other);
}

export type FindingGroup = { first: Finding; count: number };

/** Findings that one act mends are one line: a child without payer, a service without price. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  return groupBy(findings, subjectOf).flatMap((own) => (own[0] ? [{ first: own[0], count: own.length }] : []));
}

function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case "no-payer":
      return `${finding.kind} ${finding.childId} ${finding.householdId}`;
    case "no-household":
      return `${finding.kind} ${finding.childId} ${finding.activityId} ${finding.day}`;
    case "no-tariff":
      return `${finding.kind} ${finding.activityId}`;
    case "price-changed":
      return `${finding.kind} ${finding.childId} ${finding.activityId}`;
    case "too-small":
      return `${finding.kind} ${finding.payerId} ${finding.householdId}`;
    case "stale":
      return finding.kind;
  }
}

/** The days from which and until which somebody belongs to a home; both inclusive. */
export type Stay = { since: CivilDate; until: CivilDate | null };

/** Whether somebody lived there on each day that a bill is about: it says where the children were, and what that came to. */
export function livedThere(stays: readonly Stay[], days: readonly CivilDate[]): boolean {
  return days.every((day) => stays.some(({ since, until }) => since <= day && (until === null || day <= until)));
}

/** The number people read: "2026-001187". Gapless within a régie and a year (domain rule 1). */
export function numberOf(invoice: { year: number | null; number: number | null }): string | null {
  if (invoice.year === null || invoice.number === null) return null;
  return `${invoice.year}-${String(invoice.number).padStart(6, "0")}`;
}

/**
 * PayFiP's reference of an invoice: régie, year, number, letters and digits only, 6 to 30 of them.
 * Throws when it does not fit, which is a fault of the régie's code.
 */
export function refdetOf(code: string, year: number, number: number): string {
  const refdet = `${code.replace(/[^A-Za-z0-9]/g, "").toUpperCase()}${year}${String(number).padStart(6, "0")}`;
  if (!/^[A-Za-z0-9]{6,30}$/.test(refdet)) throw new Error(`Not a payment reference: ${refdet}`);
  return refdet;
}
