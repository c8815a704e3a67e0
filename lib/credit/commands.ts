/**
 * Credit notes (domain rules 1, 3, 5): an issued invoice never changes. What is taken back is a document of its own, with its gapless number, its reason
 * and the lines and bookings that it corrects; it lowers what is owed first, and the rest pays the payer's oldest invoices at once.
 */
import { record } from "@/lib/evidence/record";
import { lockRegie } from "@/lib/invoice/commands-drafts";
import { allot } from "@/lib/invoice/commands-issue";
import { numberOf } from "@/lib/invoice/rules";
import { type Cents, sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { lockInvoices, spendCredits } from "@/lib/ledger/commands-credits";
import { dueOf } from "@/lib/ledger/queries";
import { creditNoteLines } from "@/lib/ledger/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { issueAgain, keepNote, rowsOf } from "./commands-keep";
import { type Creditable, creditableOf } from "./queries";
import { type CreditPlan, type CreditRefusal, effectOf, notePlan } from "./rules";
import type { CreditNoteInput } from "./schema";

export type NoteRefusal = CreditRefusal | "handed" | "changed";
export type IssuedNote = { creditNoteId: string; year: number; number: number; againId: string | null };

export async function issueCreditNote(
  context: Context,
  { invoiceId, picks, cents, reason }: CreditNoteInput,
): Promise<Outcome<IssuedNote, NoteRefusal>> {
  const owner = await lockPayer(context, invoiceId);
  const found = await creditableOf(context.tx, invoiceId);
  if (!found) throw new NotFound();
  const plan = notePlan(found, picks);
  const why = found.claimCents > 0 ? "handed" : typeof plan === "string" ? plan : null;
  if (why || typeof plan === "string") return turnDown(context, found, why ?? "nothing");
  if (plan.totalCents !== cents) return turnDown(context, found, "changed");
  return done(await issueNote(context, found, { owner, plan, reason }));
}

type Asked = { owner: Owner; plan: CreditPlan; reason: string };

async function issueNote(context: Context, found: Creditable, { owner, plan, reason }: Asked): Promise<IssuedNote> {
  const year = Number(context.today.slice(0, 4));
  const number = await allot(context, { regieId: owner.regieId, kind: "credit_note", year, count: 1 });
  const creditNoteId = await keepNote(context, found, { plan, reason, year, number });
  await enterInBooks(context, found, { plan, creditNoteId });
  const againId = plan.againCents > 0 ? await issueAgain(context, found, { plan, creditNoteId, year }) : null;
  await recordNote(context, found, { plan, creditNoteId, againId, year, number });
  await spendCredits(context, { regieId: owner.regieId, debts: await debtsOf(context, owner, againId) });
  const invoiceIds = [creditNoteId, ...(againId ? [againId] : [])];
  await enqueue(context, {
    ...{ kind: "invoice.render", payload: { invoiceIds }, total: invoiceIds.length },
    dedupeKey: `invoice.render:${creditNoteId}`,
  });
  return { creditNoteId, year, number, againId };
}

type Owner = { regieId: string; householdId: string; payerId: string };

/** Holds the régie, for the keys of corrections, and all invoices of the payer there, for what is owed: two agents on one line follow each other. */
async function lockPayer(context: Context, invoiceId: string): Promise<Owner> {
  const { tx } = context;
  const invoice = await tx.invoice.findFirst({
    where: { id: invoiceId, kind: "invoice", state: "issued" },
    select: { regieId: true, householdId: true, payerId: true },
  });
  if (!invoice) throw new NotFound();
  await lockRegie(context, invoice.regieId);
  const all = await tx.invoice.findMany({
    where: { ...invoice, kind: "invoice", state: "issued" },
    select: { id: true },
  });
  await lockInvoices(
    context,
    all.map((row) => row.id),
  );
  return invoice;
}

/** What the payer owes the régie: the new invoice, since its money was paid already, then the oldest first. */
async function debtsOf({ tx }: Context, { regieId, householdId, payerId }: Owner, againId: string | null) {
  const rows = await tx.invoice.findMany({
    where: { regieId, householdId, payerId, kind: "invoice", state: "issued" },
    orderBy: [{ dueOn: "asc" }, { issuedOn: "asc" }, { number: "asc" }],
    select: { id: true },
  });
  const due = await dueOf(
    tx,
    rows.map((row) => row.id),
  );
  const ids = [...(againId ? [againId] : []), ...rows.map(({ id }) => id).filter((id) => id !== againId)];
  return ids.map((id) => ({ invoiceId: id, householdId, payerId, dueCents: due.get(id) ?? 0 }));
}

type Kept = { plan: CreditPlan; creditNoteId: string };

async function enterInBooks(context: Context, found: Creditable, { plan, creditNoteId }: Kept): Promise<void> {
  const { id, regieId, householdId, payerId } = found.invoice;
  const debt = { invoiceId: id, householdId, payerId };
  const sales = salesOf(found, plan);
  const given = { debt, creditId: creditNoteId, dueCents: found.dueCents };
  await post(context, [
    {
      ...{ regieId, kind: "credit.issued", sourceId: creditNoteId, day: context.today },
      lines: creditNoteLines(given, sales),
    },
  ]);
}

function salesOf({ lines }: Creditable, { parts }: CreditPlan): { productCode: string; amountCents: Cents }[] {
  const codes = new Map(lines.map(({ id, row }) => [id, row.productCode]));
  return parts.map(({ lineId, cents }) => ({ productCode: codes.get(lineId) ?? "", amountCents: cents }));
}

type Told = Kept & { againId: string | null; year: number; number: number };

async function recordNote(context: Context, found: Creditable, told: Told): Promise<void> {
  const { invoice, dueCents } = found;
  const { plan, creditNoteId, againId, year, number } = told;
  const bookings = plan.parts.flatMap(({ days }) => days.flatMap((day) => day.bookingId ?? []));
  await record(context, {
    type: "invoice.credited",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id: invoice.id },
    body: {
      ...{ creditNoteId, regieId: invoice.regieId, payerId: invoice.payerId, invoice: numberOf(invoice) ?? "" },
      ...{ year, number, sequence: `${year}/${number}`, cents: plan.totalCents },
      ...effectOf(plan.totalCents, dueCents),
      lines: plan.parts.map(({ lineId, cents, days }) => ({ id: lineId, cents, days: days.map(({ day }) => day) })),
      rows: await rowsOf(context, creditNoteId),
      ...(bookings.length > 0 && { bookings: [...new Set(bookings)] }),
      ...(againId && { againId, againCents: sum(plan.parts.map((part) => part.again?.cents ?? 0)) }),
    },
  });
}

async function turnDown(context: Context, { invoice, dueCents }: Creditable, reason: NoteRefusal) {
  await record(context, {
    type: "invoicing.refused",
    subject: null,
    object: { kind: "invoice", id: invoice.id },
    body: { month: invoice.month, regieId: invoice.regieId, asked: "credit", reason, dueCents },
  });
  return refused(reason);
}
