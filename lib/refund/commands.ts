/** Asking for a refund: the family out of its own credit, or somebody at the desk. Nothing moves in the books before it is ordered, but the credit is kept for it. */
import type { FamilyScope } from "@/lib/access/gate";
import { recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { lockCredits } from "@/lib/ledger/commands-credits";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { refuseStep } from "./commands-hold";
import { type CreditAtHand, creditAt, freeOf, isOwnCredit, refundableReceipts } from "./queries";
import { planRefund, type RefundPart, type RequestRefusal } from "./rules";
import type { RefundRequest } from "./schema";

/**
 * One refund for each receipt that goes back. `scope` is the family's, or null at the desk.
 * Throws NotFound for a credit that is not there, or not this family's.
 */
export async function requestRefund(
  context: Context,
  wish: RefundRequest,
  scope: FamilyScope | null,
): Promise<Outcome<{ refundIds: string[] }, RequestRefusal>> {
  const { tx } = context;
  const credit = await creditAt(tx, wish.creditId);
  if (!credit || (scope && !(await isOwnCredit(tx, scope, credit)))) throw new NotFound();
  await lockCredits(context, [credit.householdId]);
  const facts = { creditCents: await freeOf(tx, credit), receipts: await refundableReceipts(tx, credit) };
  const plan = planRefund({ amountCents: wish.amount, receiptId: wish.receiptId }, facts);
  if (!plan.ok) {
    const { reason, mostCents } = plan;
    const object = { id: credit.creditId, householdId: credit.householdId };
    return refuseStep(context, object, { asked: "request", reason, facts: { most: mostCents } });
  }
  return done({ refundIds: await writeDown(context, { credit, parts: plan.parts, reason: wish.reason }) });
}

type Asked = { credit: Omit<CreditAtHand, "freeCents">; parts: readonly RefundPart[]; reason: string };

async function writeDown(context: Context, { credit, parts, reason }: Asked): Promise<string[]> {
  const { tx, now, actor } = context;
  const rows = parts.map((part) => ({
    ...{ id: newId(), ...credit, ...part, reason, state: "requested" as const },
    ...{ createdAt: now, createdById: actor?.accountId ?? null },
  }));
  await tx.refund.createMany({ data: rows });
  const invoices = new Map(
    (
      await tx.receipt.findMany({
        where: { id: { in: parts.map((part) => part.receiptId) } },
        select: { id: true, invoiceId: true },
      })
    ).map((receipt) => [receipt.id, receipt.invoiceId]),
  );
  await recordAll(
    context,
    rows.map(({ id, regieId, householdId, payerId, creditId, receiptId, means, amountCents }) => ({
      type: "refund.requested" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "refund", id },
      body: {
        ...{ regieId, payerId, creditId, receiptId, means, cents: amountCents, motive: reason },
        invoiceId: invoices.get(receiptId) ?? null,
      },
    })),
  );
  return rows.map((row) => row.id);
}
