/** A refund's end: the money went back on a day, under a reference; or the bank sent it back, and the family has its credit again. */
import { record } from "@/lib/evidence/record";
import { fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { totalsByAccount } from "@/lib/ledger/queries";
import { refundFailedLines, refundPaidLines } from "@/lib/ledger/rules";
import { openCase, settleCase } from "@/lib/payment/commands-case";
import { caseKeyOf, creditKinds, type Resolution } from "@/lib/payment/rules-case";
import type { Context } from "@/lib/server/context";
import { creditOf, endRecovery, factsOf, holdRefund, isTakenBack, refuseStep, tellPayer } from "./commands-hold";
import { afterStep, type PayRefusal, refusePayment } from "./rules";
import type { RefundEnd, RefundPaid } from "./schema";

export async function payRefund(
  context: Context,
  { refundId, paidOn, reference }: RefundPaid,
): Promise<Outcome<{ refundId: string }, PayRefusal>> {
  const { tx, now, today } = context;
  const refund = await holdRefund(context, refundId);
  const { regieId, means, amountCents, orderedAt } = refund;
  const books = await totalsByAccount(tx, regieId);
  const orderedOn = orderedAt ? parisOf(orderedAt).day : today;
  const facts = { today, orderedOn, cashCents: books.cash ?? 0, isReversed: await isTakenBack(context, refund) };
  const reason = refusePayment({ ...refund, paidOn }, facts);
  if (reason) return refuseStep(context, refund, { asked: "pay", reason });
  await tx.refund.update({
    where: { id: refundId },
    data: { state: "paid", reference, paidOn: toColumn(paidOn), closedAt: now },
  });
  const lines = refundPaidLines(creditOf(refund), means, amountCents);
  await post(context, [{ regieId, kind: "refund.paid", sourceId: refundId, day: paidOn, lines }]);
  const receipt = await tx.receipt.findUniqueOrThrow({
    where: { id: refund.receiptId },
    select: { id: true, invoiceId: true, attemptId: true },
  });
  await record(context, {
    type: "refund.paid",
    subject: { kind: "household", id: refund.householdId },
    object: { kind: "refund", id: refundId },
    body: { ...factsOf(refund), invoiceId: receipt.invoiceId, day: paidOn, bank: reference },
  });
  await tellPayer(context, refund, { name: "refundPaid", paidOn, reference });
  await settleCaseOf(context, { ...receipt, reference });
  return done({ refundId });
}

/** A payment too many waits for a person until all of it has gone back. */
async function settleCaseOf(context: Context, paid: Paid & { reference: string }) {
  const known = await caseOf(context, paid, { state: "open" });
  if (!known || (await paidBackOf(context, paid.id)) < known.amountCents) return;
  await settleCase(context, { sourceKey: known.sourceKey, resolution: "refunded", reason: paid.reference });
}

/** The money is the family's credit again: what it is about waits for a person as before. */
async function reopenCaseOf(context: Context, paid: Paid & { regieId: string }) {
  const known = await caseOf(context, paid, { state: "closed", resolution: "refunded" });
  if (!known || (await paidBackOf(context, paid.id)) >= known.amountCents) return;
  const { sourceKey, amountCents } = known;
  const kind = known.kind as (typeof creditKinds)[number];
  await openCase(context, { kind, sourceKey, regieId: paid.regieId, amountCents, mayReopen: true });
}

type Paid = { id: string; attemptId: string | null };

/** By its attempt, or by the receipt where no attempt brought the money. */
function caseOf(
  { tx }: Context,
  { id, attemptId }: Paid,
  standing: { state: "open" | "closed"; resolution?: Resolution },
) {
  const sourceKeys = creditKinds.map((kind) => caseKeyOf(kind, attemptId ?? id));
  return tx.moneyCase.findFirst({
    where: { sourceKey: { in: sourceKeys }, ...standing },
    select: { kind: true, sourceKey: true, amountCents: true },
  });
}

async function paidBackOf({ tx }: Context, receiptId: string): Promise<Cents> {
  const rows = await tx.refund.findMany({ where: { receiptId, state: "paid" }, select: { amountCents: true } });
  return sum(rows.map((row) => row.amountCents));
}

/** From ordered: it never left. From paid: it left and came back, so the means has it again too. */
export async function failRefund(
  context: Context,
  { refundId, motive }: RefundEnd,
): Promise<Outcome<{ refundId: string }, "not-open">> {
  const { tx, now, today } = context;
  const refund = await holdRefund(context, refundId);
  if (afterStep(refund.state, "fail") === null) {
    return refuseStep(context, refund, { asked: "fail", reason: "not-open" });
  }
  const { regieId, means, amountCents, paidOn } = refund;
  const credit = creditOf(refund);
  const lines = [
    ...(refund.state === "paid" ? refundPaidLines(credit, means, -amountCents) : []),
    ...refundFailedLines(credit, amountCents),
  ];
  await tx.refund.update({ where: { id: refundId }, data: { state: "failed", motive, closedAt: now } });
  await post(context, [{ regieId, kind: "refund.failed", sourceId: refundId, day: today, lines }]);
  const receipt = await tx.receipt.findUniqueOrThrow({
    where: { id: refund.receiptId },
    select: { id: true, invoiceId: true, attemptId: true },
  });
  await record(context, {
    type: "refund.failed",
    subject: { kind: "household", id: refund.householdId },
    object: { kind: "refund", id: refundId },
    body: {
      ...{ ...factsOf(refund), invoiceId: receipt.invoiceId, before: refund.state, motive },
      paidOn: paidOn && fromColumn(paidOn),
    },
  });
  await tellPayer(context, refund, { name: "refundFailed", motive });
  if (refund.state === "paid") await reopenCaseOf(context, { ...receipt, regieId });
  await endRecovery(context, credit.creditId);
  return done({ refundId });
}
