/** Money that is in: a numbered receipt, its entry in the books, its event and the mail to the payer, all in one transaction (CGCT R.1617-16). */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt, Receipt } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { type LedgerLine, type Means, overpaymentLines, paymentLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import type { PayableInvoice } from "./queries";
import { mailsOf } from "./queries-mail";

export type Payment = {
  invoice: PayableInvoice;
  means: Means;
  amountCents: Cents;
  /** The part of the amount that pays nothing owed: it becomes the payer's credit, known by the receipt's id. */
  surplusCents?: Cents;
  receivedOn: CivilDate;
  attemptId?: string;
  /** Who paid online: the mail goes to that account, else to the household. */
  accountId?: string | null;
  cheque?: { number: string; issuer: string };
  /** What a transfer or a voucher is known by. */
  reference?: string;
};

export type RecordedReceipt = { id: string; year: number; number: number };

/** The caller holds the invoice's lock and has checked the amount against what is due. */
export async function recordReceipt(context: Context, payment: Payment): Promise<RecordedReceipt> {
  const { invoice, means, amountCents, receivedOn, cheque } = payment;
  const year = Number(context.today.slice(0, 4));
  const { regieId, householdId, payerId } = invoice;
  const number = await allot(context, { regieId, kind: "receipt", year, count: 1 });
  const id = newId();
  await context.tx.receipt.create({
    data: {
      ...{ id, regieId, year, number, householdId, payerId, means, amountCents },
      invoiceId: invoice.id,
      attemptId: payment.attemptId ?? null,
      receivedOn: toColumn(receivedOn),
      recordedAt: context.now,
      recordedById: context.actor?.accountId ?? null,
      ...(cheque && { chequeNumber: cheque.number, chequeIssuer: cheque.issuer }),
      reference: payment.reference ?? null,
    },
  });
  const lines = linesOf(payment, id);
  await post(context, [{ regieId, kind: "payment.received", sourceId: id, day: receivedOn, lines }]);
  await record(context, {
    type: "receipt.recorded",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: {
      ...{ year, number, means, cents: amountCents, day: receivedOn },
      ...{ invoiceId: invoice.id, invoiceYear: invoice.year, invoiceNumber: invoice.number, month: invoice.month },
      attemptId: payment.attemptId ?? null,
      ...(payment.surplusCents ? { creditCents: payment.surplusCents } : {}),
    },
  });
  const told = { year, number, means, day: receivedOn };
  const accountId = payment.accountId ?? null;
  for (const mail of await mailsOf(context, {
    name: "paymentReceived",
    invoice,
    accountId,
    amountCents,
    receipt: told,
  })) {
    await sendLater(context, mail);
  }
  return { id, year, number };
}

/** What is owed goes down, and what is too much becomes a credit. */
function linesOf({ invoice, means, amountCents, surplusCents = 0 }: Payment, receiptId: string): LedgerLine[] {
  const { id: invoiceId, householdId, payerId } = invoice;
  const paid = amountCents - surplusCents;
  const credit = { creditId: receiptId, householdId, payerId };
  return [
    ...(paid === 0 ? [] : paymentLines({ invoiceId, householdId, payerId }, means, paid)),
    ...(surplusCents === 0 ? [] : overpaymentLines(credit, means, surplusCents)),
  ];
}

/** A direct debit bounced after it was booked: the family owes again. */
export async function reverseReceipt(context: Context, attempt: PaymentAttempt): Promise<void> {
  const taken = await context.tx.receipt.findUniqueOrThrow({ where: { attemptId: attempt.id } });
  await takeBackReceipt(context, taken, null);
}

/**
 * The same receipt below zero, under a number of its own, and its entry in the books turned round, line by line.
 * The caller holds the invoice's lock; a receipt is taken back once at most (unique key on `correctsId`).
 */
export async function takeBackReceipt(
  context: Context,
  taken: Receipt,
  motive: string | null,
): Promise<RecordedReceipt> {
  const { tx, today, now, actor } = context;
  const { regieId, invoiceId, householdId, payerId, means } = taken;
  const amountCents = -taken.amountCents;
  const year = Number(today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "receipt", year, count: 1 });
  const id = newId();
  await tx.receipt.create({
    data: {
      ...{ id, regieId, year, number, invoiceId, householdId, payerId, means, amountCents, correctsId: taken.id },
      ...{ receivedOn: toColumn(today), recordedAt: now, recordedById: actor?.accountId ?? null },
    },
  });
  const lines = await turnedRound(context, taken.id);
  await post(context, [{ regieId, kind: "payment.taken-back", sourceId: id, day: today, lines }]);
  await record(context, {
    type: "receipt.reversed",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: { year, number, means, cents: amountCents, day: today, invoiceId, correctsId: taken.id, motive },
  });
  return { id, year, number };
}

async function turnedRound({ tx }: Context, receiptId: string): Promise<LedgerLine[]> {
  const { lines } = await tx.ledgerEntry.findUniqueOrThrow({
    where: { kind_sourceId: { kind: "payment.received", sourceId: receiptId } },
    select: { lines: { orderBy: { position: "asc" } } },
  });
  return lines.map(({ account, amountCents, householdId, payerId, invoiceId, creditId }) => ({
    account: account as LedgerLine["account"],
    amountCents: -amountCents,
    ...(householdId && { householdId }),
    ...(payerId && { payerId }),
    ...(invoiceId && { invoiceId }),
    ...(creditId && { creditId }),
  }));
}
