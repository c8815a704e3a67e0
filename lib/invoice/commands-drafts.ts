/**
 * A régie's month: charges, then drafts to check (domain rules 3, 6, 20). Preparing again throws the month's drafts away and starts afresh;
 * what an issued invoice charges is never charged again.
 */

import { REMINDER_FEE, unique } from "@/lib/charge/queries";
import { billingOf } from "@/lib/charge/queries-billing";
import { lastChargedDay } from "@/lib/charge/rules";
import type { BillingFacts, Charge } from "@/lib/charge/schema";
import { record } from "@/lib/evidence/record";
import { type CivilDate, type CivilMonth, firstDayOf, fromColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { keepDrafts } from "./commands-keep";
import { readHeads, readNames } from "./queries-heads";
import { draftsOf, type KeptCharge, type Order } from "./rules";
import type { Prepare, RunInput } from "./schema";

export type PrepareRefusal = "future-month" | "nothing-to-charge" | "being-issued";
export type RunRefusal = "already-issued" | "being-issued" | "not-checked" | "empty" | "stale";

export async function prepareRun(
  context: Context,
  { month, regieId }: Prepare,
): Promise<Outcome<{ runId: string; invoices: number; totalCents: number }, PrepareRefusal>> {
  if (firstDayOf(month) > context.today) return refused("future-month");
  await lockRegie(context, regieId);
  if (await isBeingIssued(context, { month, regieId })) return refused("being-issued");
  const discarded = await discardDrafts(context, { month, regieId });
  const period = { from: firstDayOf(month), to: lastChargedDay(month, context.today) };
  const { facts, billing } = await billingOf(context.tx, { regieId, period });
  const run = { id: await openRunId(context, { month, regieId }), regieId, month, day: period.to };
  const fresh = billing.charges.map((charge) => ({ ...charge, id: newId() }));
  const kept = [...(await readCarried(context, run)), ...fresh];
  if (kept.length === 0 && billing.findings.length === 0) {
    await recordDiscarded(context, run, discarded);
    return refused("nothing-to-charge");
  }
  const names = await readNames(context.tx, {
    children: unique(kept.flatMap((charge) => charge.childId ?? [])),
    activities: unique(kept.flatMap((charge) => charge.activityId ?? [])),
    day: period.to,
  });
  const order = {
    children: names.children.map(({ id }) => id),
    activities: names.activities.map(({ id }) => id),
    smallest: smallestOf(facts, period.to),
  };
  const { drafts, findings } = draftsOf(kept, billing.waived, order);
  const heads = await readHeads(context.tx, { regieId, drafts, facts, day: period.to, today: context.today });
  const rows = drafts.map((draft) => ({
    ...draft,
    id: newId(),
    own: heads.isOwnPayer(draft),
    head: heads.headOf(draft),
  }));
  await keepDrafts(context, { run, rows, fresh, names, findings: [...billing.findings, ...findings], discarded });
  return done({ runId: run.id, invoices: rows.length, totalCents: sum(rows.map((row) => row.totalCents)) });
}

/** The smallest invoice of the rules in force, where they do not bill what is below it all the same. */
function smallestOf({ rules }: BillingFacts, day: CivilDate): Order["smallest"] {
  const { cents, below } = rulesOn(rules, day)?.file.billing.smallest ?? {};
  return cents === undefined || below === undefined || below === "bill" ? undefined : { cents, below };
}

/** A month has one open run: each preparation makes it afresh. */
async function openRunId({ tx }: Context, { month, regieId }: Month): Promise<string> {
  const open = await tx.invoiceRun.findFirst({ where: { regieId, month, issuedAt: null }, select: { id: true } });
  return open?.id ?? newId();
}

/** Its drafts are waiting for their numbers in the worker: they are not to change under its hands. */
async function isBeingIssued({ tx }: Context, { month, regieId }: Month): Promise<boolean> {
  return (await tx.invoiceRun.count({ where: { regieId, month, issuedAt: null, askedAt: { not: null } } })) > 0;
}

/** Two preparations of one régie wait for each other; the unique key of a charge guards across nodes too. */
export async function lockRegie({ tx }: Context, regieId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (rows.length === 0) throw new NotFound();
}

type Month = { month: CivilMonth; regieId: string };

/** Charges of earlier months that were too small to be invoiced alone, and corrections that the office accepted. */
async function readCarried({ tx }: Context, { month, regieId }: Month): Promise<KeptCharge[]> {
  const rows = await tx.charge.findMany({ where: { regieId, invoiceId: null, droppedOn: null, ...keptOf(month) } });
  return rows.map(({ id, sourceKey, kind, day, why, ...row }) => ({
    id,
    sourceKey,
    kind: kind as Charge["kind"],
    childId: row.childId,
    householdId: row.householdId,
    payerId: row.payerId,
    activityId: row.activityId,
    activityDayId: row.activityDayId,
    bookingId: row.bookingId,
    attendanceId: row.attendanceId,
    day: fromColumn(day),
    quantity: row.quantity,
    unitCents: row.unitCents,
    amountCents: row.amountCents,
    why: why as unknown as Charge["why"],
  }));
}

/** What a preparation of the month finds already made, and does not make anew. */
function keptOf(month: CivilMonth) {
  return {
    OR: [
      { month: { lt: month } },
      { month, kind: "correction" as const },
      { month, sourceKey: { startsWith: REMINDER_FEE } },
    ],
  };
}

/** Deletes the drafts of a month with their lines and charges, and gives their ids. Charges carried and corrections wait again. */
async function discardDrafts({ tx }: Context, { month, regieId }: Month): Promise<string[]> {
  const where = { regieId, month, state: { in: ["draft" as const, "checked" as const] } };
  const drafts = await tx.invoice.findMany({ where, select: { id: true } });
  const ids = drafts.map((draft) => draft.id);
  await tx.charge.updateMany({ where: { invoiceId: { in: ids }, ...keptOf(month) }, data: { invoiceId: null } });
  const made = {
    regieId,
    month,
    droppedOn: null,
    kind: { not: "correction" as const },
    NOT: { sourceKey: { startsWith: REMINDER_FEE } },
  };
  await tx.charge.deleteMany({ where: { ...made, OR: [{ invoiceId: null }, { invoiceId: { in: ids } }] } });
  await tx.invoiceLine.deleteMany({ where: { invoiceId: { in: ids } } });
  await tx.invoice.deleteMany({ where: { id: { in: ids } } });
  return ids;
}

/** Throws the drafts of a run away. Nothing that was issued changes. */
export async function discardRun(context: Context, { runId }: RunInput): Promise<Outcome<object, RunRefusal>> {
  const run = await openRun(context, runId);
  if (run.issuedAt) return turnDown(context, run, { asked: "discard", reason: "already-issued" });
  if (run.askedAt) return turnDown(context, run, { asked: "discard", reason: "being-issued" });
  await recordDiscarded(context, run, await discardDrafts(context, run));
  return done();
}

async function recordDiscarded(context: Context, run: Month & { id: string }, discarded: string[]): Promise<void> {
  if (discarded.length === 0) return;
  await record(context, {
    type: "invoicing.discarded",
    subject: null,
    object: { kind: "invoice-run", id: run.id },
    body: { month: run.month, regieId: run.regieId, discarded },
  });
}

/** The head has looked at the drafts and says so: only then can they be issued. */
export async function checkRun(context: Context, { runId }: RunInput): Promise<Outcome<object, RunRefusal>> {
  const run = await openRun(context, runId);
  if (run.issuedAt) return turnDown(context, run, { asked: "check", reason: "already-issued" });
  if (run.askedAt) return turnDown(context, run, { asked: "check", reason: "being-issued" });
  const drafts = await context.tx.invoice.findMany({ where: { runId, state: "draft" }, select: { id: true } });
  if (drafts.length === 0) return turnDown(context, run, { asked: "check", reason: "empty" });
  await context.tx.invoice.updateMany({ where: { runId, state: "draft" }, data: { state: "checked" } });
  await record(context, {
    type: "invoicing.checked",
    subject: null,
    object: { kind: "invoice-run", id: runId },
    body: { month: run.month, invoices: drafts.map(({ id }) => id) },
  });
  return done();
}

/** A step that a run refused: nothing of it changed, and the journal of the office says who tried and why not. */
export async function turnDown(
  context: Context,
  { id, month, regieId }: Month & { id: string },
  given: { asked: "check" | "issue" | "discard"; reason: RunRefusal },
): Promise<Refused<RunRefusal>> {
  const object = { kind: "invoice-run", id };
  await record(context, { type: "invoicing.refused", subject: null, object, body: { month, regieId, ...given } });
  return refused(given.reason);
}

/** The run, with its régie locked for the time of the transaction. */
export async function openRun(context: Context, runId: string) {
  const run = await context.tx.invoiceRun.findUnique({ where: { id: runId } });
  if (!run) throw new NotFound();
  await lockRegie(context, run.regieId);
  return context.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } });
}
