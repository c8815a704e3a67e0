/**
 * What a régisseur decides about a payment that the portal would not believe by itself: the money came, by which means and how much,
 * or it did not. A named correction with its reason, never an edit (facts: payfip §5, §10).
 */
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockAttempt, move } from "@/lib/payment/commands-attempt";
import { recordReceipt } from "@/lib/payment/commands-receipt";
import { attemptOf, payableOf } from "@/lib/payment/queries";
import { afterEvent, type PaymentEvent } from "@/lib/payment/rules";
import { mayLearn } from "@/lib/payment/rules-poll";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Decision } from "./schema";

const EVENTS: Record<Decision["decision"], PaymentEvent> = {
  card: "payment.cleared-as-card",
  debit: "payment.cleared-as-debit",
  none: "payment.dismissed",
};

export type DecisionRefusal = "not-open" | "too-much" | "no-amount";

export async function decidePayment(
  context: Context,
  wish: Decision,
): Promise<Outcome<{ attemptId: string }, DecisionRefusal>> {
  const attempt = await lockAttempt(context, wish.attemptId);
  if (!attempt) throw new NotFound();
  const event = EVENTS[wish.decision];
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice || afterEvent(attempt.state, event) === null) return refuseDecision(context, wish, "not-open");
  const { decision, reason } = wish;
  if (decision === "none") {
    await move(context, attempt, { event, why: reason });
    return done({ attemptId: attempt.id });
  }
  if (wish.amount === null) return refuseDecision(context, wish, "no-amount");
  if (wish.amount > invoice.dueCents) return refuseDecision(context, wish, "too-much");
  const after = await move(context, attempt, { event, why: reason });
  await recordReceipt(context, {
    invoice,
    means: decision,
    amountCents: wish.amount,
    receivedOn: after.paidAtRaw?.slice(0, 10) ?? context.today,
    attemptId: attempt.id,
    accountId: attempt.accountId,
  });
  return done({ attemptId: attempt.id });
}

async function refuseDecision(context: Context, wish: Decision, reason: DecisionRefusal) {
  await record(context, {
    type: "receipt.refused",
    subject: null,
    object: { kind: "payment", id: wish.attemptId },
    body: { reason, decision: wish.decision, cents: wish.amount },
  });
  return refused(reason);
}

/** A régisseur wants PayFiP to be asked now; the question itself is put once this is committed. */
export async function wishToAsk(
  context: Context,
  { attemptId }: { attemptId: string },
): Promise<Outcome<{ attemptId: string }, "nothing-to-learn">> {
  const attempt = await attemptOf(context.tx, attemptId);
  if (!attempt) throw new NotFound();
  const willAsk = mayLearn(attempt.state);
  await record(context, {
    type: "payment.asked",
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attemptId },
    body: { byPerson: willAsk ? 1 : 0, state: attempt.state },
  });
  return willAsk ? done({ attemptId }) : refused("nothing-to-learn");
}
