/**
 * What a payer paid for care, year by year, from the books and the lines of the invoices. A family asks for payers of whom it may read every
 * invoice: who came to a home later learns nothing of the years before by their total.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { readIssuer } from "@/lib/invoice/queries-heads";
import { headSchema } from "@/lib/invoice/schema";
import { fromColumn } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { type Care, type Certificate, careOf, isCare, isYoungEnough, type Line, type Move } from "./rules";
import { lineKindSchema } from "./schema";

/** Persons, never a body: the payers whose invoices the family may read. */
export async function payersOfFamily(tx: Tx, scope: FamilyScope): Promise<{ id: string; name: string }[]> {
  const readable = await invoicesOfFamily(tx, scope);
  const rows = await tx.invoice.findMany({ where: readable, distinct: ["payerId"], select: { payerId: true } });
  const payerIds = rows.map(({ payerId }) => payerId);
  const hidden = await tx.invoice.findMany({
    where: { payerId: { in: payerIds }, state: "issued", NOT: readable },
    distinct: ["payerId"],
    select: { payerId: true },
  });
  const partly = new Set(hidden.map(({ payerId }) => payerId));
  const payers = await tx.payer.findMany({
    where: { id: { in: payerIds.filter((id) => !partly.has(id)) }, guardianId: { not: null } },
    select: { id: true, guardianId: true, guardian: { select: { firstName: true, lastName: true } } },
  });
  return payers
    .sort((a, b) => Number(b.guardianId === scope.guardianId) - Number(a.guardianId === scope.guardianId))
    .map(({ id, guardian }) => ({ id, name: `${guardian?.firstName} ${guardian?.lastName}` }));
}

/** Null when the payer never had an invoice. */
export async function certificateOf(
  tx: Tx,
  { payerId, year }: { payerId: string; year: number },
): Promise<Certificate | null> {
  const last = await tx.invoice.findFirst({
    where: { payerId, state: "issued", kind: "invoice" },
    orderBy: [{ issuedOn: "desc" }, { number: "desc" }],
    select: { regieId: true, householdId: true, recipient: true },
  });
  if (!last) return null;
  const paid = (await careOfPayer(tx, payerId)).get(year) ?? new Map<string, Cents>();
  const rows = await tx.child.findMany({
    where: { id: { in: [...paid.keys()] } },
    orderBy: [{ birthDate: "asc" }, { id: "asc" }],
    select: { id: true, firstName: true, lastName: true, birthDate: true },
  });
  const children = rows.flatMap(({ id, firstName, lastName, birthDate }) => {
    const born = fromColumn(birthDate);
    const cents = paid.get(id) ?? 0;
    if (cents === 0 || !isYoungEnough(born, year)) return [];
    return [{ id, name: `${firstName} ${lastName}`, birthDate: born, cents }];
  });
  const head = headSchema.pick({ name: true, address: true }).catch({ name: "", address: [] }).parse(last.recipient);
  return {
    ...{ year, payer: head.name, address: head.address, householdId: last.householdId, children },
    issuer: await readIssuer(tx, last.regieId),
    totalCents: sum(children.map(({ cents }) => cents)),
  };
}

/** Years in which money came in, the latest first. */
export async function yearsOf(tx: Tx, payerId: string): Promise<number[]> {
  return [...(await careOfPayer(tx, payerId)).keys()].sort((a, b) => b - a);
}

async function careOfPayer(tx: Tx, payerId: string): Promise<Care> {
  const [papers, entries] = await Promise.all([readPapers(tx, payerId), readEntries(tx, payerId)]);
  const moves = new Map<string, Move[]>();
  const add = (invoiceId: string | null, move: Move) => {
    if (invoiceId) moves.set(invoiceId, [...(moves.get(invoiceId) ?? []), move]);
  };
  for (const { kind, sourceId, day: column, lines } of entries) {
    const day = fromColumn(column);
    const note = kind === "credit.issued" ? papers.find(({ id }) => id === sourceId) : undefined;
    if (note) {
      const left = -sum(lines.flatMap(({ account, amountCents }) => (account === "credit" ? [amountCents] : [])));
      add(note.correctsId, { kind: "credited", day, lines: note.lines.map(lineOf), cents: left });
      continue;
    }
    for (const { account, invoiceId, amountCents } of lines) {
      if (account === (kind === "claim.collected" ? "claim" : "receivable"))
        add(invoiceId, { kind: "money", day, cents: -amountCents });
    }
  }
  const invoices = papers.filter(({ kind }) => kind === "invoice");
  return careOf(invoices.map(({ id, lines }) => ({ lines: lines.map(lineOf), moves: moves.get(id) ?? [] })));
}

function readPapers(tx: Tx, payerId: string) {
  return tx.invoice.findMany({
    where: { payerId, state: "issued" },
    orderBy: { id: "asc" },
    select: {
      ...{ id: true, kind: true, correctsId: true },
      lines: {
        orderBy: { position: "asc" },
        select: { childId: true, activityId: true, amountCents: true, detail: true },
      },
    },
  });
}

type LineRow = Awaited<ReturnType<typeof readPapers>>[number]["lines"][number];

function lineOf({ childId, activityId, amountCents, detail }: LineRow): Line {
  return { childId, activityId, cents: amountCents, isCare: isCare(lineKindSchema.parse(detail)) };
}

/** What brings money to an invoice or takes it away. What is handed to the comptable or given up is no payment. */
const MONEY = [
  ...["payment.received", "payment.taken-back", "payment.classified"],
  ...["credit.used", "credit.issued", "claim.collected"],
];

function readEntries(tx: Tx, payerId: string) {
  return tx.ledgerEntry.findMany({
    where: { kind: { in: MONEY }, lines: { some: { payerId } } },
    orderBy: [{ day: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    select: {
      ...{ kind: true, sourceId: true, day: true },
      lines: { where: { payerId }, select: { account: true, invoiceId: true, amountCents: true } },
    },
  });
}
