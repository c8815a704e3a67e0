/** A receipt taken back by name (domain rule 42): written down by mistake, until a slip, a lot or a remittance closed over it; or a cheque that bounced. */
import { record } from "@/lib/evidence/record";
import type { Receipt } from "@/lib/generated/prisma/client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockCredits, lockUses } from "@/lib/ledger/commands-credits";
import { lockInvoice, takeBackReceipt } from "@/lib/payment/commands-receipt";
import { creditLeft, refundedOf } from "@/lib/refund/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { holdTill } from "./commands";
import { inHandOf } from "./queries";
import { surplusOf } from "./queries-desk";
import { type ReceiptFacts, type ReversalRefusal, refuseReversal } from "./rules";
import type { Reversal } from "./schema";

export async function reverseByHand(
  context: Context,
  { receiptId, kind, motive }: Reversal,
): Promise<Outcome<{ receiptId: string; year: number; number: number }, ReversalRefusal>> {
  const { tx } = context;
  const known = await tx.receipt.findUnique({ where: { id: receiptId }, select: { regieId: true, invoiceId: true } });
  if (!known) throw new NotFound();
  await holdTill(context, known.regieId);
  await lockInvoice(tx, known.invoiceId);
  const receipt = await tx.receipt.findUniqueOrThrow({ where: { id: receiptId } });
  await lockUses(context, { regieId: receipt.regieId, creditId: receiptId });
  await lockCredits(context, [receipt.householdId]);
  const reason = refuseReversal(kind, await factsOf(context, receipt));
  if (reason) return refuse(context, receipt, reason);
  const { id, year, number } = await takeBackReceipt(context, receipt, motive);
  return done({ receiptId: id, year, number });
}

async function factsOf({ tx }: Context, receipt: Receipt): Promise<ReceiptFacts> {
  const { id, regieId, householdId, payerId, means, amountCents } = receipt;
  const [inHand, refunded, reversals, surplus] = await Promise.all([
    inHandOf(tx, regieId),
    refundedOf(tx, [id]),
    tx.receipt.count({ where: { correctsId: id } }),
    surplusOf(tx, id),
  ]);
  return {
    ...{ means, amountCents, isReversed: reversals > 0, isReversal: receipt.correctsId !== null },
    ...{ inLot: receipt.lotId !== null, isDeposited: receipt.depositId !== null },
    ...{ inHandCents: inHand[means] ?? 0, refundedCents: refunded.get(id) ?? 0 },
    surplusCents: surplus,
    surplusLeftCents: await creditLeft(tx, { creditId: id, regieId, householdId, payerId }),
  };
}

async function refuse(context: Context, receipt: Receipt, reason: ReversalRefusal) {
  await record(context, {
    type: "receipt.refused",
    subject: { kind: "household", id: receipt.householdId },
    object: { kind: "receipt", id: receipt.id },
    body: { reason, cents: -receipt.amountCents },
  });
  return refused(reason);
}
