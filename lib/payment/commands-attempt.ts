/** The one way an attempt changes its state: along an edge of the graph, under its row's lock, with its event (facts: payfip §10). */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Verdict } from "@/lib/payfip/rules-answer";
import type { Context } from "@/lib/server/context";
import { afterEvent, isFinal, type PaymentEvent } from "./rules";
import { nextPollAt } from "./rules-poll";
import { journalTypeOf } from "./rules-telling";

/** Locks the invoice, then the attempt: always in this order, so that two settlements wait instead of dying. */
export async function lockAttempt({ tx }: Context, id: string): Promise<PaymentAttempt | null> {
  const known = await tx.paymentAttempt.findUnique({ where: { id }, select: { invoiceId: true } });
  if (!known) return null;
  await lockInvoice(tx, known.invoiceId);
  await tx.$queryRaw`SELECT id FROM payment_attempt WHERE id = ${id} FOR UPDATE`;
  return tx.paymentAttempt.findUnique({ where: { id } });
}

/** Whoever pays, settles or receives money for an invoice holds this lock, so that what is due is read once at a time. */
export async function lockInvoice(tx: Context["tx"], invoiceId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM invoice WHERE id = ${invoiceId} FOR UPDATE`;
}

export type Move = {
  event: PaymentEvent;
  verdict?: Verdict | undefined;
  idop?: string | null | undefined;
  /** A régisseur's reason, or why the provider refused. */
  why?: string | undefined;
};

/** Walks one edge. Throws when the graph has none: the caller asked the rules first. */
export async function move(context: Context, attempt: PaymentAttempt, step: Move): Promise<PaymentAttempt> {
  const state = afterEvent(attempt.state, step.event);
  if (state === null) throw new Error(`No edge ${step.event} from ${attempt.state}`);
  const { verdict } = step;
  const after = await context.tx.paymentAttempt.update({
    where: { id: attempt.id },
    data: {
      state,
      nextPollAt: nextPollAt({ ...attempt, state }),
      closedAt: isFinal(state) ? context.now : null,
      ...(step.idop !== undefined && { idop: step.idop }),
      ...(verdict && { means: verdict.means }),
      ...(verdict?.claim === "paid" && paidFacts(verdict, context.now)),
    },
  });
  await record(context, {
    type: journalTypeOf(step.event),
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attempt.id },
    body: {
      event: step.event,
      before: attempt.state,
      after: state,
      invoiceId: attempt.invoiceId,
      cents: attempt.amountCents,
      means: after.means,
      ...(verdict && { answeredCents: verdict.amountCents, differences: [...verdict.differences] }),
      ...(step.why !== undefined && { reason: step.why.slice(0, 500) }),
    },
  });
  return after;
}

/** What came with the money; a direct debit that bounces later leaves it as it was. Without a usable minute, the money came now. */
function paidFacts({ amountCents, numauto, paidAt }: Verdict, now: Date) {
  return {
    answeredCents: amountCents,
    numauto: numauto?.slice(0, 20) ?? null,
    paidAt: paidAt ? instantOf(paidAt) : now,
    paidAtRaw: paidAt ?? parisOf(now).moment,
  };
}

export type Asked = { operation: string; outcome: string; raw: { httpStatus: number | null; body: string } | null };

/** A question and its answer, kept as they came. Gives the row's id for the event that must name it. */
export async function keepAnswer({ tx, now }: Context, attemptId: string, asked: Asked): Promise<string> {
  const id = newId();
  const { operation, outcome, raw } = asked;
  const status = raw?.httpStatus === null || raw === null ? "" : `HTTP ${raw.httpStatus}\n`;
  await tx.paymentAnswer.create({
    data: {
      id,
      attemptId,
      askedAt: now,
      operation: operation.slice(0, 40),
      outcome: outcome.slice(0, 40),
      raw: `${status}${raw?.body ?? ""}`,
    },
  });
  return id;
}
