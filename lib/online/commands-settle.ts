/**
 * Settling: PayFiP is asked with no transaction open, then one transaction takes its answer under the locks of invoice and attempt.
 * Notification, return, job and command line all come here; however many come at once, the money is booked once (facts: payfip §6–7).
 */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type Detailed, readingOf } from "@/lib/payfip/payfip-answer";
import { readReturn, refdetOfReturn, tokenOfReturn } from "@/lib/payfip/payfip-form";
import { gatewayFor, testPays } from "@/lib/payfip/payfip-gateway";
import { type Expected, type Reading, STILL_PAYING_MINUTES, stateOf } from "@/lib/payfip/rules-answer";
import type { Mode } from "@/lib/payfip/rules-request";
import { attemptByIdop, attemptOf, formAttemptOf, openAttempts } from "@/lib/payment/queries";
import { type AttemptState, afterOpening, asBrought, isSettled, type PaymentEvent } from "@/lib/payment/rules";
import { receivedOnOf } from "@/lib/payment/rules-booking";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, db, transaction } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import type { LeasedJob } from "@/lib/server/work/jobs";
import { type Asked, bookReceived, contractOf, followUp, keepAnswer, lockAttempt, move } from "./commands";
import { eventOf } from "./rules-course";
import { ageMinutes, mayLearn, nextPollAt, pollsAt } from "./rules-poll";

/** Asks what became of an attempt and draws the consequences. Gives its state; null when there is no such attempt. */
export async function settle(attemptId: string, now: Date): Promise<AttemptState | null> {
  const attempt = await attemptOf(db(), attemptId);
  if (!attempt) return null;
  if (attempt.state === "started") return closeUnopened(attempt, now);
  if (!mayLearn(attempt)) return attempt.state;
  const detailed = await gatewayFor(contractOf(attempt)).detail(attempt.idop ?? "");
  const reading = readingOf(detailed, expectedOf(attempt));
  const asked = {
    operation: "recupererDetailPaiementSecurise",
    outcome: outcomeOf(detailed, reading),
    raw: detailed.raw,
  };
  return transaction((tx) => takeAnswer(systemContext(tx, now), attemptId, { reading, asked }));
}

function expectedOf(attempt: PaymentAttempt): Expected & { refdet: string } {
  const { amountCents, refdet, numcli, idop } = attempt;
  return {
    amountCents,
    refdet,
    numcli,
    mode: attempt.mode as Mode,
    testPays: testPays(),
    ...(idop !== null && { idop }),
  };
}

function outcomeOf(detailed: Detailed, reading: Reading): string {
  if (reading.kind === "verdict") return reading.verdict.outcome;
  return detailed.ok ? "unknown" : [detailed.reason, detailed.code].filter(Boolean).join(" ");
}

/** The request that opened it died, or its answer was lost for good: nobody ever got an address to pay at. */
async function closeUnopened(attempt: PaymentAttempt, now: Date): Promise<AttemptState> {
  if (ageMinutes(attempt.createdAt, now) < STILL_PAYING_MINUTES) return attempt.state;
  return transaction(async (tx) => {
    const context = systemContext(tx, now);
    const locked = await lockAttempt(context, attempt.id);
    if (locked?.state !== "started") return locked?.state ?? attempt.state;
    return (await move(context, locked, { event: afterOpening("lost"), why: "no answer was ever written" })).state;
  });
}

type Answer = { reading: Reading; asked: Asked };

async function takeAnswer(context: Context, attemptId: string, { reading, asked }: Answer): Promise<AttemptState> {
  const { tx, now } = context;
  const attempt = await lockAttempt(context, attemptId);
  if (!attempt) throw new Error("The attempt has gone");
  const polls = pollsAt(attempt.createdAt, attempt.polls, now);
  const answerId = await keepAnswer(context, attemptId, asked);
  await record(context, {
    type: "payment.asked",
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attemptId },
    body: { answerId, outcome: asked.outcome, polls },
  });
  const event = eventOf({ ...attempt, polls }, reading, now);
  const after = event === null ? attempt : await follow(context, attempt, { event, reading });
  await tx.paymentAttempt.update({
    where: { id: attemptId },
    data: { polls, nextPollAt: nextPollAt({ ...after, polls }, reading) },
  });
  return after.state;
}

type Step = { event: PaymentEvent; reading: Reading };

/** Walks the edge, then does what the new state means for the invoice. */
async function follow(context: Context, attempt: PaymentAttempt, { event, reading }: Step): Promise<PaymentAttempt> {
  const verdict = reading.kind === "verdict" ? reading.verdict : undefined;
  const after = await move(context, attempt, { event, verdict });
  if (isSettled(after.state)) return book(context, after);
  await followUp(context, attempt, after);
  return after;
}

function book(context: Context, attempt: PaymentAttempt): Promise<PaymentAttempt> {
  const { means, amountCents } = attempt;
  if (means !== "card" && means !== "debit") throw new Error("Money of no known means");
  return bookReceived(context, attempt, { means, amountCents, receivedOn: receivedOnOf(attempt, context.today) });
}

/** PayFiP, or the payer's browser, mentions an operation. Unknown ones get no call and no word; `null` then. */
export async function settleIdop(idop: string, now: Date): Promise<AttemptState | null> {
  const attempt = await attemptByIdop(db(), idop);
  return attempt && settle(attempt.id, now);
}

/**
 * The redirect form's result, posted by the payer's browser: unsigned, and made of values that the payer was sent off with. That it is
 * paid is a claim to verify in the treasury's list, which the régisseur does; the browser alone never settles an invoice.
 */
export async function takeReturn(body: string, now: Date): Promise<Outcome<{ attemptId: string }, "unusable">> {
  const refdet = refdetOfReturn(body);
  const attempt = refdet ? await formAttemptOf(db(), refdet, tokenOfReturn(body)) : null;
  if (!attempt) {
    // One line of bounded length: a reference is 30 letters and digits at most.
    if (refdet) log().warn({ refdet }, "form return that names no attempt");
    return refused("unusable");
  }
  const read = readReturn(body, expectedOf(attempt));
  if (!read.ok) return refused("unusable");
  const known = await db().paymentAnswer.count({ where: { attemptId: attempt.id, operation: RETURN, raw: body } });
  if (known > 0) return done({ attemptId: attempt.id });
  const reading: Reading = { kind: "verdict", verdict: asBrought(read.verdict) };
  const asked = { operation: RETURN, outcome: stateOf(reading, null), raw: { httpStatus: null, body } };
  await transaction((tx) => takeAnswer(systemContext(tx, now), attempt.id, { reading, asked }));
  return done({ attemptId: attempt.id });
}

const RETURN = "retour";

/** The job of an attempt: asks when it is time, until nothing more can be learnt. */
export async function pollPayment(database: Database, job: LeasedJob): Promise<Date | null> {
  const { attemptId } = job.payload as { attemptId: string };
  const now = clockNow();
  const early = await attemptOf(database, attemptId);
  if (early?.nextPollAt && early.nextPollAt > now) return early.nextPollAt;
  await settle(attemptId, now);
  const attempt = await attemptOf(database, attemptId);
  if (attempt?.state !== "started") return attempt?.nextPollAt ?? null;
  return new Date(attempt.createdAt.getTime() + STILL_PAYING_MINUTES * 60_000);
}

export type Polled = { id: string; before: AttemptState | null; after: AttemptState | null; failed?: true };

/** Asks about every attempt of which something may still be learnt, one after the other; one that fails stops none of the others. */
export async function pollOpen(now: Date): Promise<Polled[]> {
  const polled: Polled[] = [];
  for (const { id } of await openAttempts(db())) {
    const before = (await attemptOf(db(), id))?.state ?? null;
    try {
      polled.push({ id, before, after: await settle(id, now) });
    } catch (error) {
      // The id and the kind of error only: a message may quote what PayFiP said of the payer.
      log().error({ attempt: id, error: error instanceof Error ? error.name : "unknown" }, "payment poll");
      polled.push({ id, before, after: before, failed: true });
    }
  }
  return polled;
}
