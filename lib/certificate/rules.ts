/**
 * What a payer paid in a year for childcare that the tax credit knows (CGI art. 200 quater B; domain rule 44): by the day of the payment, for children
 * under six on 1 January of that year, outside the home. A payment is spread over all lines of its invoice, to the cent and never above what
 * was paid; what was given back is taken off in the year in which it was. Pure.
 */
import type { Issuer } from "@/lib/invoice/schema";
import { ageOn, type CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

/**
 * Care is the morning and evening reception and the leisure centre. Meals, study, workshops and the bus are no care, nor are fees and
 * what a late pick-up costs (BOI-IR-RICI-300: neither food nor exceptional supplements).
 */
const CARE_KINDS: readonly string[] = ["morning-care", "evening-care", "leisure"];
const BESIDE_CARE: readonly string[] = ["late_pickup", "fee"];

export function isCare({ activityKind, kind }: { activityKind: string; kind: string }): boolean {
  return CARE_KINDS.includes(activityKind) && !BESIDE_CARE.includes(kind);
}

/** On the first of January of the year of the payments. Born on that day six years before is six: too old. */
export function isYoungEnough(birthDate: CivilDate, year: number): boolean {
  return ageOn(birthDate, `${year}-01-01`) < 6;
}

/** Lines of one child at one service count together, so that what takes off weighs where it belongs. */
export type Line = { childId: string | null; activityId: string | null; cents: Cents; isCare: boolean };

/** What happened to an invoice, in the order of the books. */
export type Move =
  /** Money in, or out when below zero: a payment, a credit used, a payment taken back. */
  | { kind: "money"; day: CivilDate; cents: Cents }
  /** A credit note: lines taken back, above zero, and the part that had been paid and leaves the invoice. */
  | { kind: "credited"; day: CivilDate; lines: readonly Line[]; cents: Cents };

export type PaidInvoice = { lines: readonly Line[]; moves: readonly Move[] };
/** Cents by child, by year. */
export type Care = Map<number, Map<string, Cents>>;

export function careOf(invoices: readonly PaidInvoice[]): Care {
  const care: Care = new Map();
  for (const { lines, moves } of invoices) {
    let [owed, paid] = [lines, 0];
    let before = new Map<string, Cents>();
    for (const move of moves) {
      paid += move.kind === "money" ? move.cents : -move.cents;
      if (move.kind === "credited") owed = [...owed, ...move.lines.map((line) => ({ ...line, cents: -line.cents }))];
      const now = shareOf(owed, paid);
      add(care, Number(move.day.slice(0, 4)), differences(before, now));
      before = now;
    }
  }
  return care;
}

/** Of `paid`, the part of each child's care. What takes off for the family as a whole lowers every part alike. */
function shareOf(lines: readonly Line[], paid: Cents): Map<string, Cents> {
  const cells = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.childId}|${line.activityId}|${line.isCare}`;
    cells.set(key, { ...line, cents: (cells.get(key)?.cents ?? 0) + line.cents });
  }
  const weights = [...cells.values()].filter(({ cents }) => cents > 0);
  const whole = weights.reduce((total, { cents }) => total + cents, 0);
  const shares = new Map<string, Cents>();
  if (whole <= 0 || paid <= 0) return shares;
  for (const { childId, isCare: counts, cents } of weights) {
    if (!counts || childId === null) continue;
    shares.set(childId, (shares.get(childId) ?? 0) + partOf(Math.min(paid, whole), cents, whole));
  }
  return shares;
}

/** Rounded down, so that parts never come to more than the whole. Exact for any sum. */
function partOf(paid: Cents, weight: Cents, whole: Cents): Cents {
  return Number((BigInt(paid) * BigInt(weight)) / BigInt(whole));
}

function differences(before: ReadonlyMap<string, Cents>, now: ReadonlyMap<string, Cents>): Map<string, Cents> {
  const ids = new Set([...before.keys(), ...now.keys()]);
  return new Map([...ids].map((id) => [id, (now.get(id) ?? 0) - (before.get(id) ?? 0)]));
}

function add(care: Care, year: number, shares: ReadonlyMap<string, Cents>): void {
  const own = care.get(year) ?? new Map<string, Cents>();
  for (const [childId, cents] of shares) own.set(childId, (own.get(childId) ?? 0) + cents);
  care.set(year, own);
}

/** As it is read and printed. */
export type Certificate = {
  year: number;
  payer: string;
  address: string[];
  issuer: Issuer;
  householdId: string;
  children: { id: string; name: string; birthDate: CivilDate; cents: Cents }[];
  totalCents: Cents;
};
