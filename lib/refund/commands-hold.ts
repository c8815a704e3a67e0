/** How a refund is held, told of and refused: régie, household, refund, in this order, so that no two steps see the same money. */
import { record } from "@/lib/evidence/record";
import type { Refund } from "@/lib/generated/prisma/client";
import { type Refused, refused } from "@/lib/kernel/outcome";
import { lockCredits } from "@/lib/ledger/commands-credits";
import { overdrawnOf } from "@/lib/ledger/queries";
import { resizeCase, settleCase } from "@/lib/payment/commands-case";
import { caseKeyOf } from "@/lib/payment/rules-case";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { type RefundNews, refundMails } from "./queries-mail";

export async function holdRefund(context: Context, refundId: string): Promise<Refund & { creditId: string }> {
  const { tx } = context;
  const known = await tx.refund.findUnique({ where: { id: refundId }, select: { regieId: true, householdId: true } });
  if (!known) throw new NotFound();
  await tx.$queryRaw`SELECT id FROM regie WHERE id = ${known.regieId} FOR UPDATE`;
  await lockCredits(context, [known.householdId]);
  await tx.$queryRaw`SELECT id FROM refund WHERE id = ${refundId} FOR UPDATE`;
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.creditId === null) throw new Error(`Refund ${refundId} comes out of no credit`);
  return { ...refund, creditId: refund.creditId };
}

/** Whether the receipt that it gives back was itself taken back: a cheque that bounced, a debit sent back. */
export async function isTakenBack({ tx }: Context, { receiptId }: Refund): Promise<boolean> {
  return (await tx.receipt.count({ where: { correctsId: receiptId } })) > 0;
}

/** What each event of a refund says, so that the family reads what became of which invoice's money. */
export function factsOf(refund: Refund): Record<string, string | number | null> {
  const { regieId, year, number, means, receiptId, creditId, payerId } = refund;
  return { regieId, year, number, means, cents: refund.amountCents, receiptId, creditId, payerId };
}

export async function tellPayer(context: Context, refund: Refund, news: RefundNews): Promise<void> {
  for (const mail of await refundMails(context, refund, news)) await sendLater(context, mail);
}

export function creditOf({ creditId, householdId, payerId }: Refund & { creditId: string }) {
  return { creditId, householdId, payerId };
}

/** A step that could not be taken: traced inside the office, since nothing changed for the family. */
export async function refuseStep<Reason extends string>(
  context: Context,
  refund: { id: string; householdId: string },
  { asked, reason, facts }: { asked: string; reason: Reason; facts?: Record<string, number> },
): Promise<Refused<Reason>> {
  await record(context, {
    type: "till.refused",
    subject: { kind: "household", id: refund.householdId },
    object: { kind: "refund", id: refund.id },
    body: { asked, reason },
  });
  return refused(reason, facts);
}

/** The refund that the family was to give back came back by itself; where others did not, their case waits for what is left. */
export async function endRecovery(context: Context, creditId: string): Promise<void> {
  const amountCents = await overdrawnOf(context.tx, creditId);
  const sourceKey = caseKeyOf("refund-to-recover", creditId);
  if (amountCents > 0) return resizeCase(context, { sourceKey, amountCents });
  await settleCase(context, { sourceKey, resolution: "bounced", reason: "refund.failed" });
}
