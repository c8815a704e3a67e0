/** Money that is in: a numbered receipt, its entry in the books, its event and the mail to the payer, all in one transaction (CGCT R.1617-16). */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt, Receipt } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { giveBackUses, lockCredits, lockUses } from "@/lib/ledger/commands-credits";
import { openCredits, paidOf } from "@/lib/ledger/queries";
import { type LedgerLine, type Means, overpaymentLines, paymentLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { openCase, settleCase } from "./commands-case";
import { type PayableInvoice, payableOf } from "./queries";
import { mailsOf, type News } from "./queries-mail";
import { type Booked, takenBack } from "./rules-booking";
import { BESIDE_CASES, caseKeyOf, creditKinds } from "./rules-case";

/** Whoever pays, settles or receives money for an invoice holds this lock, so that what is due is read once at a time. */
export async function lockInvoice(tx: Context["tx"], invoiceId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM invoice WHERE id = ${invoiceId} FOR UPDATE`;
}

export type Payment = {
  invoice: PayableInvoice;
  means: Means;
  amountCents: Cents;
  /** The part of the amount that pays nothing owed: it becomes the payer's credit, known by the receipt's id. */
  surplusCents?: Cents;
  /** The surplus fills this credit, which is below zero, and not one of its own. */
  creditId?: string;
  receivedOn: CivilDate;
  attemptId?: string;
  /** Who paid online: the mail goes to that account, else to the household. */
  accountId?: string | null;
  cheque?: { number: string; issuer: string };
  /** What a transfer or a voucher is known by. */
  reference?: string;
  /** What the family is told; not given: that the money is in. */
  news?: News["name"];
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
    name: payment.news ?? "paymentReceived",
    invoice,
    accountId,
    amountCents,
    receipt: told,
  })) {
    await sendLater(context, mail);
  }
  return { id, year, number };
}

/** As `recordReceipt`, for money that no attempt brought: what paid nothing owed is told as such and waits for a person, as it does after one. */
export async function recordBooked(
  context: Context,
  { beside, ...payment }: Payment & Pick<Booked, "beside" | "surplusCents">,
): Promise<RecordedReceipt> {
  const found = beside && BESIDE_CASES[beside];
  const receipt = await recordReceipt(context, { ...payment, ...(found && { news: found.news }) });
  if (!found) return receipt;
  const { id: invoiceId, regieId } = payment.invoice;
  const { kind } = found;
  const about = { kind, sourceKey: caseKeyOf(kind, receipt.id), regieId, invoiceId };
  await openCase(context, { ...about, amountCents: payment.surplusCents });
  return receipt;
}

/** The bank took back the money that such a case is about; `id` is the attempt's, or the receipt's where none brought it. */
export async function settleBounced(context: Context, id: string, reason: string): Promise<void> {
  for (const kind of creditKinds) {
    await settleCase(context, { sourceKey: caseKeyOf(kind, id), resolution: "bounced", reason });
  }
}

/** What is owed goes down, and what is too much becomes a credit. */
function linesOf(
  { invoice, means, amountCents, creditId, surplusCents = 0 }: Payment,
  receiptId: string,
): LedgerLine[] {
  const { id: invoiceId, householdId, payerId } = invoice;
  const paid = amountCents - surplusCents;
  const credit = { creditId: creditId ?? receiptId, householdId, payerId };
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
 * The same receipt below zero, under a number of its own, and its entry in the books turned round.
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
  const { lines, creditId, recoverCents } = await linesBack(context, taken);
  await post(context, [{ regieId, kind: "payment.taken-back", sourceId: id, day: today, lines }]);
  await record(context, {
    type: "receipt.reversed",
    subject: { kind: "household", id: householdId },
    object: { kind: "receipt", id },
    body: { year, number, means, cents: amountCents, day: today, invoiceId, correctsId: taken.id, motive },
  });
  if (recoverCents > 0) await askBack(context, { regieId, invoiceId, creditId, amountCents: recoverCents });
  return { id, year, number };
}

type ToRecover = { regieId: string; invoiceId: string; creditId: string; amountCents: Cents };

/** A person of the régie looks after the refund that the family has to give back, and its payer is told: no bill says it. */
async function askBack(context: Context, { creditId, ...about }: ToRecover): Promise<void> {
  const kind = "refund-to-recover";
  await openCase(context, { kind, sourceKey: caseKeyOf(kind, creditId), ...about, mayReopen: true });
  const invoice = await payableOf(context.tx, about.invoiceId, null);
  if (!invoice) return;
  const news = { name: "refundToRecover", invoice, accountId: null, amountCents: about.amountCents } as const;
  for (const mail of await mailsOf(context, news)) await sendLater(context, mail);
}

type TurnedRound = { lines: LedgerLine[]; creditId: string; recoverCents: Cents };

/**
 * The entry of a receipt turned round. The invoices that its surplus had paid owe their own part again; what was given back to the family of the
 * credit is owed on the receipt's invoice as far as that was paid, and for the rest the credit is below zero.
 */
async function linesBack(context: Context, taken: Receipt): Promise<TurnedRound> {
  const { tx } = context;
  const { id, regieId, invoiceId, householdId, payerId, means } = taken;
  const surplus = await tx.ledgerLine.findFirst({
    where: { account: "credit", entry: { kind: "payment.received", sourceId: id } },
    select: { amountCents: true, creditId: true },
  });
  const surplusCents = -(surplus?.amountCents ?? 0);
  const creditId = surplus?.creditId ?? id;
  if (surplusCents > 0) {
    await lockUses(context, { regieId, creditId });
    await lockCredits(context, [householdId]);
    await giveBackUses(context, { regieId, creditId });
  }
  const credits = surplusCents > 0 ? await openCredits(tx, { regieId, householdIds: [householdId] }) : [];
  const creditLeftCents = credits.find((credit) => credit.creditId === creditId)?.leftCents ?? 0;
  const payCents = taken.amountCents - surplusCents;
  // What filled an overdrawn credit leaves it overdrawn again: no invoice had a part in it.
  const paidCents = creditId === id ? await paidOf(tx, invoiceId) : payCents;
  const facts = { payCents, surplusCents, creditLeftCents, paidCents };
  const { creditCents, owedCents, recoverCents } = takenBack(facts);
  const lines = [
    ...(owedCents === 0 ? [] : paymentLines({ invoiceId, householdId, payerId }, means, -owedCents)),
    ...(creditCents === 0 ? [] : overpaymentLines({ creditId, householdId, payerId }, means, -creditCents)),
  ];
  return { lines, creditId, recoverCents };
}
