/**
 * Starting to pay: the attempt is written first and the job that will ask about it, then PayFiP is called outside any transaction,
 * then its answer is written. A crash between the three leaves a row that the job closes (facts: payfip §6, life of an idop).
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { catalogues } from "@/lib/i18n/messages";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Opening } from "@/lib/payfip/payfip";
import { contractFor, gatewayFor, pageUrlOf, returnAddresses } from "@/lib/payfip/payfip-gateway";
import type { Mode, PaymentInterface } from "@/lib/payfip/rules-request";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { enqueue } from "@/lib/server/work/jobs";
import { keepAnswer, lockAttempt, lockInvoice, move } from "./commands-attempt";
import { attemptOf, type PayableInvoice, payableOf } from "./queries";
import { afterOpening } from "./rules";
import { ageMinutes, pollAt } from "./rules-poll";
import { refuseStart, type StartRefusal } from "./rules-start";

/** Writes the attempt, for what the ledger says is due: the page's amount is never read. */
export async function startPayment(
  context: Context,
  { invoiceId }: { invoiceId: string },
  scope: FamilyScope,
): Promise<Outcome<{ attemptId: string }, StartRefusal>> {
  const { tx, now } = context;
  await lockInvoice(tx, invoiceId);
  const invoice = await payableOf(tx, invoiceId, scope);
  if (!invoice) throw new NotFound();
  const account = await tx.account.findUniqueOrThrow({ where: { id: scope.accountId }, select: { email: true } });
  const contract = contractFor(invoice.numcli);
  const { dueCents, refdet, householdId } = invoice;
  const reason = refuseStart({ dueCents, isOpen: contract !== null, mel: account.email });
  if (reason !== null || contract === null) return refuseToStart(context, invoice, reason ?? "closed");
  const id = newId();
  await tx.paymentAttempt.create({
    data: {
      ...{ id, invoiceId, householdId, refdet, ...contract },
      accountId: scope.accountId,
      amountCents: dueCents,
      state: "started",
      createdAt: now,
      nextPollAt: pollAt(now, 0),
    },
  });
  const payload = { attemptId: id };
  await enqueue(context, { kind: "payment.poll", payload, dedupeKey: `payment.poll:${id}`, runAt: pollAt(now, 0) });
  await record(context, {
    type: "payment.started",
    subject: { kind: "household", id: householdId },
    object: { kind: "payment", id },
    body: { ...invoiceFacts(invoice), cents: dueCents },
  });
  return done({ attemptId: id });
}

function invoiceFacts({ id, year, number, month }: PayableInvoice) {
  return { invoiceId: id, invoiceYear: year, invoiceNumber: number, month };
}

async function refuseToStart(context: Context, invoice: PayableInvoice, reason: StartRefusal) {
  await record(context, {
    type: "payment.start-failed",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id: invoice.id },
    body: { ...invoiceFacts(invoice), cents: invoice.dueCents, reason },
  });
  return refused(reason);
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
  const contract: Contract = {
    gateway: attempt.gateway as PaymentInterface,
    numcli: attempt.numcli,
    mode: attempt.mode as Mode,
  };
  if (attempt.state !== "started") return pageOf(attempt, contract, now);
  const opening = await gatewayFor(contract).create({
    refdet: attempt.refdet,
    amountCents: attempt.amountCents,
    mel: account.email,
    exer: String(invoice.year),
    objet: `${catalogues.fr.payment.object} ${invoice.year} ${invoice.number}`,
    ...returnAddresses(),
  });
  const kept = await transaction((tx) => takeOpening(systemContext(tx, now), attemptId, opening));
  // The address is that of the operation that was kept: paying another one, opened by a twin, would never be heard of.
  if (opening.ok && kept.idop === opening.idop) return done({ url: opening.url });
  return pageOf(kept, contract, now);
}

type Contract = { gateway: PaymentInterface; numcli: string; mode: Mode };

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
