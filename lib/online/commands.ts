/**
 * The one way an attempt changes its state: along an edge of the graph, under its row's lock, with its event (facts: payfip §10). And its money in
 * the books: what is owed is paid, the rest is the family's credit and, where nobody decided so, a case with a person in charge.
 */
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { type CivilDate, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { type Cents, sum } from "@/lib/kernel/money";
import { lockInvoices, spendCredits } from "@/lib/ledger/commands-credits";
import { dueOf } from "@/lib/ledger/queries";
import type { Contract } from "@/lib/payfip/payfip-gateway";
import type { Verdict } from "@/lib/payfip/rules-answer";
import type { Mode, PaymentInterface } from "@/lib/payfip/rules-request";
import { openCase } from "@/lib/payment/commands-case";
import { recordReceipt, reverseReceipt, settleBounced } from "@/lib/payment/commands-receipt";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { mailsOf, type News } from "@/lib/payment/queries-mail";
import { afterEvent, isFinal, type PaymentEvent } from "@/lib/payment/rules";
import { receivedOnOf } from "@/lib/payment/rules-booking";
import { caseKeyOf, caseOf } from "@/lib/payment/rules-case";
import { journalTypeOf } from "@/lib/payment/rules-telling";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { sendLater } from "@/lib/server/work/mail";
import { bookedAs, takesBack } from "./rules-course";
import { nextPollAt } from "./rules-poll";

/** Locks the invoice, then the attempt: always in this order, so that two settlements wait instead of dying. */
export async function lockAttempt({ tx }: Context, id: string): Promise<PaymentAttempt | null> {
  const known = await tx.paymentAttempt.findUnique({ where: { id }, select: { invoiceId: true, planId: true } });
  if (!known) return null;
  await lockInvoices({ tx }, [known.invoiceId, ...(await planInvoices(tx, known.planId))]);
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
      ...(verdict?.claim === "paid" && paidFacts(attempt, verdict, context.now)),
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

/** The amount and the means are the list's; the minute stays PayFiP's own where it gave one of the receipt's day. */
function vouchedFacts(attempt: PaymentAttempt, { means, amountCents, receivedOn }: NonNullable<Move["vouched"]>) {
  const noon = `${receivedOn}T12:00`;
  const isThatDay = attempt.paidAt !== null && parisOf(attempt.paidAt).day === receivedOn;
  const minute = isThatDay ? {} : { paidAt: instantOf(noon), paidAtRaw: attempt.paidAtRaw ?? receivedOn };
  return { means, answeredCents: amountCents, ...minute };
}

/**
 * What came with the money; a direct debit that bounces later leaves it as it was. Without a usable minute, the money came now. A day that
 * cannot count is kept as it was told, and the minute is noon of the day that the receipt bears: the control finds both in one period.
 */
function paidFacts(attempt: PaymentAttempt, { amountCents, numauto, paidAt }: Verdict, now: Date) {
  const paidAtRaw = paidAt ?? parisOf(now).moment;
  const day = receivedOnOf({ ...attempt, paidAtRaw }, parisOf(now).day);
  return {
    answeredCents: amountCents,
    numauto: numauto?.slice(0, 20) ?? null,
    paidAt: instantOf(paidAtRaw.startsWith(day) ? paidAtRaw : `${day}T12:00`),
    paidAtRaw,
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

export type Received = {
  means: "card" | "debit";
  amountCents: Cents;
  receivedOn: CivilDate;
  /** A person or the settlement list vouches for the amount, be it more than was asked. */
  isDecided?: boolean;
};

const NEWS = {
  "payment.found-twice": "paymentTwice",
  "payment.found-handed-over": "paymentAfterHandOver",
} as const;

/** Books a payment that its attempt's state says is in. Gives the attempt, moved on when some of the money pays nothing owed. */
export async function bookReceived(
  context: Context,
  attempt: PaymentAttempt,
  received: Received,
): Promise<PaymentAttempt> {
  const { means, amountCents, receivedOn } = received;
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice) throw new Error("Nothing to settle");
  const { dueCents, claimCents } = invoice;
  const others = await otherDebts(context, attempt, invoice);
  const othersCents = sum(others.map((other) => other.dueCents));
  const money = { amountCents, askedCents: attempt.amountCents, dueCents, claimCents, othersCents };
  const { surplusCents, restCents, event } = bookedAs({ ...money, isDecided: received.isDecided === true });
  const after = event ? await move(context, attempt, { event }) : attempt;
  const receipt = await recordReceipt(context, {
    ...{ invoice, means, amountCents, receivedOn, surplusCents },
    ...{ attemptId: attempt.id, accountId: attempt.accountId },
    ...(event && { news: NEWS[event] }),
  });
  // The instalment's own money before an older credit: when it bounces, what it had paid is owed again.
  const spent = { regieId: invoice.regieId, debts: others, first: receipt.id };
  if (surplusCents > 0 && others.length > 0) await spendCredits(context, spent);
  if (event) await openCaseFor(context, after, restCents);
  return after;
}

async function planInvoices(tx: Context["tx"], planId: string | null): Promise<string[]> {
  const rows = planId ? await tx.planInvoice.findMany({ where: { planId }, select: { invoiceId: true } }) : [];
  return rows.map(({ invoiceId }) => invoiceId);
}

/** What an instalment pays once its first invoice is paid: the plan's other invoices, in the order of their numbers. */
async function otherDebts({ tx }: Context, { planId }: PaymentAttempt, { id, ...owner }: PayableInvoice) {
  const ids = (await planInvoices(tx, planId)).filter((other) => other !== id);
  if (ids.length === 0) return [];
  const { regieId, householdId, payerId } = owner;
  const rows = await tx.invoice.findMany({
    where: { id: { in: ids }, regieId, householdId, payerId },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    select: { id: true },
  });
  const due = await dueOf(tx, ids);
  return rows
    .map((row) => ({ invoiceId: row.id, householdId, payerId, dueCents: Math.max(due.get(row.id) ?? 0, 0) }))
    .filter(({ dueCents }) => dueCents > 0);
}

/** What entering a state asks for: a bounced debit is taken out of the books, a person gets a case, the payer a mail. */
export async function followUp(context: Context, before: PaymentAttempt, after: PaymentAttempt): Promise<void> {
  if (takesBack(before.state, after.state)) {
    await reverseReceipt(context, after);
    await settleBounced(context, after.id, "payment.rejected-later");
  }
  if (caseOf(after.state) === null) return;
  await openCaseFor(context, after, after.answeredCents ?? after.amountCents);
  await tellPayer(context, after);
}

async function openCaseFor(context: Context, attempt: PaymentAttempt, amountCents: Cents): Promise<void> {
  const { id, invoiceId } = attempt;
  const kind = caseOf(attempt.state);
  const invoice = await context.tx.invoice.findUniqueOrThrow({ where: { id: invoiceId }, select: { regieId: true } });
  if (!kind) return;
  const { regieId } = invoice;
  const about = { sourceKey: caseKeyOf(kind, id), attemptId: id, invoiceId };
  await openCase(context, { kind, ...about, regieId, amountCents, mayReopen: true });
}

/** The payer must not pay a second time for want of an answer, nor believe in a payment that bounced. */
async function tellPayer(context: Context, attempt: PaymentAttempt): Promise<void> {
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice) return;
  const name: News["name"] = attempt.state === "rejected_later" ? "paymentRejected" : "paymentWithRegie";
  const { accountId, amountCents } = attempt;
  for (const mail of await mailsOf(context, { name, invoice, accountId, amountCents })) await sendLater(context, mail);
}

export type Asked = { operation: string; outcome: string; raw: { httpStatus: number | null; body: string } | null };

/** A question and its answer, kept as they came. Gives the row's id for the event that must name it. */
export async function keepAnswer({ tx, now }: Context, attemptId: string, asked: Asked): Promise<string> {
  const id = newId();
  const { operation, outcome, raw } = asked;
  const status = raw?.httpStatus === null || raw === null ? "" : `HTTP ${raw.httpStatus}\n`;
  const row = { id, attemptId, askedAt: now, operation: operation.slice(0, 40), outcome: outcome.slice(0, 40) };
  await tx.paymentAnswer.create({ data: { ...row, raw: `${status}${raw?.body ?? ""}` } });
  return id;
}
