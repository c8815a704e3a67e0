/** An account over some days, from the books and nothing else: of a family (the accounts of the invoices it may read), or of one payer for the office. */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { readIssuer } from "@/lib/invoice/queries-heads";
import { numberOf } from "@/lib/invoice/rules";
import { headSchema } from "@/lib/invoice/schema";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { EntryKind, LedgerAccount } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type Account, OWN_ACCOUNTS, statementOf } from "./rules-statement";
import type { Period } from "./schema";

/** Null when the family never had an invoice. */
export async function accountOfFamily(tx: Tx, scope: FamilyScope, period: Period): Promise<Account | null> {
  return readAccount(tx, await invoicesOfFamily(tx, scope), period);
}

/** For the office, which has the right to bill; its look leaves a trace. */
export async function accountOfPayer(context: Context, payerId: string, period: Period): Promise<Account | null> {
  const { tx } = context;
  const last = await tx.invoice.findFirst({
    where: { payerId, state: "issued" },
    orderBy: [{ issuedOn: "desc" }, { id: "desc" }],
    select: { id: true, householdId: true, year: true, number: true, month: true },
  });
  if (!last) return null;
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: last.householdId },
    object: { kind: "invoice", id: last.id },
    body: { purpose: "billing", number: numberOf(last), month: last.month, payerId, ...period },
  });
  return readAccount(tx, { payerId, state: "issued" }, period);
}

async function readAccount(tx: Tx, mine: Prisma.InvoiceWhereInput, period: Period): Promise<Account | null> {
  const invoices = await tx.invoice.findMany({
    where: mine,
    orderBy: [{ issuedOn: "desc" }, { id: "desc" }],
    select: {
      ...{ id: true, year: true, number: true, month: true, regieId: true, householdId: true, payerId: true },
      recipient: true,
    },
  });
  const [last] = invoices;
  if (!last) return null;
  const own = await linesOf(tx, mine, invoices);
  const [openingCents, entries] = await Promise.all([openingOf(tx, own, period), readEntries(tx, own, period)]);
  const head = headSchema.pick({ name: true, address: true }).catch({ name: "", address: [] });
  return {
    period,
    statement: statementOf(openingCents, entries),
    papers: new Map(invoices.map(({ id, month, ...row }) => [id, { month, number: numberOf(row) ?? "" }])),
    holder: head.parse(last.recipient),
    issuer: await readIssuer(tx, last.regieId),
  };
}

type Own = Prisma.LedgerLineWhereInput;
type Seen = { id: string; householdId: string; payerId: string };

/** The whole account of a payer in a household; of one whose bills are not all for these eyes, what touches the others. */
async function linesOf(tx: Tx, mine: Prisma.InvoiceWhereInput, seen: readonly Seen[]): Promise<Own> {
  const pairs = groupBy(seen, ({ householdId, payerId }) => `${householdId}.${payerId}`);
  const OR: Own[] = [];
  for (const bills of pairs.values()) {
    const [{ householdId, payerId } = { householdId: "", payerId: "" }] = bills;
    const hidden = await tx.invoice.count({ where: { householdId, payerId, state: "issued", NOT: mine } });
    OR.push(hidden === 0 ? { householdId, payerId } : { invoiceId: { in: bills.map(({ id }) => id) } });
  }
  return { OR };
}

async function openingOf(tx: Tx, own: Own, { since }: Period): Promise<number> {
  const { _sum } = await tx.ledgerLine.aggregate({
    where: { AND: [own, { account: { in: [...OWN_ACCOUNTS] }, entry: { day: { lt: toColumn(since) } } }] },
    _sum: { amountCents: true },
  });
  return _sum.amountCents ?? 0;
}

async function readEntries(tx: Tx, own: Own, { since, until }: Period) {
  const rows = await tx.ledgerEntry.findMany({
    where: { day: { gte: toColumn(since), lte: toColumn(until) }, lines: { some: own } },
    orderBy: [{ day: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, kind: true, day: true, sourceId: true },
      lines: {
        where: own,
        orderBy: { position: "asc" },
        select: { account: true, amountCents: true, invoiceId: true },
      },
    },
  });
  return rows.map(({ kind, day, lines, ...row }) => ({
    ...{ ...row, kind: kind as EntryKind, day: fromColumn(day) },
    lines: lines.map((line) => ({ ...line, account: line.account as LedgerAccount })),
  }));
}

export const MOST_FOUND = 50;
export type FoundPayer = { id: string; name: string; invoices: number };

/** Payers who have had an invoice, by a part of their name: money only. Who searches leaves a trace. */
export async function findPayers(context: Context, words: string): Promise<FoundPayer[]> {
  const { tx, today } = context;
  const counts = await tx.invoice.groupBy({
    by: ["payerId"],
    where: { state: "issued", kind: "invoice" },
    _count: { _all: true },
  });
  const rows = await tx.payer.findMany({
    where: { id: { in: counts.map(({ payerId }) => payerId) }, name: { contains: words } },
    orderBy: { name: "asc" },
    take: MOST_FOUND,
    select: { id: true, name: true },
  });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "payers", id: today },
    body: { kind: "payers", words, found: rows.length, purpose: "billing" },
  });
  return rows.map((row) => ({
    ...row,
    invoices: counts.find(({ payerId }) => payerId === row.id)?._count._all ?? 0,
  }));
}
