/**
 * What becomes of a file of direct debits: its bytes handed over, each debit collected or sent back by the bank, before or after it was paid
 * (domain rules 39, 41). Asked twice, the same answer changes nothing. The statement's import speaks in references, the desk in ids.
 */
import { record } from "@/lib/evidence/record";
import type { DebitBatch, DebitItem } from "@/lib/generated/prisma/client";
import { wordAmount } from "@/lib/i18n/amounts";
import { catalogues } from "@/lib/i18n/messages";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockInvoice, recordBooked, settleBounced, takeBackReceipt } from "@/lib/payment/commands-receipt";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { bookingOf } from "@/lib/payment/rules-booking";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { rejectionRule } from "./queries";
import { debitMails } from "./queries-mail";
import { batchFileName, rejectionCode } from "./rules-batch";

export type Delivery = { fileName: string; bytes: Uint8Array; sha256: string; isCopy: boolean };

/** Hands the bytes over. The first time they are the original; each further time is a copy, by its name and in the journal. */
export async function deliverBatch(context: Context, batchId: string): Promise<Delivery | null> {
  const { tx } = context;
  const batch = await tx.debitBatch.findUnique({ where: { id: batchId } });
  if (!batch) return null;
  const { year, number, sha256, bytes } = batch;
  const [regie] = await tx.$queryRaw<{ code: string }[]>`SELECT code FROM regie WHERE id = ${batch.regieId} FOR UPDATE`;
  const object = `debit-batch/${batchId}`;
  const isCopy = (await tx.auditEvent.count({ where: { object, type: "debit.batch-delivered" } })) > 0;
  await record(context, {
    type: isCopy ? "debit.batch-copied" : "debit.batch-delivered",
    subject: null,
    object: { kind: "debit-batch", id: batchId },
    body: { year, number, sha256 },
  });
  return { fileName: batchFileName({ year, number, regieCode: regie?.code ?? "" }, isCopy), bytes, sha256, isCopy };
}

/** A debit by its id, or by the reference that the bank sends back. */
export type ItemName = { itemId: string } | { endToEndId: string };
type Held = { item: DebitItem & { batch: Pick<DebitBatch, "collectOn"> }; invoice: PayableInvoice };

/** Holds the invoice, then reads the debit as it now stands. */
async function hold({ tx }: Context, name: ItemName): Promise<Held | null> {
  const where = "itemId" in name ? { id: name.itemId } : { endToEndId: name.endToEndId };
  const known = await tx.debitItem.findUnique({ where, select: { id: true, invoiceId: true } });
  if (!known) return null;
  await lockInvoice(tx, known.invoiceId);
  const item = await tx.debitItem.findUniqueOrThrow({
    where: { id: known.id },
    include: { batch: { select: { collectOn: true } } },
  });
  const invoice = await payableOf(tx, known.invoiceId, null);
  if (!invoice) throw new Error(`The debit ${item.endToEndId} is for no issued invoice`);
  return { item, invoice };
}

export type CollectRefusal = "unknown" | "rejected" | "before-day" | "future";

/**
 * The money is on the account: a numbered receipt, means "sepa". What was paid by another way meanwhile makes the rest the payer's credit.
 * `isNew` is false when it was collected before.
 */
export async function collectItem(
  context: Context,
  wish: ItemName & { receivedOn: CivilDate },
): Promise<Outcome<{ receiptId: string; isNew: boolean }, CollectRefusal>> {
  const held = await hold(context, wish);
  if (!held) return refuseOutcome(context, nameOf(wish), "unknown");
  const { item, invoice } = held;
  if (item.state === "rejected") return refuseOutcome(context, item.endToEndId, "rejected");
  if (item.state === "collected" && item.receiptId) return done({ receiptId: item.receiptId, isNew: false });
  if (wish.receivedOn > context.today) return refuseOutcome(context, item.endToEndId, "future");
  if (wish.receivedOn < fromColumn(item.batch.collectOn)) return refuseOutcome(context, item.endToEndId, "before-day");
  const { amountCents } = item;
  const { dueCents, claimCents } = invoice;
  const { surplusCents, beside } = bookingOf({ amountCents, dueCents, claimCents });
  const receipt = await recordBooked(context, {
    ...{ invoice, means: "sepa", amountCents, surplusCents, beside, receivedOn: wish.receivedOn },
    reference: item.endToEndId,
  });
  await context.tx.debitItem.update({
    where: { id: item.id },
    data: { state: "collected", receiptId: receipt.id, closedAt: context.now },
  });
  await record(context, {
    type: "debit.collected",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "debit", id: item.id },
    body: { ...factsOf(held), day: wish.receivedOn, receiptId: receipt.id },
  });
  return done({ receiptId: receipt.id, isNew: true });
}

const nameOf = (name: ItemName) => ("itemId" in name ? name.itemId : name.endToEndId);

function factsOf({ item, invoice }: Held) {
  return {
    ...{ endToEndId: item.endToEndId, cents: item.amountCents, batchId: item.batchId, mandateId: item.mandateId },
    ...{ invoiceId: invoice.id, invoiceYear: invoice.year, invoiceNumber: invoice.number, month: invoice.month },
  };
}

async function refuseOutcome<Reason extends string>(context: Context, endToEndId: string, reason: Reason) {
  await record(context, {
    type: "debit.refused",
    subject: null,
    object: { kind: "debit", id: endToEndId },
    body: { endToEndId, reason },
  });
  return refused(reason);
}

/** The régisseur confirms that the bank paid the whole file: all that is still at the bank is collected, the rest stays as it is. */
export async function collectBatch(
  context: Context,
  { batchId, receivedOn }: { batchId: string; receivedOn: CivilDate },
): Promise<Outcome<{ collected: number }, CollectRefusal>> {
  const batch = await context.tx.debitBatch.findUnique({ where: { id: batchId }, select: { id: true } });
  if (!batch) throw new NotFound();
  const items = await context.tx.debitItem.findMany({
    where: { batchId, state: "sent" },
    orderBy: { invoiceId: "asc" },
    select: { id: true },
  });
  let collected = 0;
  for (const { id } of items) {
    const outcome = await collectItem(context, { itemId: id, receivedOn });
    if (outcome.ok) collected += 1;
    else if (outcome.reason !== "rejected") return outcome;
  }
  return done({ collected });
}

/**
 * The bank sent a debit back, before it was paid or after. Paid already, the receipt is taken back and the family owes again.
 * The commune's rules may end direct debit after so many: the mandate is then suspended until another one is signed.
 */
export async function rejectItem(
  context: Context,
  wish: ItemName & { reason: string },
): Promise<Outcome<{ isNew: boolean; suspends: boolean }, "unknown">> {
  const held = await hold(context, wish);
  if (!held) return refuseOutcome(context, nameOf(wish), "unknown");
  const { tx, now, today } = context;
  const { item, invoice } = held;
  if (item.state === "rejected") return done({ isNew: false, suspends: false });
  const reason = wish.reason.trim().slice(0, 140);
  const reversalId = item.receiptId ? await takeBack(context, item.receiptId, reason) : null;
  await tx.debitItem.update({ where: { id: item.id }, data: { state: "rejected", reason, closedAt: now } });
  const { rejections } = await tx.sepaMandate.update({
    where: { id: item.mandateId },
    data: { rejections: { increment: 1 } },
    select: { rejections: true },
  });
  const suspends = (await rejectionRule(tx, today))(rejections);
  await record(context, {
    type: "debit.rejected",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "debit", id: item.id },
    body: { ...factsOf(held), bankReason: reason, reversalId, rejections, suspends },
  });
  await tellRejected(context, held, { reason, suspends });
  return done({ isNew: true, suspends });
}

async function takeBack(context: Context, receiptId: string, reason: string): Promise<string> {
  const receipt = await context.tx.receipt.findUniqueOrThrow({ where: { id: receiptId } });
  const back = await takeBackReceipt(context, receipt, reason);
  await settleBounced(context, receiptId, "debit.rejected");
  return back.id;
}

async function tellRejected(context: Context, { item, invoice }: Held, said: { reason: string; suspends: boolean }) {
  const { tx }: { tx: Tx } = context;
  const mails = await debitMails(tx, {
    ...{ payerId: invoice.payerId, householdId: invoice.householdId, name: "debitRejected" },
    path: `/factures/${invoice.id}`,
    values: (locale) => {
      const words = catalogues[locale].debit;
      return {
        ...{ invoice: writtenNumber(invoice), amount: wordAmount(locale, item.amountCents) },
        why: words.rejections[rejectionCode(said.reason)],
        next: said.suspends ? words.next.suspended : words.next.pay,
      };
    },
  });
  for (const mail of mails) await sendLater(context, mail);
}
