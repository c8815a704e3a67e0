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
  const isIssued = holderOf(issued);
  return {
    fresh: made.filter((charge) => !isIssued(charge)),
    differences: differencesOf(issued, made.filter(isIssued)),
  };
}

type Told = Pick<Charge, "sourceKey" | "childId" | "activityId" | "day">;

/** Whether these hold what a charge is for already, whatever the rule that they were charged by. */
export function holderOf(charged: readonly Told[]): (charge: Told) => boolean {
  const keys = new Set(charged.map(({ sourceKey }) => sourceKey));
  const abouts = new Set(charged.map(aboutOf));
  return (charge) => keys.has(charge.sourceKey) || abouts.has(aboutOf(charge));
}

const OF_ONE_DAY = new Set(["use", "absence", "adjustment", "late_pickup"]);

/** The child's day at a service, or the flat price, fee or cap: its key without the rule. */
function aboutOf({ sourceKey, childId, activityId, day }: Told): string {
  const [kind = "", , ...others] = sourceKey.split(":");
  return OF_ONE_DAY.has(kind) ? `${childId}|${activityId}|${day}` : [kind, ...others].join(":");
}

/** One for what a payer owes for a child's day at a service, or for a flat price: when the payer changes, one gets back what the other owes. */
function differencesOf(issued: readonly IssuedCharge[], made: readonly Charge[]): Difference[] {
  const billed = groupBy(issued, nameOf);
  const now = groupBy(made, nameOf);
  return [...new Set([...billed.keys(), ...now.keys()])].flatMap((name): Difference[] => {
    const [before, after] = [billed.get(name) ?? [], now.get(name) ?? []];
    const told = before[0] ?? after[0];
    const billedCents = sum(before.map(({ amountCents }) => amountCents));
    const cents = sum(after.map(({ amountCents }) => amountCents));
    if (!told || cents === billedCents) return [];
    const { sourceKey, householdId, payerId, childId, activityId, day } = told;
    const why = changedIn(after, before)?.why ?? null;
    return [{ sourceKey, householdId, payerId, childId, activityId, day, billedCents, cents, why }];
  });
}

/** The charge that tells the reason: the first that is not as it was billed. */
function changedIn(after: readonly Charge[], before: readonly IssuedCharge[]): Charge | undefined {
  const sums = new Map(before.map(({ sourceKey }) => [sourceKey, 0]));
  for (const { sourceKey, amountCents } of before) sums.set(sourceKey, (sums.get(sourceKey) ?? 0) + amountCents);
  return after.find((charge) => sums.get(charge.sourceKey) !== charge.amountCents) ?? after[0];
}

const nameOf = (told: Told & { payerId: string }) => `${told.payerId}|${aboutOf(told)}`;
