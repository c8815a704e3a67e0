/** What a batch may hold and what became of it: invoices with a mandate and the reason why some are left out, batches, their debits. */
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { type MandateView, rejectionRule, viewOf } from "./queries";
import { type Exclusion, refuseDebit } from "./rules-batch";

export type Candidate = {
  invoice: {
    id: string;
    year: number;
    number: number;
    refdet: string;
    month: string;
    householdId: string;
    payerId: string;
    dueOn: CivilDate | null;
    /** Still owed, from the books. */
    dueCents: Cents;
  };
  mandate: MandateView;
  /** A bank has seen a debit of this mandate. */
  isUsed: boolean;
  /** The family was told of this very day, and of this amount. */
  toldCents: Cents | null;
  /** How many debits of this invoice there have been. */
  tries: number;
  exclusion: Exclusion | null;
};

export type Asked = { regieId: string; collectOn: CivilDate; today: CivilDate };

/**
 * Invoices of the régie with something to pay, whose payer has a mandate. With `told`, those that were announced for the day, each under
 * the mandate it was announced with; without, all of them under the mandate in force.
 */
export async function candidatesOf(tx: Tx, asked: Asked, told = false): Promise<Candidate[]> {
  const notices = await noticesOf(tx, asked);
  const rows = await tx.sepaMandate.findMany({
    where: told
      ? { id: { in: notices.map((notice) => notice.mandateId) } }
      : { regieId: asked.regieId, state: "active" },
  });
  if (rows.length === 0) return [];
  const owed = await owedOf(tx, asked.regieId, told ? notices.map((notice) => notice.invoiceId) : rows.map(payerOf));
  const [facts, used, endsAfter, elsewhere] = await Promise.all([
    factsOf(tx, [...owed.keys()]),
    usedMandates(tx, rows),
    rejectionRule(tx, asked.today),
    announcedElsewhere(tx, asked),
  ]);
  const views = rows.map((row) => viewOf(row, asked.collectOn, endsAfter));
  return facts.invoices.flatMap((invoice) => {
    const notice = notices.find((one) => one.invoiceId === invoice.id);
    const wanted = (view: MandateView) => (told ? view.id === notice?.mandateId : view.payerId === invoice.payerId);
    const mandate = views.find(wanted);
    if (!mandate) return [];
    const dueCents = owed.get(invoice.id) ?? 0;
    const isUsed = used.has(mandate.id);
    const exclusion = refuseDebit({
      ...{ standing: mandate.standing, recurrent: mandate.recurrent, isUsed, dueCents },
      ...{ dueOn: invoice.dueOn, collectOn: asked.collectOn, isHandedOver: facts.handed.has(invoice.id) },
      ...{ isSent: facts.sent.has(invoice.id), isBeingPaid: facts.paying.has(invoice.id) },
      ...{ isAnnounced: elsewhere.has(invoice.id), hasPlan: facts.planned.has(invoice.id) },
    });
    const toldCents = notice?.mandateId === mandate.id ? notice.amountCents : null;
    const tries = facts.tries.get(invoice.id) ?? 0;
    return [{ invoice: { ...invoice, dueCents }, mandate, isUsed, toldCents, tries, exclusion }];
  });
}

const payerOf = ({ payerId }: { payerId: string }) => payerId;

function noticesOf(tx: Tx, { regieId, collectOn }: Asked) {
  return openNotices(tx, { regieId, collectOn: toColumn(collectOn) });
}

/** Notices that no debit of their day has used: one that the bank sent back is told again before it is tried again. */
async function openNotices(tx: Tx, where: Prisma.DebitNoticeWhereInput) {
  const notices = await tx.debitNotice.findMany({
    where,
    select: { invoiceId: true, mandateId: true, amountCents: true, collectOn: true },
  });
  const items = await tx.debitItem.findMany({
    where: { invoiceId: { in: notices.map((notice) => notice.invoiceId) } },
    select: { invoiceId: true, batch: { select: { collectOn: true } } },
  });
  const keyOf = (invoiceId: string, day: Date) => `${invoiceId}/${fromColumn(day)}`;
  const used = new Set(items.map(({ invoiceId, batch }) => keyOf(invoiceId, batch.collectOn)));
  return notices.filter(({ invoiceId, collectOn }) => !used.has(keyOf(invoiceId, collectOn)));
}

/** What is owed by invoice: of these payers, or of these invoices (then also when nothing is owed any more). */
async function owedOf(tx: Tx, regieId: string, ids: readonly string[]): Promise<Map<string, Cents>> {
  const among = [...new Set(ids)];
  const rows = await tx.ledgerLine.groupBy({
    by: ["invoiceId", "payerId"],
    where: {
      ...{ account: "receivable", entry: { regieId } },
      OR: [{ payerId: { in: among } }, { invoiceId: { in: among } }],
    },
    _sum: { amountCents: true },
  });
  const asked = new Set(among);
  const owed = new Map(rows.map((row) => [row.invoiceId ?? "", row._sum.amountCents ?? 0]));
  return new Map([...owed].filter(([invoiceId, cents]) => cents > 0 || asked.has(invoiceId)));
}

async function factsOf(tx: Tx, ids: string[]) {
  const invoiceId = { in: ids };
  const [rows, claims, attempts, plans, items] = await Promise.all([
    tx.invoice.findMany({
      where: { id: invoiceId, kind: "invoice", state: "issued" },
      orderBy: [{ year: "asc" }, { number: "asc" }],
    }),
    tx.treasuryClaim.findMany({
      where: { invoiceId, state: { notIn: ["refused", "cancelled"] } },
      select: { invoiceId: true },
    }),
    tx.paymentAttempt.findMany({
      where: { invoiceId, state: { in: ["started", "pending", "unknown", "suspect", "amount_differs"] } },
      select: { invoiceId: true },
    }),
    tx.planInvoice.findMany({
      where: { invoiceId, plan: { state: { in: ["proposed", "agreed"] } } },
      select: { invoiceId: true },
    }),
    tx.debitItem.findMany({ where: { invoiceId }, select: { invoiceId: true, state: true } }),
  ]);
  const tries = new Map<string, number>();
  for (const item of items) tries.set(item.invoiceId, (tries.get(item.invoiceId) ?? 0) + 1);
  return {
    invoices: rows.flatMap(headOf),
    handed: setOf(claims),
    paying: setOf(attempts),
    planned: setOf(plans),
    sent: setOf(items.filter((item) => item.state === "sent")),
    tries,
  };
}

const setOf = (rows: readonly { invoiceId: string }[]) => new Set(rows.map((row) => row.invoiceId));

type InvoiceRow = Awaited<ReturnType<Tx["invoice"]["findMany"]>>[number];

function headOf({ id, year, number, refdet, month, householdId, payerId, dueOn }: InvoiceRow) {
  if (year === null || number === null || refdet === null) return [];
  return [{ id, year, number, refdet, month, householdId, payerId, dueOn: dueOn && fromColumn(dueOn) }];
}

/** Mandates of which a bank has a debit, or had one that it made: a debit refused before it was made does not count. */
async function usedMandates(tx: Tx, rows: readonly { id: string }[]): Promise<Set<string>> {
  const items = await tx.debitItem.findMany({
    where: {
      mandateId: { in: rows.map((row) => row.id) },
      OR: [{ state: { in: ["sent", "collected"] } }, { receiptId: { not: null } }],
    },
    select: { mandateId: true },
  });
  return new Set(items.map((item) => item.mandateId));
}

/** Invoices announced for another day that is still to come, under a mandate still in force. */
async function announcedElsewhere(tx: Tx, { regieId, collectOn, today }: Asked): Promise<Set<string>> {
  const notices = await openNotices(tx, {
    regieId,
    collectOn: { gt: toColumn(today), not: toColumn(collectOn) },
  });
  const living = await tx.sepaMandate.findMany({
    where: { id: { in: notices.map((notice) => notice.mandateId) }, state: "active" },
    select: { id: true },
  });
  const ids = new Set(living.map((mandate) => mandate.id));
  return setOf(notices.filter((notice) => ids.has(notice.mandateId)));
}

export type BatchHead = {
  id: string;
  regieId: string;
  year: number;
  number: number;
  collectOn: CivilDate;
  version: string;
  debits: number;
  totalCents: Cents;
  sha256: string;
  /** How many debits are still at the bank, collected, rejected. */
  states: Record<"sent" | "collected" | "rejected", number>;
};

const HEAD = {
  ...{ id: true, regieId: true, year: true, number: true, collectOn: true, version: true, debits: true },
  ...{ totalCents: true, sha256: true, items: { select: { state: true } } },
} as const;

/** Latest first. */
export async function batchesOf(tx: Tx, where: { regieId: string } | { id: string }): Promise<BatchHead[]> {
  const rows = await tx.debitBatch.findMany({
    where,
    orderBy: [{ year: "desc" }, { number: "desc" }],
    select: HEAD,
  });
  return rows.map(({ items, collectOn, ...row }) => {
    const count = (state: string) => items.filter((item) => item.state === state).length;
    const states = { sent: count("sent"), collected: count("collected"), rejected: count("rejected") };
    return { ...row, collectOn: fromColumn(collectOn), states };
  });
}

export type ItemView = {
  id: string;
  endToEndId: string;
  sequence: string;
  amountCents: Cents;
  state: "sent" | "collected" | "rejected";
  reason: string | null;
  receiptId: string | null;
  payer: string;
  invoice: { id: string; year: number; number: number };
};

export async function itemsOf(tx: Tx, batchId: string): Promise<ItemView[]> {
  const items = await tx.debitItem.findMany({ where: { batchId }, orderBy: { endToEndId: "asc" } });
  const invoices = await tx.invoice.findMany({ where: { id: { in: items.map((item) => item.invoiceId) } } });
  const payers = await tx.payer.findMany({
    where: { id: { in: invoices.map((invoice) => invoice.payerId) } },
    select: { id: true, name: true },
  });
  return items.map(({ id, endToEndId, sequence, amountCents, state, reason, receiptId, invoiceId }) => {
    const invoice = invoices.find((one) => one.id === invoiceId);
    const payer = payers.find((one) => one.id === invoice?.payerId)?.name ?? "";
    const about = { id: invoiceId, year: invoice?.year ?? 0, number: invoice?.number ?? 0 };
    return { id, endToEndId, sequence, amountCents, state, reason, receiptId, payer, invoice: about };
  });
}

/** Days of which families were told and for which the file is not made yet, soonest first. */
export async function announcedDays(tx: Tx, { regieId, today }: { regieId: string; today: CivilDate }) {
  const days = await tx.debitNotice.groupBy({
    by: ["collectOn"],
    where: { regieId, collectOn: { gt: toColumn(today) } },
    _count: true,
    _sum: { amountCents: true },
    orderBy: { collectOn: "asc" },
  });
  const made = await tx.debitBatch.findMany({
    where: { regieId, collectOn: { gt: toColumn(today) } },
    select: { collectOn: true },
  });
  const taken = new Set(made.map((batch) => fromColumn(batch.collectOn)));
  return days
    .map((day) => ({ collectOn: fromColumn(day.collectOn), debits: day._count, cents: day._sum.amountCents ?? 0 }))
    .filter((day) => !taken.has(day.collectOn));
}

export async function payerNames(tx: Tx, list: readonly Candidate[]): Promise<Map<string, string>> {
  const ids = [...new Set(list.map(({ invoice }) => invoice.payerId))];
  const payers = await tx.payer.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(payers.map((payer) => [payer.id, payer.name]));
}
