/**
 * Using credits (domain rule 5): the oldest first, in part, never for another family or payer, and not what a family has asked back.
 * Whoever takes from a credit (an invoice, a refund) first locks its household's row: a sum over lines can't be locked, its owner can.
 * Order of locks everywhere: régie, invoices, then households.
 */
import { recordAll } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/kernel/ids";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { post } from "./commands";
import { freeCredits } from "./queries";
import { creditUseLines, type Debt } from "./rules";
import { type CreditUse, creditUses } from "./rules-credits";

/** Holds the invoices until the transaction ends: what is owed on them stays as it is read. Absent ones are not held. */
export async function lockInvoices({ tx }: Pick<Context, "tx">, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$queryRaw`SELECT id FROM invoice WHERE id IN (${Prisma.join([...ids])}) ORDER BY id FOR UPDATE`;
}

/** Holds the credits of these households until the transaction ends: nobody else takes from them meanwhile. */
export async function lockCredits({ tx }: Pick<Context, "tx">, householdIds: readonly string[]): Promise<void> {
  if (householdIds.length === 0) return;
  await tx.$queryRaw`SELECT id FROM household WHERE id IN (${Prisma.join([...householdIds])}) ORDER BY id FOR UPDATE`;
}

export type CreditableDebt = Debt & { dueCents: Cents };

/**
 * Pays what open credits of the régie can pay of `debts`, in the order given, and says how many cents each invoice got; those that got none are absent.
 * `first` names the credit that goes before older ones. The caller holds the invoices, or issues them in this same transaction.
 */
export async function spendCredits(
  context: Context,
  { regieId, debts, first }: { regieId: string; debts: readonly CreditableDebt[]; first?: string },
): Promise<Map<string, Cents>> {
  const { tx } = context;
  const seen = await freeCredits(tx, { regieId, householdIds: distinct(debts) });
  if (seen.length === 0) return new Map();
  const householdIds = distinct(seen);
  await lockCredits(context, householdIds);
  // Read again behind the lock: another transaction may have used them before.
  const used = creditUses(debts, await freeCredits(tx, { regieId, householdIds }), first);
  if (used.length === 0) return new Map();
  const rows = used.map((use) => ({ ...use, entryOf: newId() }));
  await post(
    context,
    rows.map(({ debt: { invoiceId, householdId, payerId }, uses, entryOf }) => ({
      ...{ regieId, kind: "credit.used" as const, sourceId: entryOf, day: context.today },
      lines: creditUseLines({ invoiceId, householdId, payerId }, uses),
    })),
  );
  await recordUses(context, regieId, rows);
  return new Map(rows.map(({ debt, uses }) => [debt.invoiceId, sum(uses.map((use) => use.amountCents))]));
}

/** Holds the invoices that a credit has paid, before its household. */
export async function lockUses(
  { tx }: Pick<Context, "tx">,
  { regieId, creditId }: { regieId: string; creditId: string },
): Promise<void> {
  const rows = await tx.ledgerEntry.findMany({
    where: { regieId, kind: "credit.used", lines: { some: { account: "credit", creditId } } },
    select: { lines: { where: { account: "receivable" }, select: { invoiceId: true } } },
  });
  const paid = rows.flatMap(({ lines }) => lines.flatMap(({ invoiceId }) => invoiceId ?? []));
  await lockInvoices({ tx }, [...new Set(paid)]);
}

/**
 * Turns round what a credit has paid: its money was taken back, so its invoices owe again what it paid of them, each its own part.
 * The caller holds those invoices and the household's credits, and records what happened.
 */
export async function giveBackUses(
  context: Context,
  { regieId, creditId }: { regieId: string; creditId: string },
): Promise<void> {
  const uses = await context.tx.$queryRaw<(Debt & { cents: bigint | number | string })[]>`
    SELECT owed.invoice_id AS invoiceId, owed.household_id AS householdId, owed.payer_id AS payerId, SUM(used.amount_cents) AS cents
    FROM ledger_line used JOIN ledger_entry entry ON entry.id = used.entry_id AND entry.kind = 'credit.used'
    JOIN ledger_line owed ON owed.entry_id = entry.id AND owed.account = 'receivable'
    WHERE used.account = 'credit' AND used.credit_id = ${creditId} AND entry.regie_id = ${regieId}
    GROUP BY owed.invoice_id, owed.household_id, owed.payer_id HAVING cents > 0`;
  if (uses.length === 0) return;
  await post(
    context,
    uses.map(({ cents, ...debt }) => ({
      ...{ regieId, kind: "credit.used" as const, sourceId: newId(), day: context.today },
      lines: creditUseLines(debt, [{ creditId, amountCents: -Number(cents) }]),
    })),
  );
}

type Use = CreditUse<CreditableDebt> & { entryOf: string };

async function recordUses(context: Context, regieId: string, rows: readonly Use[]): Promise<void> {
  await recordAll(
    context,
    rows.map(({ debt: { invoiceId, householdId, payerId, dueCents }, uses, entryOf }) => ({
      type: "credit.used" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "invoice", id: invoiceId },
      body: {
        ...{ regieId, payerId, use: entryOf, dueCents, cents: sum(uses.map((use) => use.amountCents)) },
        credits: uses.map(({ creditId, amountCents }) => ({ id: creditId, cents: amountCents })),
      },
    })),
  );
}

function distinct(rows: readonly { householdId: string }[]): string[] {
  return [...new Set(rows.map((row) => row.householdId))].sort();
}
