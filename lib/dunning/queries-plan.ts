/** Payment plans as they are read: each instalment by what the books say became of the plan's invoices. A family reads a plan when it may read all of its invoices. */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import { type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import { dueOf, type Relief, reliefsOf } from "@/lib/ledger/queries";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type Cover, type PlanInvoice, type PlanState, type PlanView, standingOf } from "./rules-plan";

/** The latest first; what was withdrawn before anybody agreed is nobody's concern any more. */
export async function plansOf(tx: Tx, scope: FamilyScope): Promise<PlanView[]> {
  const readable = await tx.invoice.findMany({ where: await invoicesOfFamily(tx, scope), select: { id: true } });
  const ids = readable.map(({ id }) => id);
  // A plan shows each of its invoices with what is owed on it.
  const invoices = { some: {}, every: { invoiceId: { in: ids } } };
  const where = { invoices, state: { not: "withdrawn" as const } };
  return readPlans(tx, where, scope.today);
}

/** Every plan, those under way first. Who reads it reads names. */
export async function allPlans(context: Context): Promise<PlanView[]> {
  const { tx, today } = context;
  const plans = await readPlans(tx, {}, today);
  await searched(context, "plans", plans.length);
  const rank: Record<PlanState, number> = { proposed: 0, agreed: 0, broken: 1, ended: 2, withdrawn: 3 };
  return plans.sort((a, b) => rank[a.state] - rank[b.state]);
}

/** For the billing page: plans of which an instalment is late enough for a person to decide. Names nobody. */
export async function latePlans(tx: Tx, today: CivilDate): Promise<number> {
  const plans = await readPlans(tx, { state: "agreed" }, today);
  return plans.filter(({ state, standing }) => state === "agreed" && standing.isLate).length;
}

export async function planOf(tx: Tx, id: string, today: CivilDate): Promise<PlanView | null> {
  return (await readPlans(tx, { id }, today))[0] ?? null;
}

/** The office opens one: the family reads in its journal that its money was looked at. */
export async function planConsulted(context: Context, id: string): Promise<PlanView | null> {
  const plan = await planOf(context.tx, id, context.today);
  const [first] = plan?.invoices ?? [];
  if (!plan || !first) return null;
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: plan.householdId },
    object: { kind: "invoice", id: first.id },
    body: { purpose: "billing", number: first.number, month: first.month, planId: id },
  });
  return plan;
}

async function readPlans(tx: Tx, where: Prisma.PaymentPlanWhereInput, today: CivilDate): Promise<PlanView[]> {
  const rows = await tx.paymentPlan.findMany({
    where,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { instalments: { orderBy: { position: "asc" } }, invoices: { select: { invoiceId: true } } },
  });
  const invoiceIds = rows.flatMap((row) => row.invoices.map(({ invoiceId }) => invoiceId));
  const [invoices, reliefs, payers] = await Promise.all([
    readInvoices(tx, invoiceIds),
    reliefsOf(tx, invoiceIds),
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
  ]);
  return rows.map(({ id, state, householdId, payerId, regieId, reason, createdAt, ...row }) => {
    const own = row.invoices.flatMap(({ invoiceId }) => invoices.get(invoiceId) ?? []);
    const instalments = row.instalments.map(({ dueOn, amountCents }) => ({ dueOn: fromColumn(dueOn), amountCents }));
    const totalCents = sum(instalments.map(({ amountCents }) => amountCents));
    const lowered = totalCents - sum(own.map(({ dueCents }) => Math.max(dueCents, 0)));
    const ids = new Set(own.map((one) => one.id));
    const since = reliefs.filter(({ invoiceId, at }) => ids.has(invoiceId) && at >= createdAt);
    const standing = standingOf(instalments, coverOf(lowered, since), today);
    return {
      ...{ id, householdId, payerId, regieId, reason, totalCents, standing },
      // What is settled is over, even before the row says so.
      state: (state === "agreed" || state === "proposed") && standing.isOver ? "ended" : state,
      payer: payers.find((payer) => payer.id === payerId)?.name ?? "",
      madeOn: parisOf(createdAt).day,
      invoices: own.sort((a, b) => a.number.localeCompare(b.number)),
    };
  });
}

/** What is no credit, no gift and no claim of the comptable's is what was paid. */
function coverOf(loweredCents: Cents, reliefs: readonly Relief[]): Cover {
  const of = (kind: Relief["kind"]) => sum(reliefs.filter((one) => one.kind === kind).map(({ cents }) => cents));
  const others = { credited: of("credited"), writtenOff: of("writtenOff"), handed: of("handed") };
  return { paid: loweredCents - sum(Object.values(others)), ...others };
}

async function readInvoices(tx: Tx, ids: readonly string[]): Promise<Map<string, PlanInvoice>> {
  const rows = await tx.invoice.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, year: true, number: true, month: true },
  });
  const due = await dueOf(tx, ids);
  return new Map(
    rows.map(({ id, month, ...row }) => [id, { id, month, number: numberOf(row) ?? "", dueCents: due.get(id) ?? 0 }]),
  );
}

/** What a payer owes a régie: invoices that a plan may spread. `planned` ones are in a plan already. */
export type Debtor = {
  payerId: string;
  payer: string;
  regieId: string;
  dueCents: Cents;
  invoices: (PlanInvoice & { dueOn: CivilDate; householdId: string; isPlanned: boolean })[];
};

/** By what they owe, the most first. */
export async function debtorsOf(tx: Tx, only: { payerId?: string } = {}): Promise<Debtor[]> {
  const owed = await tx.ledgerLine.groupBy({
    by: ["invoiceId"],
    where: { account: "receivable", invoiceId: { not: null }, ...only },
    _sum: { amountCents: true },
    having: { amountCents: { _sum: { gt: 0 } } },
  });
  const due = new Map(owed.map((row) => [row.invoiceId ?? "", row._sum.amountCents ?? 0]));
  const rows = await tx.invoice.findMany({
    where: { id: { in: [...due.keys()] }, kind: "invoice", state: "issued" },
    orderBy: [{ dueOn: "asc" }, { number: "asc" }],
  });
  const [payers, planned] = await Promise.all([
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
    plannedAmong(
      tx,
      rows.map(({ id }) => id),
    ),
  ]);
  const groups = groupBy(rows, (row) => `${row.payerId}.${row.regieId}`);
  const debtors = [...groups.values()].flatMap((own): Debtor[] => {
    const [first] = own;
    if (!first) return [];
    const { payerId, regieId } = first;
    const invoices = own.map(({ id, month, dueOn, householdId, ...row }) => ({
      ...{ id, month, householdId, number: numberOf(row) ?? "", dueCents: due.get(id) ?? 0 },
      ...{ dueOn: dueOn ? fromColumn(dueOn) : "", isPlanned: planned.has(id) },
    }));
    const payer = payers.find((one) => one.id === payerId)?.name ?? "";
    return [{ payerId, payer, regieId, invoices, dueCents: sum(invoices.map((one) => one.dueCents)) }];
  });
  return debtors.sort((a, b) => b.dueCents - a.dueCents || a.payer.localeCompare(b.payer, "fr"));
}

/** Invoices of a plan that is proposed or kept: one plan at a time. */
export async function plannedAmong(tx: Tx, invoiceIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.planInvoice.findMany({
    where: { invoiceId: { in: [...invoiceIds] }, plan: { state: { in: ["proposed", "agreed"] } } },
    select: { invoiceId: true },
  });
  return new Set(rows.map(({ invoiceId }) => invoiceId));
}

/** The page of a payer's debts: a look at names and money. */
export async function debtorsPage(context: Context, only: { payerId?: string } = {}): Promise<Debtor[]> {
  const debtors = await debtorsOf(context.tx, only);
  await searched(context, "debtors", debtors.length);
  return debtors;
}

async function searched(context: Context, kind: string, found: number): Promise<void> {
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind, id: context.today },
    body: { kind, words: context.today, found, purpose: "billing" },
  });
}
