/** The one way an attempt changes its state: along an edge of the graph, under its row's lock, with its event (facts: payfip §10). */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { type CivilDate, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import type { Contract } from "@/lib/payfip/payfip-gateway";
import type { Verdict } from "@/lib/payfip/rules-answer";
import type { Mode, PaymentInterface } from "@/lib/payfip/rules-request";
import { lockInvoice } from "@/lib/payment/commands-receipt";
import { afterEvent, isFinal, type PaymentEvent } from "@/lib/payment/rules";
import { journalTypeOf } from "@/lib/payment/rules-telling";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { nextPollAt } from "./rules-poll";

/** Locks the invoice, then the attempt: always in this order, so that two settlements wait instead of dying. */
export async function lockAttempt({ tx }: Context, id: string): Promise<PaymentAttempt | null> {
  const known = await tx.paymentAttempt.findUnique({ where: { id }, select: { invoiceId: true } });
  if (!known) return null;
  await lockInvoice(tx, known.invoiceId);
  await tx.$queryRaw`SELECT id FROM payment_attempt WHERE id = ${id} FOR UPDATE`;
  return tx.paymentAttempt.findUnique({ where: { id } });
}

export type Move = {
  event: PaymentEvent;
  verdict?: Verdict | undefined;
  idop?: string | null | undefined;
  /** A régisseur's reason, or why the provider refused. */
  why?: string | undefined;
  /** What a person or the settlement list vouches for, when no answer does. */
  vouched?: { means: "card" | "debit"; amountCents: Cents; receivedOn: CivilDate } | undefined;
};

/** Walks one edge. Throws when the graph has none: the caller asked the rules first. */
export async function move(context: Context, attempt: PaymentAttempt, step: Move): Promise<PaymentAttempt> {
  const state = afterEvent(attempt.state, step.event);
  if (state === null) throw new Error(`No edge ${step.event} from ${attempt.state}`);
  const { verdict, vouched } = step;
  const after = await context.tx.paymentAttempt.update({
    where: { id: attempt.id },
    data: {
      state,
      nextPollAt: nextPollAt({ ...attempt, state, means: vouched?.means ?? verdict?.means ?? attempt.means }),
      closedAt: isFinal(state) ? context.now : null,
      ...(step.idop !== undefined && { idop: step.idop }),
      ...(verdict && { means: verdict.means }),
      ...(verdict?.claim === "paid" && paidFacts(verdict, context.now)),
      ...(vouched && vouchedFacts(attempt, vouched)),
    },
  });
  await askAgain(context, attempt, after);
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

/** The amount and the means are the list's; the minute stays PayFiP's own where it gave one. */
function vouchedFacts(attempt: PaymentAttempt, { means, amountCents, receivedOn }: NonNullable<Move["vouched"]>) {
  const noon = `${receivedOn}T12:00`;
  const minute = attempt.paidAt ? {} : { paidAt: instantOf(noon), paidAtRaw: receivedOn };
  return { means, answeredCents: amountCents, ...minute };
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

/** Asks again from now on about an attempt whose own job is over: a correction has given it something more to learn. */
async function askAgain(context: Context, before: PaymentAttempt, after: PaymentAttempt): Promise<void> {
  if (before.nextPollAt !== null || after.nextPollAt === null) return;
  const runAt = new Date(Math.max(after.nextPollAt.getTime(), context.now.getTime()));
  const dedupeKey = `payment.poll:${after.id}:${after.state}`;
  await enqueue(context, { kind: "payment.poll", payload: { attemptId: after.id }, dedupeKey, runAt });
}

/** The contract that an attempt left through: its own row says it, whatever the settings have become. */
export function contractOf({ gateway, numcli, mode }: PaymentAttempt): Contract {
  return { gateway: gateway as PaymentInterface, numcli, mode: mode as Mode };
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
