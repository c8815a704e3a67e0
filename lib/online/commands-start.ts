/**
 * Starting to pay: the attempt is written first and the job that will ask about it, then PayFiP is called outside any transaction,
 * then its answer is written. A crash between the three leaves a row that the job closes (facts: payfip §6, life of an idop).
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { catalogues } from "@/lib/i18n/messages";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Opening } from "@/lib/payfip/payfip";
import { type Contract, contractFor, gatewayFor, pageUrlOf, returnAddresses } from "@/lib/payfip/payfip-gateway";
import { lockInvoice } from "@/lib/payment/commands-receipt";
import { attemptOf, onlineTermsOf, type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { afterOpening, tokenOf } from "@/lib/payment/rules";
import { chosenOffer, refuseStart, type StartRefusal } from "@/lib/payment/rules-start";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { enqueue } from "@/lib/server/work/jobs";
import { contractOf, keepAnswer, lockAttempt, move } from "./commands";
import { ageMinutes, pollAt } from "./rules-poll";

/** Writes the attempt, for what the ledger says is due: the page's amount is never read. */
export async function startPayment(
  context: Context,
  { invoiceId, contractId }: { invoiceId: string; contractId?: string | undefined },
  scope: FamilyScope,
): Promise<Outcome<{ attemptId: string }, StartRefusal>> {
  const { tx } = context;
  await lockInvoice(tx, invoiceId);
  const invoice = await payableOf(tx, invoiceId, scope);
  if (!invoice) throw new NotFound();
  const account = await tx.account.findUniqueOrThrow({ where: { id: scope.accountId }, select: { email: true } });
  const { offers, limits } = await onlineTermsOf(tx, invoice.regieId);
  const { dueCents, claimCents, isAtBank } = invoice;
  const reason = refuseStart({ dueCents, claimCents, isAtBank, offers, limits, mel: account.email });
  const offer = chosenOffer(offers, contractId);
  if (reason !== null || offer === null) {
    return refuseToStart(context, invoice, { reason: reason ?? "closed", minimum: limits.minCents });
  }
  return done({
    attemptId: await writeAttempt(context, { invoice, numcli: offer.numcli, accountId: scope.accountId }),
  });
}

type NewAttempt = {
  invoice: PayableInvoice;
  numcli: string;
  accountId: string;
  /** An instalment of a plan, and what it comes to; else what is due on the invoice. */
  plan?: { id: string; amountCents: Cents };
};

/** The row, the job that will ask about it, and its event. Gives the attempt's id. */
export async function writeAttempt(context: Context, { invoice, numcli, accountId, plan }: NewAttempt) {
  const { tx, now } = context;
  const { id: invoiceId, householdId, refdet, dueCents } = invoice;
  const [id, cents] = [newId(), plan?.amountCents ?? dueCents];
  await tx.paymentAttempt.create({
    data: {
      ...{ id, invoiceId, householdId, refdet, ...contractFor(numcli), accountId, planId: plan?.id ?? null },
      ...{ amountCents: cents, state: "started", createdAt: now, nextPollAt: pollAt(now, 0) },
    },
  });
  const payload = { attemptId: id };
  await enqueue(context, { kind: "payment.poll", payload, dedupeKey: `payment.poll:${id}`, runAt: pollAt(now, 0) });
  await record(context, {
    type: "payment.started",
    subject: { kind: "household", id: householdId },
    object: { kind: "payment", id },
    body: { ...invoiceFacts(invoice), cents, ...(plan && { planId: plan.id }) },
  });
  return id;
}

function invoiceFacts({ id, year, number, month }: PayableInvoice) {
  return { invoiceId: id, invoiceYear: year, invoiceNumber: number, month };
}

type StartRefused = { reason: StartRefusal; minimum: Cents };

export async function refuseToStart(context: Context, invoice: PayableInvoice, { reason, minimum }: StartRefused) {
  await record(context, {
    type: "payment.start-failed",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id: invoice.id },
    body: { ...invoiceFacts(invoice), cents: invoice.dueCents, reason },
  });
  return refused(reason, reason === "too-small" ? { minimum } : undefined);
}

/** An operation id may open its page for 15 minutes; later the family starts again. */
const PAGE_MINUTES = 15;

/**
 * Opens the payment at PayFiP and gives the address of its page. Called after the attempt is committed, with no transaction open.
 * Asked twice (a double click, a page sent again), it gives the same address while that page may still be opened.
 */
export async function openPayment(attemptId: string, now: Date): Promise<Outcome<{ url: string }, "unavailable">> {
  const attempt = await attemptOf(db(), attemptId);
  const invoice = attempt && (await payableOf(db(), attempt.invoiceId, null));
  const account = attempt?.accountId && (await db().account.findUnique({ where: { id: attempt.accountId } }));
  if (!attempt || !invoice || !account) return refused("unavailable");
  const contract = contractOf(attempt);
  if (attempt.state !== "started") return pageOf(attempt, contract, now);
  const { limits } = await onlineTermsOf(db(), invoice.regieId);
  const opening = await gatewayFor(contract, limits).create({
    refdet: attempt.refdet,
    amountCents: attempt.amountCents,
    mel: account.email,
    exer: String(invoice.year),
    objet: subjectOf(attempt, invoice),
    ...returnAddresses(),
  });
  const kept = await transaction((tx) => takeOpening(systemContext(tx, now), attemptId, opening));
  // The address is that of the operation that was kept: paying another one, opened by a twin, would never be heard of.
  if (opening.ok && kept.idop === opening.idop) return done({ url: opening.url });
  return pageOf(kept, contract, now);
}

/** What the payer reads at PayFiP. Through the form it also names the attempt: several may leave with one reference. */
function subjectOf({ id, gateway }: PaymentAttempt, { year, number }: PayableInvoice): string {
  const words = `${catalogues.fr.payment.object} ${year} ${number}`;
  return gateway === "form" ? `${words} ${tokenOf(id)}` : words;
}

function pageOf({ state, idop, createdAt }: PaymentAttempt, contract: Contract, now: Date) {
  const open = state === "pending" && idop !== null && ageMinutes(createdAt, now) < PAGE_MINUTES;
  return open ? done({ url: pageUrlOf(contract, idop) }) : refused("unavailable" as const);
}

/** Writes what PayFiP said and gives the attempt as it now stands. A twin of the same request may have been quicker: then the answer is only kept. */
async function takeOpening(context: Context, attemptId: string, opening: Opening): Promise<PaymentAttempt> {
  const attempt = await lockAttempt(context, attemptId);
  if (!attempt) throw new Error("The attempt has gone");
  const ending = opening.ok ? "opened" : isRefusal(opening) ? "refused" : "lost";
  const raw = "raw" in opening ? opening.raw : null;
  const answerId = await keepAnswer(context, attemptId, { operation: "creerPaiementSecurise", outcome: ending, raw });
  await record(context, {
    type: "payment.asked",
    subject: { kind: "household", id: attempt.householdId },
    object: { kind: "payment", id: attemptId },
    body: { answerId, outcome: ending, ...(opening.ok && { idop: opening.idop }) },
  });
  if (attempt.state !== "started") return attempt;
  const event = afterOpening(ending);
  const why = opening.ok ? undefined : whyNot(opening);
  return move(context, attempt, { event, why, ...(opening.ok && { idop: opening.idop }) });
}

function isRefusal(opening: Exclude<Opening, { ok: true }>): boolean {
  return opening.reason === "invalid" || opening.reason === "functional";
}

function whyNot(opening: Exclude<Opening, { ok: true }>): string {
  if (opening.reason === "invalid") return `invalid ${opening.field}`;
  return [opening.reason, opening.code, opening.message].filter(Boolean).join(" ");
}
