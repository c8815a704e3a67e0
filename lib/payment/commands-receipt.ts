/** Money that is in: a numbered receipt, its entry in the books, its event and the mail to the payer, all in one transaction (CGCT R.1617-16). */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { type Means, paymentLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import type { PayableInvoice } from "./queries";
import { mailsOf } from "./queries-mail";

export type Payment = {
  invoice: PayableInvoice;
  means: Means;
  amountCents: Cents;
  receivedOn: CivilDate;
  attemptId?: string;
  /** Who paid online: the mail goes to that account, else to the household. */
  accountId?: string | null;
  cheque?: { number: string; issuer: string };
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
    },
  });
  const lines = paymentLines({ invoiceId: invoice.id, householdId, payerId }, means, amountCents);
  await post(context, [{ regieId, kind: "payment.received", sourceId: id, day: receivedOn, lines }]);
  await record(context, {
    type: "receipt.recorded",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: {
      ...{ year, number, means, cents: amountCents, day: receivedOn },
      ...{ invoiceId: invoice.id, invoiceYear: invoice.year, invoiceNumber: invoice.number, month: invoice.month },
      attemptId: payment.attemptId ?? null,
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

/** A direct debit bounced after it was booked: the same receipt below zero, under a number of its own, and the family owes again. */
export async function reverseReceipt(context: Context, attempt: PaymentAttempt): Promise<void> {
  const taken = await context.tx.receipt.findUniqueOrThrow({ where: { attemptId: attempt.id } });
  const { regieId, invoiceId, householdId, payerId, means } = taken;
  const amountCents = -taken.amountCents;
  const year = Number(context.today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "receipt", year, count: 1 });
  const id = newId();
  await context.tx.receipt.create({
    data: {
      ...{ id, regieId, year, number, invoiceId, householdId, payerId, means, amountCents, correctsId: taken.id },
      ...{ receivedOn: toColumn(context.today), recordedAt: context.now },
    },
  });
  const lines = paymentLines({ invoiceId, householdId, payerId }, means, amountCents);
  await post(context, [{ regieId, kind: "payment.taken-back", sourceId: id, day: context.today, lines }]);
  await record(context, {
    type: "receipt.recorded",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: { year, number, means, cents: amountCents, day: context.today, invoiceId, correctsId: taken.id },
  });
}
