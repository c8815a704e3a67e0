/**
 * What a régisseur decides about a payment that the portal would not believe by itself: the money came, by which means and how much,
 * or it did not. A named correction with its reason, never an edit (facts: payfip §5, §10).
 */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { bookReceived, followUp, lockAttempt, move } from "@/lib/online/commands";
import { mayLearn } from "@/lib/online/rules-poll";
import { testPays } from "@/lib/payfip/payfip-gateway";
import { settleCase } from "@/lib/payment/commands-case";
import { attemptOf } from "@/lib/payment/queries";
import { afterEvent, type PaymentEvent } from "@/lib/payment/rules";
import { receivedOnOf } from "@/lib/payment/rules-booking";
import { caseKeyOf, caseOf } from "@/lib/payment/rules-case";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Reversal } from "@/lib/till/schema";
import type { Decision } from "./schema";

const EVENTS: Record<Decision["decision"], PaymentEvent> = {
  card: "payment.cleared-as-card",
  debit: "payment.cleared-as-debit",
  none: "payment.dismissed",
};

export type DecisionRefusal = "not-open" | "test" | "too-much" | "no-amount";

export async function decidePayment(
  context: Context,
  /** `receivedOn`: the day that a settlement list names; without it PayFiP's own, or today. */
  wish: Decision & { receivedOn?: CivilDate },
): Promise<Outcome<{ attemptId: string }, DecisionRefusal>> {
  const attempt = await lockAttempt(context, wish.attemptId);
  if (!attempt) throw new NotFound();
  const event = EVENTS[wish.decision];
  if (afterEvent(attempt.state, event) === null) return refuseDecision(context, wish, "not-open");
  const { decision, reason, amount } = wish;
  // A test moves no money, whatever anybody says of it (facts: payfip §3).
  if (decision !== "none" && attempt.mode === "T" && !testPays()) return refuseDecision(context, wish, "test");
  if (decision !== "none" && amount === null) return refuseDecision(context, wish, "no-amount");
  if ((amount ?? 0) > mostOf(attempt)) return refuseDecision(context, wish, "too-much");
  await endDecided(context, attempt, { decision, reason });
  if (decision === "none" || amount === null) {
    await move(context, attempt, { event, why: reason });
    return done({ attemptId: attempt.id });
  }
  const receivedOn = wish.receivedOn ?? receivedOnOf(attempt, context.today);
  const received = { means: decision, amountCents: amount, receivedOn };
  const after = await move(context, attempt, { event, why: reason, vouched: received });
  await bookReceived(context, after, { ...received, isDecided: true });
  return done({ attemptId: attempt.id });
}

/** More than was asked, or than PayFiP ever spoke of, is a slip of the pen. */
function mostOf({ amountCents, answeredCents }: PaymentAttempt): Cents {
  return Math.max(amountCents, answeredCents ?? 0);
}

/** The decision answers the case that the attempt's state had opened. */
async function endDecided(
  context: Context,
  attempt: PaymentAttempt,
  { decision, reason }: Pick<Decision, "decision" | "reason">,
) {
  const kind = caseOf(attempt.state);
  if (!kind) return;
  const resolution = decision === "none" ? "dismissed" : "booked";
  await settleCase(context, { sourceKey: caseKeyOf(kind, attempt.id), resolution, reason });
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

export type RejectRefusal = "already" | "not-debit";

/** The bank took back a direct debit made at PayFiP, and no list says so: a person who was told by the comptable does, by its receipt. */
export async function rejectOnline(
  context: Context,
  { receiptId, motive }: Pick<Reversal, "receiptId" | "motive">,
): Promise<Outcome<{ receiptId: string }, RejectRefusal>> {
  const receipt = await context.tx.receipt.findUnique({ where: { id: receiptId }, select: { attemptId: true } });
  if (!receipt) throw new NotFound();
  const attempt = receipt.attemptId ? await lockAttempt(context, receipt.attemptId) : null;
  if (attempt?.means !== "debit") return refuseReject(context, receiptId, "not-debit");
  if (afterEvent(attempt.state, "payment.rejected-later") === null) return refuseReject(context, receiptId, "already");
  const after = await move(context, attempt, { event: "payment.rejected-later", why: motive });
  await followUp(context, attempt, after);
  return done({ receiptId });
}

async function refuseReject(context: Context, receiptId: string, reason: RejectRefusal) {
  const object = { kind: "receipt", id: receiptId };
  await record(context, { type: "receipt.refused", subject: null, object, body: { reason, asked: "reject" } });
  return refused(reason);
}

/** A régisseur wants PayFiP to be asked now; the question itself is put once this is committed. */
export async function wishToAsk(
  context: Context,
  { attemptId }: { attemptId: string },
): Promise<Outcome<{ attemptId: string }, "nothing-to-learn">> {
  const attempt = await attemptOf(context.tx, attemptId);
  if (!attempt) throw new NotFound();
  const willAsk = mayLearn(attempt);
  await record(context, {
    type: "payment.asked",
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attemptId },
    body: { byPerson: willAsk ? 1 : 0, state: attempt.state },
  });
  return willAsk ? done({ attemptId }) : refused("nothing-to-learn");
}
