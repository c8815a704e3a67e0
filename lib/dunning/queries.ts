/**
 * Invoices past their due day with something still owed in the books, and what becomes of each today: to be reminded, waiting, or held.
 * Money only: who reads them has the right to bill. A claim of the comptable and a written-off debt owe the régie nothing, so they are not here.
 */
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { numberOf } from "@/lib/invoice/rules";
import { headSchema, type InvoiceHead } from "@/lib/invoice/schema";
import { type CivilDate, type CivilMonth, fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Cents } from "@/lib/kernel/money";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type Hold, type Level, levelsOf, type Reminding, remindingOf } from "./rules";

export type LateInvoice = {
  id: string;
  number: string;
  refdet: string;
  regieId: string;
  householdId: string;
  payerId: string;
  month: CivilMonth;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  totalCents: Cents;
  /** Still owed, from the books. */
  dueCents: Cents;
  head: InvoiceHead;
  sent: { id: string; level: number; on: CivilDate }[];
  reminding: Reminding;
};

/** The oldest first. `ids` are those that a batch asks about. */
export async function lateInvoices(
  tx: Tx,
  { today, ids }: { today: CivilDate; ids?: readonly string[] },
): Promise<LateInvoice[]> {
  const rows = await readOwed(tx, today, ids);
  const [history, sent, holds] = await Promise.all([
    rulesHistory(tx),
    sentFor(tx, rows),
    holdsOf(
      tx,
      rows.map(({ id }) => id),
    ),
  ]);
  return rows.flatMap((row): LateInvoice[] => {
    const own = sent.get(row.id) ?? [];
    const late = { dueOn: row.dueOn, dueCents: row.dueCents, sent: own, holds: holds.get(row.id) ?? [] };
    const reminding = remindingOf(late, levelsOn(history, row.dueOn), today);
    return reminding ? [{ ...row, sent: own, reminding }] : [];
  });
}

/** The letters and fees of the day the invoice fell due: what the family could know then. */
function levelsOn(history: RulesHistory, day: CivilDate): Level[] {
  const rules = rulesOn(history, day);
  return rules ? levelsOf(rules.file.billing) : [];
}

type Owed = Omit<LateInvoice, "sent" | "reminding">;
type Row = Pick<Owed, "id" | "refdet" | "regieId" | "householdId" | "payerId" | "month" | "totalCents"> & {
  year: number;
  number: number;
  recipient: unknown;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  dueCents: Prisma.Decimal;
};

async function readOwed(tx: Tx, today: CivilDate, ids?: readonly string[]): Promise<Owed[]> {
  if (ids?.length === 0) return [];
  const asked = ids ? Prisma.sql`AND i.id IN (${Prisma.join([...ids])})` : Prisma.empty;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i.id, i.refdet, i.regie_id AS regieId, i.household_id AS householdId, i.payer_id AS payerId, i.month,
      i.year, i.number, i.recipient, DATE_FORMAT(i.issued_on, '%Y-%m-%d') AS issuedOn,
      DATE_FORMAT(i.due_on, '%Y-%m-%d') AS dueOn, i.total_cents AS totalCents, d.due AS dueCents
    FROM invoice i JOIN (
      SELECT invoice_id, SUM(amount_cents) AS due FROM ledger_line WHERE account = 'receivable' AND invoice_id IS NOT NULL
      GROUP BY invoice_id HAVING due > 0) d ON d.invoice_id = i.id
    WHERE i.state = 'issued' AND i.kind = 'invoice' AND i.due_on < ${today} ${asked}
    ORDER BY i.due_on, i.year, i.number`;
  return rows.map(({ year, number, recipient, dueCents, ...row }) => ({
    ...row,
    number: numberOf({ year, number }) ?? "",
    head: headSchema.parse(typeof recipient === "string" ? JSON.parse(recipient) : recipient),
    dueCents: Number(dueCents),
  }));
}

async function sentFor(tx: Tx, rows: readonly Owed[]) {
  const reminders = await tx.reminder.findMany({
    where: { invoiceId: { in: rows.map(({ id }) => id) } },
    orderBy: { level: "asc" },
    select: { id: true, invoiceId: true, level: true, sentOn: true },
  });
  const told = reminders.map(({ sentOn, ...row }) => ({ ...row, on: fromColumn(sentOn) }));
  return groupBy(told, ({ invoiceId }) => invoiceId);
}

const OPEN_ATTEMPTS = ["started", "pending", "unknown", "suspect", "amount_differs"] as const;

/** What keeps letters from leaving, by invoice. */
export async function holdsOf(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Hold[]>> {
  const invoiceId = { in: [...invoiceIds] };
  const [plans, contested, attempts, debits] = await Promise.all([
    tx.planInvoice.findMany({ where: { invoiceId, plan: { state: "agreed" } }, select: { invoiceId: true } }),
    contestedOf(tx, invoiceIds),
    tx.paymentAttempt.findMany({
      where: { invoiceId, state: { in: [...OPEN_ATTEMPTS] } },
      select: { invoiceId: true },
    }),
    tx.debitItem.findMany({ where: { invoiceId, state: "sent" }, select: { invoiceId: true } }),
  ]);
  const holds = new Map<string, Hold[]>();
  const hold = (rows: readonly { invoiceId: string }[], why: Hold) => {
    for (const { invoiceId: id } of rows) holds.set(id, [...(holds.get(id) ?? []), why]);
  };
  hold(plans, "plan");
  hold(contested, "contest");
  hold([...attempts, ...debits], "payment");
  return holds;
}

/** Invoices of which a line is contested and not answered yet; the request names the invoice or one of its lines. */
async function contestedOf(tx: Tx, invoiceIds: readonly string[]): Promise<{ invoiceId: string }[]> {
  if (invoiceIds.length === 0) return [];
  return tx.$queryRaw`
    SELECT DISTINCT i.id AS invoiceId FROM invoice i JOIN family_request r ON r.state NOT IN ('decided', 'closed')
      AND (r.object_id = i.id OR r.object_id IN (SELECT l.id FROM invoice_line l WHERE l.invoice_id = i.id))
    WHERE i.id IN (${Prisma.join([...invoiceIds])})`;
}

/** Whether the rules in force know any letter. */
export async function knowsReminders(tx: Tx, today: CivilDate): Promise<boolean> {
  return levelsOn(await rulesHistory(tx), today).length > 0;
}

/** The page of the day. Who reads it reads names: a search of families, in the journal as such. */
export async function remindersToday(context: Context): Promise<LateInvoice[]> {
  const found = await lateInvoices(context.tx, { today: context.today });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "reminders", id: context.today },
    body: { kind: "reminders", words: context.today, found: found.length, purpose: "billing" },
  });
  return found;
}

/** For the billing page: how many letters could leave today. Names nobody. */
export async function remindersDue(tx: Tx, today: CivilDate): Promise<number> {
  return (await lateInvoices(tx, { today })).filter(({ reminding }) => reminding.kind === "due").length;
}
