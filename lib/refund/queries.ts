/** Refunds and what they may come from. Balances are the ledger's; a family asks about the payers all of whose invoices it may read. */
import type { FamilyScope } from "@/lib/access/gate";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import type { Cents } from "@/lib/kernel/money";
import { openCredits, reservedOf } from "@/lib/ledger/queries";
import type { Tx } from "@/lib/server/db";
import { engagedStates, isRefundable, type RefundableReceipt } from "./rules";

const ENGAGED: Prisma.EnumRefundStateFilter = { in: [...engagedStates] };

/** What is given back, or spoken for, of each receipt; one without any is absent. */
export async function refundedOf(tx: Tx, receiptIds: readonly string[]): Promise<Map<string, Cents>> {
  const rows = await tx.refund.groupBy({
    by: ["receiptId"],
    where: { receiptId: { in: [...receiptIds] }, state: ENGAGED },
    _sum: { amountCents: true },
  });
  return new Map(rows.map((row) => [row.receiptId, row._sum.amountCents ?? 0]));
}

export type CreditAtHand = {
  creditId: string;
  regieId: string;
  householdId: string;
  payerId: string;
  /** Left in the books, less what is asked for and not ordered yet. */
  freeCents: Cents;
};

/** Whose credit this is, as the books say; null when there is none under that id. */
export async function creditAt(tx: Tx, creditId: string): Promise<Omit<CreditAtHand, "freeCents"> | null> {
  const line = await tx.ledgerLine.findFirst({
    where: { account: "credit", creditId },
    select: { householdId: true, payerId: true, entry: { select: { regieId: true } } },
  });
  if (!line?.householdId || !line.payerId) return null;
  return { creditId, regieId: line.entry.regieId, householdId: line.householdId, payerId: line.payerId };
}

/** Cents of the credit in the books; the caller holds its household when it decides on them. */
export async function creditLeft(tx: Tx, { creditId, regieId, householdId }: Omit<CreditAtHand, "freeCents">) {
  const open = await openCredits(tx, { regieId, householdIds: [householdId] });
  return open.find((credit) => credit.creditId === creditId)?.leftCents ?? 0;
}

export async function freeOf(tx: Tx, credit: Omit<CreditAtHand, "freeCents">): Promise<Cents> {
  const [left, requested] = [await creditLeft(tx, credit), await reservedOf(tx, [credit.creditId])];
  return left - (requested.get(credit.creditId) ?? 0);
}

/** The payer's receipts at the régie that stand: those behind the credit first, then the latest. */
export async function refundableReceipts(
  tx: Tx,
  { creditId, regieId, householdId, payerId }: Omit<CreditAtHand, "freeCents">,
): Promise<RefundableReceipt[]> {
  const [rows, note] = await Promise.all([
    tx.receipt.findMany({
      where: { regieId, householdId, payerId, amountCents: { gt: 0 } },
      orderBy: [{ recordedAt: "desc" }, { number: "desc" }],
      select: { id: true, invoiceId: true, means: true, amountCents: true },
    }),
    tx.invoice.findUnique({ where: { id: creditId }, select: { correctsId: true } }),
  ]);
  const ids = rows.map((row) => row.id);
  const [refunded, reversals] = await Promise.all([
    refundedOf(tx, ids),
    tx.receipt.findMany({ where: { correctsId: { in: ids } }, select: { correctsId: true } }),
  ]);
  const gone = new Set(reversals.map((row) => row.correctsId));
  const near = (row: (typeof rows)[number]) => Number(row.id === creditId || row.invoiceId === note?.correctsId);
  return rows
    .filter((row) => !gone.has(row.id) && isRefundable(row.means))
    .sort((a, b) => near(b) - near(a))
    .map(({ id, means, amountCents }) => ({ id, means, leftCents: amountCents - (refunded.get(id) ?? 0) }))
    .filter((receipt) => receipt.leftCents > 0);
}

/** The payers of a family, with their household and régie: those of whom it may read every invoice there. A credit is of no one bill. */
async function payersOf(tx: Tx, scope: FamilyScope) {
  const readable = await invoicesOfFamily(tx, scope);
  const rows = await tx.invoice.findMany({
    where: readable,
    distinct: ["regieId", "householdId", "payerId"],
    select: { regieId: true, householdId: true, payerId: true },
  });
  const hidden = await tx.invoice.findMany({
    where: { payerId: { in: rows.map(({ payerId }) => payerId) }, state: "issued", NOT: readable },
    distinct: ["householdId", "payerId"],
    select: { householdId: true, payerId: true },
  });
  const partly = new Set(hidden.map(({ householdId, payerId }) => `${householdId}.${payerId}`));
  return rows.filter(({ householdId, payerId }) => !partly.has(`${householdId}.${payerId}`));
}

export async function isOwnCredit(tx: Tx, scope: FamilyScope, credit: { householdId: string; payerId: string }) {
  const own = await payersOf(tx, scope);
  return own.some(({ householdId, payerId }) => householdId === credit.householdId && payerId === credit.payerId);
}

export type FamilyCredit = CreditAtHand & { openedAt: Date; refundableCents: Cents };

/** What a family may ask back: each of its open credits, and how much of it came by a means that money can go back to. */
export async function creditsOfFamily(tx: Tx, scope: FamilyScope): Promise<FamilyCredit[]> {
  const found: FamilyCredit[] = [];
  for (const { regieId, householdId, payerId } of await payersOf(tx, scope)) {
    for (const credit of await openCredits(tx, { regieId, householdIds: [householdId] })) {
      if (credit.payerId !== payerId) continue;
      const known = { creditId: credit.creditId, regieId, householdId, payerId };
      const [freeCents, receipts] = [await freeOf(tx, known), await refundableReceipts(tx, known)];
      const paid = receipts.reduce((total, receipt) => total + receipt.leftCents, 0);
      const refundableCents = Math.max(0, Math.min(freeCents, paid));
      found.push({ ...known, openedAt: credit.openedAt, freeCents, refundableCents });
    }
  }
  return found.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
}

/** The refunds of a family's own payers, the latest first. */
export async function refundsOfFamily(tx: Tx, scope: FamilyScope) {
  const own = await payersOf(tx, scope);
  if (own.length === 0) return [];
  return tx.refund.findMany({
    where: { OR: own },
    orderBy: { createdAt: "desc" },
    take: 100,
    omit: { createdById: true },
  });
}
