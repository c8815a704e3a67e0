/**
 * Proposed corrections of what was billed (domain rules 3, 8): which ones the office accepted, and the charges that the next run bills for them.
 * A correction keeps the key of what it corrects: « fix:2:use:… ». Pure.
 */
import type { Charge, ChargeWhy, Difference } from "@/lib/charge/schema";
import { addMonths, type CivilMonth } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";

/** Days of one child at one service that change by the same amount for the same rule are one line, as on the invoice. */
export function lineOf({ payerId, householdId, childId, activityId, billedCents, cents, why }: Difference): string {
  return [payerId, householdId, childId, activityId, billedCents, cents, why?.rulesId, why?.ruleId].join("|");
}

export function changeOf(differences: readonly Pick<Difference, "billedCents" | "cents">[]): Cents {
  return sum(differences.map(({ billedCents, cents }) => cents - billedCents));
}

type Decided = Pick<Difference, "payerId" | "childId" | "activityId" | "day">;

/** What a credit note took back by decision is not billed again by a proposal; what is due even less than that still is one. */
export function keptOf(differences: readonly Difference[], decided: readonly Decided[]): Difference[] {
  const nameOf = ({ payerId, childId, activityId, day }: Decided) => [payerId, childId, activityId, day].join("|");
  const credited = new Set(decided.map(nameOf));
  return differences.filter((one) => one.cents < one.billedCents || !credited.has(nameOf(one)));
}

export type Choice = { householdId?: string | undefined; line?: string | undefined };

export function chosen(differences: readonly Difference[], { householdId, line }: Choice): Difference[] {
  return differences.filter(
    (one) =>
      (line === undefined || lineOf(one) === line) && (householdId === undefined || one.householdId === householdId),
  );
}

/** The month whose run bills a correction: the one after the last that was issued, but none to come. */
export function billedIn(lastIssued: CivilMonth | null, thisMonth: CivilMonth): CivilMonth {
  const next = lastIssued === null ? thisMonth : addMonths(lastIssued, 1);
  return next < thisMonth ? next : thisMonth;
}

type Around = {
  /** Keys of the corrections that exist. */
  taken: readonly string[];
  /** The reason that was billed, by key: told when nothing is due any more. */
  billedWhy: ReadonlyMap<string, ChargeWhy>;
};

/** Proposals without any reason to tell are left out: nothing of them was billed. */
export function correctionsOf(differences: readonly Difference[], { taken, billedWhy }: Around): Charge[] {
  const counts = new Map<string, number>();
  for (const key of taken) {
    const [, number = "0", ...rest] = key.split(":");
    counts.set(rest.join(":"), Math.max(counts.get(rest.join(":")) ?? 0, Number(number)));
  }
  return differences.flatMap((difference): Charge[] => {
    const { sourceKey, billedCents, cents, why: told, ...about } = difference;
    const why = told ?? goneWhy(billedWhy.get(sourceKey));
    if (!why) return [];
    const number = (counts.get(sourceKey) ?? 0) + 1;
    counts.set(sourceKey, number);
    const amountCents = cents - billedCents;
    return [
      {
        ...about,
        ...{ sourceKey: `fix:${number}:${sourceKey}`, kind: "correction" as const, quantity: 1 },
        ...{ activityDayId: null, bookingId: null, attendanceId: null, unitCents: amountCents, amountCents },
        why: { ...why, bookedCents: null, corrects: { billedCents, cents } },
      },
    ];
  });
}

function goneWhy(billed: ChargeWhy | undefined): ChargeWhy | null {
  return billed ? { ...billed, reasons: [], source: null } : null;
}
