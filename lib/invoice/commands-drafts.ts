/**
 * A régie's month: charges, then drafts to check (domain rules 3, 6, 20). Preparing again throws the month's drafts away and starts afresh;
 * what an issued invoice charges is never charged again.
 */

import { communeName } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { type CivilDate, type CivilMonth, firstDayOf, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { readBillingFacts, unique } from "./queries-facts";
import { readHeads, readNames } from "./queries-heads";
import { type Billing, type BillingFacts, type Charge, chargesOf, lastChargedDay } from "./rules";
import { type Draft, type DraftLine, draftsOf, type KeptCharge } from "./rules-drafts";
import type { LineDetail, Prepare, RunInput } from "./schema";

export type PrepareRefusal = "future-month" | "nothing-to-charge";
export type RunRefusal = "already-issued" | "not-checked" | "empty" | "stale";

export async function prepareRun(
  context: Context,
  { month, regieId }: Prepare,
): Promise<Outcome<{ runId: string; invoices: number; totalCents: number }, PrepareRefusal>> {
  if (firstDayOf(month) > context.today) return refused("future-month");
  await lockRegie(context, regieId);
  const discarded = await discardDrafts(context, { month, regieId });
  const period = { from: firstDayOf(month), to: lastChargedDay(month, context.today) };
  const { facts, billing } = await judge(context, { regieId, period });
  const open = await context.tx.invoiceRun.findFirst({
    where: { regieId, month, issuedAt: null },
    select: { id: true },
  });
  const run = { id: open?.id ?? newId(), regieId, month, day: period.to };
  const fresh = billing.charges.map((charge) => ({ ...charge, id: newId() }));
  const kept = [...(await readCarried(context, run)), ...fresh];
  if (kept.length === 0 && billing.findings.length === 0) return refused("nothing-to-charge");
  const names = await readNames(context.tx, {
    children: unique(kept.map((charge) => charge.childId)),
    activities: unique(kept.map((charge) => charge.activityId)),
    day: period.to,
  });
  const order = { children: names.children.map(({ id }) => id), activities: names.activities.map(({ id }) => id) };
  const { drafts, findings } = draftsOf(kept, billing.waived, order);
  const heads = await readHeads(context.tx, { regieId, drafts, facts, day: period.to });
  const rows = drafts.map((draft) => ({
    ...draft,
    id: newId(),
    own: heads.isOwnPayer(draft),
    head: heads.headOf(draft),
  }));
  await writeRun(context, { run, rows, fresh, findings: [...billing.findings, ...findings] });
  const lines = await writeLines(context, rows, names);
  const totalCents = sum(drafts.map((draft) => draft.totalCents));
  await record(context, {
    type: "invoicing.drafted",
    subject: null,
    object: { kind: "invoice-run", id: run.id },
    body: {
      month,
      regieId,
      totalCents,
      invoices: rows.map(({ id, totalCents: cents }) => ({ id, cents })),
      lines,
      charges: kept.map((charge) => charge.id),
      discarded,
    },
  });
  return done({ runId: run.id, invoices: rows.length, totalCents });
}

/** Two preparations of one régie wait for each other; the unique key of a charge guards across nodes too. */
async function lockRegie({ tx }: Context, regieId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (rows.length === 0) throw new NotFound();
}

/** The charges of a period as the facts stand now. Also asked before issuing, to compare. */
export async function judge(
  { tx }: Context,
  asked: { regieId: string; period: { from: CivilDate; to: CivilDate } },
): Promise<{ facts: BillingFacts; billing: Billing }> {
  const facts = await readBillingFacts(tx, { ...asked, commune: await communeName(tx) });
  return { facts, billing: chargesOf(facts) };
}

type Month = { month: CivilMonth; regieId: string };
type Run = Month & { id: string; day: CivilDate };

/** Charges of earlier months that were too small to be invoiced alone. */
async function readCarried({ tx }: Context, { month, regieId }: Month): Promise<KeptCharge[]> {
  const rows = await tx.charge.findMany({ where: { regieId, invoiceId: null, month: { lt: month } } });
  return rows.map(({ id, sourceKey, kind, day, why, ...row }) => ({
    id,
    sourceKey,
    kind: kind as Charge["kind"],
    childId: row.childId ?? "",
    householdId: row.householdId,
    payerId: row.payerId,
    activityId: row.activityId ?? "",
    activityDayId: row.activityDayId ?? "",
    bookingId: row.bookingId,
    attendanceId: row.attendanceId,
    day: fromColumn(day),
    unitCents: row.unitCents,
    amountCents: row.amountCents,
    why: why as Charge["why"],
  }));
}

type Row = Draft & { id: string; own: boolean; head: ReturnType<Awaited<ReturnType<typeof readHeads>>["headOf"]> };
type Written = { run: Run; rows: readonly Row[]; fresh: readonly KeptCharge[]; findings: Billing["findings"] };

async function writeRun({ tx, now, actor }: Context, { run, rows, fresh, findings }: Written): Promise<void> {
  const { id, regieId, month } = run;
  const made = { createdAt: now, createdById: actor?.accountId ?? null, findings };
  await tx.invoiceRun.upsert({ where: { id }, create: { id, regieId, month, ...made }, update: made });
  await tx.invoice.createMany({
    data: rows.map((row) => ({
      id: row.id,
      regieId,
      kind: "invoice",
      state: "draft",
      month,
      runId: id,
      householdId: row.householdId,
      payerId: row.payerId,
      recipient: row.head,
      totalCents: row.totalCents,
      createdAt: now,
    })),
  });
  const invoiceOf = new Map(
    rows.flatMap((row) => row.lines.flatMap((line) => line.chargeIds.map((one) => [one, row.id]))),
  );
  await tx.charge.createMany({
    data: fresh.map((charge) => ({
      ...charge,
      day: toColumn(charge.day),
      month,
      regieId,
      invoiceId: invoiceOf.get(charge.id) ?? null,
      createdAt: now,
    })),
  });
  const known = new Set(fresh.map((charge) => charge.id));
  for (const row of rows) {
    const carried = row.lines.flatMap((line) => line.chargeIds).filter((one) => !known.has(one));
    if (carried.length > 0) await tx.charge.updateMany({ where: { id: { in: carried } }, data: { invoiceId: row.id } });
  }
}

type Names = Awaited<ReturnType<typeof readNames>>;

async function writeLines({ tx }: Context, rows: readonly Row[], names: Names): Promise<string[]> {
  const children = new Map(names.children.map((child) => [child.id, child]));
  const activities = new Map(names.activities.map((activity) => [activity.id, activity]));
  const data = rows.flatMap((row) =>
    row.lines.map((line, position) => {
      const child = children.get(line.childId);
      const activity = activities.get(line.activityId);
      if (!child || !activity) throw new Error("A line names a child and a service that exist");
      return {
        id: newId(),
        invoiceId: row.id,
        position,
        childId: child.id,
        childName: child.name,
        activityId: activity.id,
        productCode: activity.productCode,
        labelFr: activity.nameFr,
        labelEn: activity.nameEn,
        detail: detailOf(line, { ...child, activityKind: activity.kind, own: row.own }),
        quantity: line.quantity,
        unitCents: line.unitCents,
        amountCents: line.amountCents,
      };
    }),
  );
  await tx.invoiceLine.createMany({ data });
  return data.map((line) => line.id);
}

type About = { grade: string | null; site: string | null; activityKind: string; own: boolean };

/** A payer who is not of the household reads the price, never the household's income. */
function detailOf({ kind, days, waived, why }: DraftLine, { grade, site, activityKind, own }: About): LineDetail {
  const told = own ? why : { ...why, quotient: null, source: null, bracket: null };
  return { kind, activityKind, days, waived, grade, site, why: told };
}

/** Deletes the drafts of a month with their lines and charges, and gives their ids. Charges carried from earlier months wait again. */
async function discardDrafts({ tx }: Context, { month, regieId }: Month): Promise<string[]> {
  const where = { regieId, month, state: { in: ["draft" as const, "checked" as const] } };
  const drafts = await tx.invoice.findMany({ where, select: { id: true } });
  const ids = drafts.map((draft) => draft.id);
  await tx.charge.updateMany({ where: { invoiceId: { in: ids }, month: { lt: month } }, data: { invoiceId: null } });
  await tx.charge.deleteMany({ where: { regieId, month, OR: [{ invoiceId: null }, { invoiceId: { in: ids } }] } });
  await tx.invoiceLine.deleteMany({ where: { invoiceId: { in: ids } } });
  await tx.invoice.deleteMany({ where: { id: { in: ids } } });
  return ids;
}

/** Throws the drafts of a run away. Nothing that was issued changes. */
export async function discardRun(context: Context, { runId }: RunInput): Promise<Outcome<object, RunRefusal>> {
  const run = await openRun(context, runId);
  if (run.issuedAt) return refused("already-issued");
  const discarded = await discardDrafts(context, run);
  await record(context, {
    type: "invoicing.discarded",
    subject: null,
    object: { kind: "invoice-run", id: runId },
    body: { month: run.month, regieId: run.regieId, discarded },
  });
  return done();
}

/** The head has looked at the drafts and says so: only then can they be issued. */
export async function checkRun(context: Context, { runId }: RunInput): Promise<Outcome<object, RunRefusal>> {
  const run = await openRun(context, runId);
  if (run.issuedAt) return refused("already-issued");
  const drafts = await context.tx.invoice.findMany({ where: { runId, state: "draft" }, select: { id: true } });
  if (drafts.length === 0) return refused("empty");
  await context.tx.invoice.updateMany({ where: { runId, state: "draft" }, data: { state: "checked" } });
  await record(context, {
    type: "invoicing.checked",
    subject: null,
    object: { kind: "invoice-run", id: runId },
    body: { month: run.month, invoices: drafts.map(({ id }) => id) },
  });
  return done();
}

/** The run, with its régie locked for the time of the transaction. */
export async function openRun(context: Context, runId: string) {
  const run = await context.tx.invoiceRun.findUnique({ where: { id: runId } });
  if (!run) throw new NotFound();
  await lockRegie(context, run.regieId);
  return context.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } });
}
