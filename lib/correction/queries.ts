/** What a month that was issued would come to now, line by line, with the names that the office reads. Nothing is changed by looking. */
import { billingOf } from "@/lib/charge/queries-billing";
import { lastChargedDay } from "@/lib/charge/rules";
import type { ChargeWhy, Difference } from "@/lib/charge/schema";
import { record } from "@/lib/evidence/record";
import { type CivilDate, type CivilMonth, firstDayOf, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { changeOf, keptOf, lineOf } from "./rules";

type Asked = { regieId: string; month: CivilMonth; today: CivilDate };

export async function differencesOf(tx: Tx, { regieId, month, today }: Asked): Promise<Difference[]> {
  if (firstDayOf(month) > today) return [];
  const period = { from: firstDayOf(month), to: lastChargedDay(month, today) };
  const [{ billing }, decided] = await Promise.all([
    billingOf(tx, { regieId, period }),
    tx.charge.findMany({
      where: {
        ...{ regieId, kind: "correction", day: { gte: toColumn(period.from), lte: toColumn(period.to) } },
        invoiceId: { in: await papersOf(tx, regieId) },
      },
      select: { payerId: true, childId: true, activityId: true, day: true },
    }),
  ]);
  return keptOf(
    billing.differences,
    decided.map((one) => ({ ...one, day: fromColumn(one.day) })),
  );
}

/** Credit notes, and the invoices that replace what they took back. */
async function papersOf(tx: Tx, regieId: string): Promise<string[]> {
  const rows = await tx.invoice.findMany({ where: { regieId, correctsId: { not: null } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** A line of the page: what changes by the same amount for the same reason, with its days and sums. */
export type Proposal = {
  key: string;
  householdId: string;
  payerId: string;
  child: string | null;
  activity: { nameFr: string; nameEn: string } | null;
  payer: string;
  days: CivilDate[];
  billedCents: Cents;
  cents: Cents;
  why: ChargeWhy | null;
};
export type FamilyProposals = { householdId: string; name: string; cents: Cents; lines: Proposal[] };

const PAGE = 20;

/** Families by name, a page at a time. Who reads it reads names: a search of families, in the journal as such. */
export async function proposalsOf(context: Context, asked: { regieId: string; month: CivilMonth; page: number }) {
  const { tx, today } = context;
  const differences = await differencesOf(tx, { ...asked, today });
  const families = [...groupBy(differences, ({ householdId }) => householdId)];
  const names = await readNames(tx, differences);
  const sorted = families
    .map(([householdId, own]) => ({ householdId, own, name: names.household.get(householdId) ?? "" }))
    .sort((one, other) => one.name.localeCompare(other.name, "fr") || one.householdId.localeCompare(other.householdId));
  const shown = sorted.slice((asked.page - 1) * PAGE, asked.page * PAGE);
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "regie", id: asked.regieId },
    body: { kind: "differences", words: asked.month, page: asked.page, found: families.length, purpose: "billing" },
  });
  return {
    lines: new Set(differences.map(lineOf)).size,
    cents: changeOf(differences),
    total: families.length,
    size: PAGE,
    families: shown.map(({ householdId, name, own }): FamilyProposals => {
      const lines = [...groupBy(own, lineOf)].flatMap(([key, same]) => proposalOf(key, same, names));
      return { householdId, name, cents: changeOf(own), lines: lines.sort(byDay) };
    }),
  };
}

function byDay(one: Proposal, other: Proposal): number {
  return (one.days[0] ?? "").localeCompare(other.days[0] ?? "") || one.key.localeCompare(other.key);
}

function proposalOf(key: string, same: readonly Difference[], names: Names): Proposal[] {
  const [first] = same;
  if (!first) return [];
  const { householdId, payerId, why } = first;
  return [
    {
      ...{ key, householdId, payerId, why, ...named(first, names) },
      days: [...new Set(same.map(({ day }) => day))].sort(),
      billedCents: sum(same.map(({ billedCents }) => billedCents)),
      cents: sum(same.map(({ cents }) => cents)),
    },
  ];
}

type Names = Awaited<ReturnType<typeof readNames>>;

function named({ childId, activityId, payerId }: Difference, names: Names) {
  return {
    child: childId === null ? null : (names.child.get(childId) ?? null),
    activity: activityId === null ? null : (names.activity.get(activityId) ?? null),
    payer: names.payer.get(payerId) ?? "",
  };
}

async function readNames(tx: Tx, differences: readonly Difference[]) {
  const ids = (of: (one: Difference) => string | null) => ({
    where: { id: { in: [...new Set(differences.flatMap((one) => of(one) ?? []))] } },
  });
  const [households, children, activities, payers] = await Promise.all([
    tx.household.findMany({ ...ids((one) => one.householdId), select: { id: true, name: true } }),
    tx.child.findMany({ ...ids((one) => one.childId), select: { id: true, firstName: true, lastName: true } }),
    tx.activity.findMany({ ...ids((one) => one.activityId), select: { id: true, nameFr: true, nameEn: true } }),
    tx.payer.findMany({ ...ids((one) => one.payerId), select: { id: true, name: true } }),
  ]);
  return {
    household: new Map(households.map(({ id, name }) => [id, name])),
    child: new Map(children.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`])),
    activity: new Map(activities.map(({ id, nameFr, nameEn }) => [id, { nameFr, nameEn }])),
    payer: new Map(payers.map(({ id, name }) => [id, name])),
  };
}
