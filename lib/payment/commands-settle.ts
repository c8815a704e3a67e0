/**
 * Settling: PayFiP is asked with no transaction open, then one transaction takes its answer under the locks of invoice and attempt.
 * Notification, return, job and command line all come here; however many come at once, the money is booked once (facts: payfip §6–7).
 */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { dueOf } from "@/lib/ledger/queries";
import { type Detailed, readingOf } from "@/lib/payfip/payfip-answer";
import { readReturn, refdetOfReturn } from "@/lib/payfip/payfip-form";
import { gatewayFor, testPays } from "@/lib/payfip/payfip-gateway";
import { type Expected, type Reading, STILL_PAYING_MINUTES, stateOf } from "@/lib/payfip/rules-answer";
import type { Mode, PaymentInterface } from "@/lib/payfip/rules-request";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, db, transaction } from "@/lib/server/db";
import type { LeasedJob } from "@/lib/server/work/jobs";
import { sendLater } from "@/lib/server/work/mail";
import { type Asked, keepAnswer, lockAttempt, move } from "./commands-attempt";
import { recordReceipt, reverseReceipt } from "./commands-receipt";
import { attemptByIdop, attemptOf, formAttemptOf, openAttempts, payableOf } from "./queries";
import { mailsOf } from "./queries-mail";
import {
  type AttemptState,
  afterLastPoll,
  afterOpening,
  asBrought,
  isFinal,
  isSettled,
  needsPerson,
  next,
  type PaymentEvent,
} from "./rules";
import { ageMinutes, isWorthAsking, mayLearn, nextPollAt, pollsAt } from "./rules-poll";

/** Asks what became of an attempt and draws the consequences. Gives its state; null when there is no such attempt. */
export async function settle(attemptId: string, now: Date): Promise<AttemptState | null> {
  const attempt = await attemptOf(db(), attemptId);
  if (!attempt) return null;
  if (attempt.state === "started") return closeUnopened(attempt, now);
  if (!mayLearn(attempt.state)) return attempt.state;
  const gateway = gatewayFor({
    gateway: attempt.gateway as PaymentInterface,
    numcli: attempt.numcli,
    mode: attempt.mode as Mode,
  });
  const detailed = await gateway.detail(attempt.idop ?? "");
  const reading = readingOf(detailed, expectedOf(attempt));
  const asked = {
    operation: "recupererDetailPaiementSecurise",
    outcome: outcomeOf(detailed, reading),
    raw: rawOf(detailed),
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

function rawOf(detailed: Detailed): Asked["raw"] {
  return detailed.raw;
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
  const before = await lockAttempt(context, attemptId);
  if (!before) throw new Error("The attempt has gone");
  const polls = pollsAt(before.createdAt, before.polls, now);
  const attempt = await tx.paymentAttempt.update({
    where: { id: attemptId },
    data: { polls, nextPollAt: nextPollAt({ ...before, polls }) },
  });
  const answerId = await keepAnswer(context, attemptId, asked);
  await record(context, {
    type: "payment.asked",
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attemptId },
    body: { answerId, outcome: asked.outcome, polls },
  });
  const event = eventOf(attempt, reading, now);
  return event === null ? attempt.state : (await follow(context, attempt, { event, reading })).state;
}

function eventOf(attempt: PaymentAttempt, reading: Reading, now: Date): PaymentEvent | null {
  const event = next(attempt.state, reading, ageMinutes(attempt.createdAt, now));
  if (event !== null || isFinal(attempt.state)) return event;
  return isWorthAsking(attempt.state, attempt.polls) ? null : afterLastPoll(attempt.state);
}

type Step = { event: PaymentEvent; reading: Reading };

/** Walks the edge, then does what the new state means for the invoice. */
async function follow(context: Context, attempt: PaymentAttempt, { event, reading }: Step): Promise<PaymentAttempt> {
  const verdict = reading.kind === "verdict" ? reading.verdict : undefined;
  const after = await move(context, attempt, { event, verdict });
  if (isSettled(after.state)) return bookPayment(context, after);
  if (after.state === "rejected_later" && isSettled(attempt.state)) await reverseReceipt(context, after);
  if (needsPerson(after.state)) await tellPayer(context, after);
  return after;
}

/** The payer must not pay a second time for want of an answer, nor believe in a payment that bounced. */
async function tellPayer(context: Context, attempt: PaymentAttempt): Promise<void> {
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice) return;
  const name = attempt.state === "rejected_later" ? "paymentRejected" : "paymentWithRegie";
  const { accountId, amountCents } = attempt;
  for (const mail of await mailsOf(context, { name, invoice, accountId, amountCents })) await sendLater(context, mail);
}

/** The invoice is paid by this attempt, unless what it pays is no longer owed: then a person gives the money back. */
async function bookPayment(context: Context, attempt: PaymentAttempt): Promise<PaymentAttempt> {
  const { tx, today } = context;
  const due = (await dueOf(tx, [attempt.invoiceId])).get(attempt.invoiceId) ?? 0;
  if (due < attempt.amountCents) {
    const twice = await move(context, attempt, { event: "payment.found-twice" });
    await tellPayer(context, twice);
    return twice;
  }
  const invoice = await payableOf(tx, attempt.invoiceId, null);
  const { amountCents, accountId, paidAtRaw } = attempt;
  if (!invoice || (attempt.means !== "card" && attempt.means !== "debit")) throw new Error("Nothing to settle");
  const receivedOn = paidAtRaw?.slice(0, 10) ?? today;
  await recordReceipt(context, {
    ...{ invoice, amountCents, accountId, receivedOn },
    means: attempt.means,
    attemptId: attempt.id,
  });
  return attempt;
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
  const attempt = refdet ? await formAttemptOf(db(), refdet) : null;
  if (!attempt) return refused("unusable");
  const read = readReturn(body, expectedOf(attempt));
  if (!read.ok) return refused("unusable");
  const reading: Reading = { kind: "verdict", verdict: asBrought(read.verdict) };
  const asked = { operation: "retour", outcome: stateOf(reading, null), raw: { httpStatus: null, body } };
  await transaction((tx) => takeAnswer(systemContext(tx, now), attempt.id, { reading, asked }));
  return done({ attemptId: attempt.id });
}

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

export type Polled = { id: string; before: AttemptState | null; after: AttemptState | null };

/** Asks about every attempt of which something may still be learnt, one after the other. */
export async function pollOpen(now: Date): Promise<Polled[]> {
  const polled: Polled[] = [];
  for (const { id } of await openAttempts(db())) {
    const before = (await attemptOf(db(), id))?.state ?? null;
    polled.push({ id, before, after: await settle(id, now) });
  }
  return polled;
}
