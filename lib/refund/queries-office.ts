/** The worklist of refunds, with who asked and for which receipt; and what can be given back of one receipt. Payers and amounts, no child. */
import { record } from "@/lib/evidence/record";
import type { Refund } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { openCredits, overdrawnOf } from "@/lib/ledger/queries";
import { caseKeyOf } from "@/lib/payment/rules-case";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { freeOf, refundableReceipts } from "./queries";
import type { RefundTold } from "./rules";

/** What is open, oldest first; then what is done, latest first, at most 50. */
export async function refundsTold(tx: Tx, regieId: string, readerId: string) {
  const [open, past] = await Promise.all([
    tx.refund.findMany({
      where: { regieId, state: { in: ["requested", "ordered"] } },
      orderBy: { createdAt: "asc" },
      take: 200,
    }),
    tx.refund.findMany({
      where: { regieId, state: { in: ["paid", "refused", "failed"] } },
      orderBy: { closedAt: "desc" },
      take: 50,
    }),
  ]);
  const told = await tellAll(tx, [...open, ...past], readerId);
  return {
    toDecide: told.filter((one) => one.state === "requested"),
    toPay: told.filter((one) => one.state === "ordered"),
    past: told.filter((one) => one.state !== "requested" && one.state !== "ordered"),
  };
}

async function tellAll(tx: Tx, rows: readonly Refund[], readerId: string): Promise<RefundTold[]> {
  const [payers, receipts, accounts] = await Promise.all([
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
    tx.receipt.findMany({
      where: { id: { in: rows.map((row) => row.receiptId) } },
      select: { id: true, year: true, number: true },
    }),
    tx.account.findMany({
      where: { id: { in: rows.flatMap((row) => row.createdById ?? []) } },
      select: { id: true, role: true, firstName: true, lastName: true },
    }),
  ]);
  const payerOf = new Map(payers.map((payer) => [payer.id, payer.name]));
  const receiptOf = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  return rows.flatMap((row) => {
    const { id, state, year, number, amountCents, means, reason, reference, motive, paidOn, createdAt } = row;
    const [receipt, by] = [receiptOf.get(row.receiptId), accountOf.get(row.createdById ?? "")];
    if (!receipt) return [];
    return {
      ...{ id, state, year, number, amountCents, means, reason, reference, motive, receipt },
      ...{ paidOn: paidOn && fromColumn(paidOn), askedOn: parisOf(createdAt).day },
      payer: payerOf.get(row.payerId) ?? "",
      askedBy: by && by.role !== "parent" ? `${by.firstName} ${by.lastName}` : null,
      isOwn: row.createdById === readerId,
    };
  });
}

/** How many wait for a person of the office. */
export function openRefundCount(tx: Tx, regieId: string): Promise<number> {
  return tx.refund.count({ where: { regieId, state: { in: ["requested", "ordered"] } } });
}

/** A receipt that somebody wants given back: what is left of it, and the payer's credits. The look is in the family's journal. */
export async function refundAtDesk(context: Context, receiptId: string) {
  const { tx } = context;
  const receipt = await tx.receipt.findUnique({ where: { id: receiptId } });
  if (!receipt) return null;
  const { id, regieId, householdId, payerId, invoiceId, year, number, means, amountCents } = receipt;
  const open = await openCredits(tx, { regieId, householdIds: [householdId] });
  const own = open.filter((credit) => credit.payerId === payerId);
  const credits: { creditId: string; freeCents: Cents; openedOn: CivilDate }[] = [];
  let leftCents = 0;
  for (const { creditId, openedAt } of own) {
    const known = { creditId, regieId, householdId, payerId };
    const [freeCents, receipts] = [await freeOf(tx, known), await refundableReceipts(tx, known)];
    leftCents = receipts.find((one) => one.id === id)?.leftCents ?? 0;
    if (freeCents > 0) credits.push({ creditId, freeCents, openedOn: parisOf(openedAt).day });
  }
  await record(context, {
    type: "invoice.consulted",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: { purpose: "counter", invoiceId },
  });
  return { receipt: { id, year, number, means, amountCents, invoiceId }, leftCents, credits };
}

/** Refunds out of the money of an invoice that the family still has to give back, with what the books say is missing. */
export async function recoveriesOf(tx: Tx, invoiceId: string): Promise<{ caseId: string; amountCents: Cents }[]> {
  const kind = "refund-to-recover";
  const rows = await tx.moneyCase.findMany({ where: { kind, invoiceId, state: "open" }, orderBy: { openedAt: "asc" } });
  return Promise.all(
    rows.map(async ({ id, sourceKey }) => {
      const creditId = sourceKey.slice(caseKeyOf(kind, "").length);
      return { caseId: id, amountCents: await overdrawnOf(tx, creditId) };
    }),
  );
}
