/** Ordering or refusing a refund. Ordered by another person than the one who asked: it gets its number, and leaves the family's credit. */
import { record } from "@/lib/evidence/record";
import { allot } from "@/lib/invoice/commands-issue";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { refundFailedLines, refundOrderedLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { creditOf, endRecovery, factsOf, holdRefund, isTakenBack, refuseStep, tellPayer } from "./commands-hold";
import { creditLeft } from "./queries";
import { afterStep, type OrderRefusal, refuseOrder } from "./rules";
import type { RefundEnd, RefundOrder } from "./schema";

export async function orderRefund(
  context: Context,
  { refundId }: RefundOrder,
): Promise<Outcome<{ refundId: string; year: number; number: number }, OrderRefusal>> {
  const { tx, now, today, actor } = context;
  const refund = await holdRefund(context, refundId);
  const receipt = await tx.receipt.findUniqueOrThrow({ where: { id: refund.receiptId }, select: { invoiceId: true } });
  const reason = refuseOrder(
    { ...refund, requestedById: refund.createdById },
    {
      actorId: actor?.accountId ?? null,
      creditCents: await creditLeft(tx, refund),
      isReversed: await isTakenBack(context, refund),
    },
  );
  if (reason) return refuseStep(context, refund, { asked: "order", reason });
  const { regieId, amountCents } = refund;
  const year = Number(today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "refund", year, count: 1 });
  await tx.refund.update({ where: { id: refundId }, data: { state: "ordered", year, number, orderedAt: now } });
  const lines = refundOrderedLines(creditOf(refund), amountCents);
  await post(context, [{ regieId, kind: "refund.ordered", sourceId: refundId, day: today, lines }]);
  await record(context, {
    type: "refund.ordered",
    subject: { kind: "household", id: refund.householdId },
    object: { kind: "refund", id: refundId },
    body: { ...factsOf({ ...refund, year, number }), invoiceId: receipt.invoiceId },
  });
  await tellPayer(context, refund, { name: "refundOrdered", year, number });
  return done({ refundId, year, number });
}

/** Refused with its motive. Once ordered, it is called off: the family has its credit again. */
export async function refuseRefund(
  context: Context,
  { refundId, motive }: RefundEnd,
): Promise<Outcome<{ refundId: string }, "not-open">> {
  const { tx, now, today } = context;
  const refund = await holdRefund(context, refundId);
  if (afterStep(refund.state, "refuse") === null) {
    return refuseStep(context, refund, { asked: "refuse", reason: "not-open" });
  }
  await tx.refund.update({ where: { id: refundId }, data: { state: "refused", motive, closedAt: now } });
  if (refund.state === "ordered") {
    const lines = refundFailedLines(creditOf(refund), refund.amountCents);
    await post(context, [{ regieId: refund.regieId, kind: "refund.failed", sourceId: refundId, day: today, lines }]);
  }
  const receipt = await tx.receipt.findUniqueOrThrow({ where: { id: refund.receiptId }, select: { invoiceId: true } });
  await record(context, {
    type: "refund.refused",
    subject: { kind: "household", id: refund.householdId },
    object: { kind: "refund", id: refundId },
    body: { ...factsOf(refund), invoiceId: receipt.invoiceId, before: refund.state, motive },
  });
  await tellPayer(context, refund, { name: "refundRefused", motive });
  await endRecovery(context, creditOf(refund).creditId);
  return done({ refundId });
}
