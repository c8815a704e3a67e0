/**
 * What was billed against what the rules and facts of today would bill: a late quotient, a corrected mark or rule shows here line by line
 * and changes nothing by itself (domain rules 3, 8). What touches a day or a flat price that is billed is a difference too, never a new charge. Pure.
 */
import { groupBy } from "@/lib/kernel/groups";
import { sum } from "@/lib/kernel/money";
import type { Charge, Difference, IssuedCharge } from "./schema";

export function settle(
  issued: readonly IssuedCharge[],
  made: readonly Charge[],
): { fresh: Charge[]; differences: Difference[] } {
  const isIssued = issuedFinder(issued);
  return { fresh: made.filter((charge) => !isIssued(charge)), differences: differencesOf(issued, made.filter(isIssued)) };
}

type Told = Pick<Charge, "sourceKey" | "childId" | "activityId" | "day">;

/** Whether invoices hold what a charge is for, whatever the rule that it was billed by. */
function issuedFinder(issued: readonly IssuedCharge[]): (charge: Told) => boolean {
  const keys = new Set(issued.map(({ sourceKey }) => sourceKey));
  const abouts = new Set(issued.map(aboutOf));
  return (charge) => keys.has(charge.sourceKey) || abouts.has(aboutOf(charge));
}

const OF_ONE_DAY = new Set(["use", "absence", "adjustment", "late_pickup"]);

/** The child's day at a service, or the flat price, fee or cap: its key without the rule. */
function aboutOf({ sourceKey, childId, activityId, day }: Told): string {
  const [kind = "", , ...others] = sourceKey.split(":");
  return OF_ONE_DAY.has(kind) ? `${childId}|${activityId}|${day}` : [kind, ...others].join(":");
}

/** One a charge and payer: when the payer changes, one gets back what the other owes. */
function differencesOf(issued: readonly IssuedCharge[], made: readonly Charge[]): Difference[] {
  const now = new Map(made.map((charge) => [nameOf(charge), charge]));
  const billed = groupBy(issued, nameOf);
  const changed = [...billed].flatMap(([name, own]): Difference[] => {
    const [first] = own;
    const billedCents = sum(own.map(({ amountCents }) => amountCents));
    const charge = now.get(name);
    const cents = charge?.amountCents ?? 0;
    if (!first || cents === billedCents) return [];
    const { amountCents: _, ...told } = first;
    return [{ ...told, billedCents, cents, why: charge?.why ?? null }];
  });
  const added = [...now].flatMap(([name, charge]): Difference[] => {
    if (billed.has(name) || charge.amountCents === 0) return [];
    const { sourceKey, householdId, payerId, childId, activityId, day, amountCents: cents, why } = charge;
    return [{ sourceKey, householdId, payerId, childId, activityId, day, billedCents: 0, cents, why }];
  });
  return [...changed, ...added];
}

const nameOf = ({ sourceKey, payerId }: { sourceKey: string; payerId: string }) => `${payerId}|${sourceKey}`;
