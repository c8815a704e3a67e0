/**
 * Invoices as they are read. A family sees the invoices it pays, and those of its households paid by one of their own members or by a body, of
 * the days on which the reader lived there: never the part of a parent who lives elsewhere, nor what was before one came (domain rules 13, 52).
 * The office's look leaves a trace.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, daysOfMonth, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { creditsAtIssue, dueOf } from "@/lib/ledger/queries";
import type { Means } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { livedThere, numberOf, type Stay } from "./rules";
import type { InvoiceFacts } from "./rules-document";
import { headSchema, lineDetailSchema } from "./schema";

/** The invoices that a parent may read, as a filter. Drafts are nobody's. Whoever has left a home reads only what they pay. */
export async function invoicesOfFamily(tx: Tx, scope: FamilyScope): Promise<Prisma.InvoiceWhereInput> {
  const own = await tx.payer.findMany({ where: { guardianId: scope.guardianId }, select: { id: true } });
  const payerIds = own.map(({ id }) => id);
  const id = { in: await sharedInvoices(tx, scope, payerIds) };
  return { state: "issued", OR: [{ payerId: { in: payerIds } }, { id }] };
}

/** Invoices of the reader's homes that somebody else of the home pays, or a body. Of a person, only while both lived there. */
async function sharedInvoices(tx: Tx, scope: FamilyScope, ownPayers: readonly string[]): Promise<string[]> {
  const householdId = { in: [...scope.householdIds] };
  if (householdId.in.length === 0) return [];
  const members = await tx.householdMember.findMany({ where: { householdId } });
  const payers = await tx.payer.findMany({
    where: {
      id: { notIn: [...ownPayers] },
      OR: [
        { guardianId: { in: members.map(({ guardianId }) => guardianId) } },
        { guardianId: null, households: { some: { householdId } } },
      ],
    },
    select: { id: true, guardianId: true },
  });
  const guardianOf = new Map(payers.map(({ id, guardianId }) => [id, guardianId]));
  const rows = await tx.invoice.findMany({
    where: { state: "issued", householdId, payerId: { in: [...guardianOf.keys()] } },
    select: { id: true, householdId: true, payerId: true, month: true, lines: { select: { detail: true } } },
  });
  const joined = await tx.household.findMany({ where: { id: { in: [...scope.mergedIds] } } });
  /** A file that was joined to another is the same home's. */
  const homeOf = (id: string) => joined.find((file) => file.id === id)?.mergedIntoId ?? id;
  const staysOf = (guardianId: string, billed: string): Stay[] =>
    members
      .filter((row) => row.guardianId === guardianId && homeOf(row.householdId) === homeOf(billed))
      .map(({ since, until }) => ({ since: fromColumn(since), until: until && fromColumn(until) }));
  return rows.flatMap(({ id, householdId: billed, payerId, ...row }) => {
    const payer = guardianOf.get(payerId) ?? null;
    const people = payer === null ? [scope.guardianId] : [scope.guardianId, payer];
    return people.every((one) => livedThere(staysOf(one, billed), daysCharged(row))) ? [id] : [];
  });
}

/** What cannot be told by days is about its whole month. */
function daysCharged({ month, lines }: { month: string; lines: readonly { detail: unknown }[] }): CivilDate[] {
  const days = lines.flatMap(({ detail }) => {
    const told = lineDetailSchema.pick({ days: true, waived: true }).partial().parse(detail);
    return [...(told.days ?? []), ...(told.waived ?? [])];
  });
  return days.length > 0 ? days : daysOfMonth(month);
}

export type InvoiceSummary = {
  id: string;
  number: string;
  month: string;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  totalCents: Cents;
  /** Still owed, from the books. */
  dueCents: Cents;
};

/** Latest first. */
export async function invoicesOf(tx: Tx, scope: FamilyScope): Promise<InvoiceSummary[]> {
  const rows = await tx.invoice.findMany({
    where: { ...(await invoicesOfFamily(tx, scope)), kind: "invoice" },
    orderBy: [{ issuedOn: "desc" }, { number: "desc" }],
    select: { id: true, year: true, number: true, month: true, issuedOn: true, dueOn: true, totalCents: true },
  });
  const due = await dueOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.flatMap(({ issuedOn, dueOn, ...row }) => {
    const number = numberOf(row);
    if (!number || !issuedOn || !dueOn) return [];
    const { id, month, totalCents } = row;
    const dates = { issuedOn: fromColumn(issuedOn), dueOn: fromColumn(dueOn) };
    return [{ id, number, month, totalCents, ...dates, dueCents: due.get(id) ?? 0 }];
  });
}

export type CreditNoteSummary = { id: string; number: string; issuedOn: CivilDate; totalCents: Cents };

/** The credit notes of the same payers, latest first. */
export async function creditNotesOf(tx: Tx, scope: FamilyScope): Promise<CreditNoteSummary[]> {
  const rows = await tx.invoice.findMany({
    where: { ...(await invoicesOfFamily(tx, scope)), kind: "credit_note" },
    orderBy: [{ issuedOn: "desc" }, { number: "desc" }],
    take: 100,
    select: { id: true, year: true, number: true, issuedOn: true, totalCents: true },
  });
  return rows.flatMap(({ id, issuedOn, totalCents, ...row }) => {
    const number = numberOf(row);
    return number && issuedOn ? [{ id, number, issuedOn: fromColumn(issuedOn), totalCents }] : [];
  });
}

/** Whether the parent may read this invoice; its id otherwise is as absent as one that does not exist. */
export async function ownInvoice(tx: Tx, scope: FamilyScope, id: string): Promise<InvoiceView | null> {
  const found = await tx.invoice.count({ where: { AND: [{ id }, await invoicesOfFamily(tx, scope)] } });
  return found === 1 ? invoiceOf(tx, id) : null;
}

export type Payment = { id: string; receivedOn: CivilDate; means: Means; amountCents: Cents };
export type InvoiceView = {
  id: string;
  runId: string | null;
  regieId: string;
  householdId: string;
  payerId: string;
  state: "draft" | "checked" | "issued";
  facts: InvoiceFacts;
  dueCents: Cents;
  payments: Payment[];
  hasPdf: boolean;
};

export async function invoiceOf(tx: Tx, id: string): Promise<InvoiceView | null> {
  const row = await tx.invoice.findUnique({
    where: { id },
    include: {
      lines: { orderBy: { position: "asc" } },
      pdf: { select: { sha256: true } },
      receipts: {
        orderBy: { recordedAt: "asc" },
        select: { id: true, receivedOn: true, means: true, amountCents: true },
      },
    },
  });
  if (!row) return null;
  const { runId, regieId, householdId, payerId, state } = row;
  const [due, credits] = await Promise.all([dueOf(tx, [id]), creditsAtIssue(tx, [id])]);
  const payments = row.receipts.map((receipt) => ({ ...receipt, receivedOn: fromColumn(receipt.receivedOn) }));
  const dueCents = due.get(id) ?? 0;
  const facts = factsOf(row, credits.get(id));
  return { id, runId, regieId, householdId, payerId, state, facts, dueCents, payments, hasPdf: row.pdf !== null };
}

type Row = Prisma.InvoiceGetPayload<{ include: { lines: true } }>;

/** `creditCents` is what credits paid at issue. */
export function factsOf(row: Row, creditCents: Cents = 0): InvoiceFacts {
  const { kind, reason, year, number, refdet, month, issuedOn, dueOn, totalCents } = row;
  return {
    kind,
    reason,
    year,
    number,
    refdet,
    month,
    totalCents,
    creditCents,
    issuedOn: issuedOn && fromColumn(issuedOn),
    dueOn: dueOn && fromColumn(dueOn),
    head: headSchema.parse(row.recipient),
    lines: row.lines.map(({ id, childId, childName, labelFr, labelEn, quantity, unitCents, amountCents, detail }) => ({
      id,
      childId,
      childName,
      labelFr,
      labelEn,
      quantity,
      unitCents,
      amountCents,
      detail: lineDetailSchema.parse(detail),
    })),
  };
}

/** A member of staff opens an invoice: the family reads in its journal that it was looked at. */
export async function consultedInvoice(context: Context, id: string): Promise<InvoiceView | null> {
  const invoice = await invoiceOf(context.tx, id);
  if (!invoice) return null;
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id },
    body: { purpose: "billing", number: numberOf(invoice.facts), month: invoice.facts.month },
  });
  return invoice;
}

/** The stored file, exactly as it was issued; null while the worker has not made it. */
export async function pdfOf(tx: Tx, invoiceId: string): Promise<{ bytes: Uint8Array; number: string } | null> {
  const pdf = await tx.invoicePdf.findUnique({
    where: { invoiceId },
    select: { bytes: true, invoice: { select: { year: true, number: true } } },
  });
  return pdf && { bytes: pdf.bytes, number: numberOf(pdf.invoice) ?? "" };
}
