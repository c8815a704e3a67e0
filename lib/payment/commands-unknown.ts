/**
 * Money that PayFiP took and that no attempt knows (recette à classer): in the books on the day it came, under a case, until a person says
 * whose it is. Then the first entry is turned round on its own day, and a numbered receipt of that same day takes its place. Or it is nobody's
 * here: it goes back to its sender, or on to the comptable, on the day and under the reference of that movement.
 */
import { record } from "@/lib/evidence/record";
import type { MoneyCase } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { type Cents, cents } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { classifiedLines, type Means, unknownPaymentLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { lockCase, openCase, refuseCase, settleCase } from "./commands-case";
import { lockInvoice, recordBooked } from "./commands-receipt";
import { payableOf } from "./queries";
import { bookingOf } from "./rules-booking";
import type { SendOn } from "./schema";

export type UnknownPayment = {
  regieId: string;
  /** What names it for ever, such as the line of the list: the same twice is one payment. */
  sourceKey: string;
  means: Means;
  amountCents: Cents;
  receivedOn: CivilDate;
  lineId?: string;
  assignedToId?: string | null;
};

/** Books it once and opens its case; the second time it only gives the case. */
export async function openUnknownPayment(context: Context, wish: UnknownPayment) {
  const { regieId, sourceKey, means, amountCents, receivedOn, lineId, assignedToId } = wish;
  if (cents(amountCents) <= 0) throw new Error("A payment brings money");
  const opened = await openCase(context, {
    ...{ kind: "unknown-payment", sourceKey, regieId, amountCents },
    ...(lineId !== undefined && { lineId }),
    ...(assignedToId !== undefined && { assignedToId }),
  });
  if (!opened.isNew) return opened;
  const lines = unknownPaymentLines(opened.caseId, means, amountCents);
  await post(context, [{ regieId, kind: "payment.unknown", sourceId: opened.caseId, day: receivedOn, lines }]);
  return opened;
}

export type ClassifyRefusal = "already-closed" | "not-unknown" | "no-invoice" | "no-payer";

/** To an invoice (what is too much becomes its payer's credit), or to the credit of a payer of a household. */
export type Classification = {
  caseId: string;
  to: { invoiceId: string } | { householdId: string; payerId: string };
  reason: string;
};

export async function classifyPayment(
  context: Context,
  wish: Classification,
): Promise<Outcome<{ caseId: string }, ClassifyRefusal>> {
  const { to, caseId, reason } = wish;
  if ("invoiceId" in to) await lockInvoice(context.tx, to.invoiceId);
  const known = await lockCase(context, caseId);
  if (known.kind !== "unknown-payment") return refuseCase(context, known, "not-unknown");
  if (known.state === "closed") return refuseCase(context, known, "already-closed");
  const booked = await unknownOf(context, known);
  const refusal =
    "invoiceId" in to ? await payInvoice(context, booked, to.invoiceId) : await giveCredit(context, booked, to);
  if (refusal !== null) return refuseCase(context, known, refusal);
  // The daily control finds the line of this invoice's receipt by it.
  if ("invoiceId" in to)
    await context.tx.moneyCase.update({ where: { id: caseId }, data: { invoiceId: to.invoiceId } });
  await settleCase(context, { sourceKey: known.sourceKey, resolution: "classified", reason });
  return done({ caseId });
}

export type SendOnRefusal = "already-closed" | "not-unknown" | "future" | "before-day";

/** Whoever enters it is in charge of the case from then on. `day` is a day in Paris, as the bank or the comptable says it. */
export async function sendOn(context: Context, wish: SendOn): Promise<Outcome<{ caseId: string }, SendOnRefusal>> {
  const { caseId, way, day, reference, reason } = wish;
  const known = await lockCase(context, caseId);
  if (known.kind !== "unknown-payment") return refuseCase(context, known, "not-unknown");
  if (known.state === "closed") return refuseCase(context, known, "already-closed");
  const { regieId, means, amountCents, day: cameOn } = await unknownOf(context, known);
  if (day > context.today) return refuseCase(context, known, "future");
  if (day < cameOn) return refuseCase(context, known, "before-day");
  const lines = unknownPaymentLines(caseId, means, -amountCents);
  await post(context, [{ regieId, kind: `payment.${way}`, sourceId: caseId, day, lines }]);
  const inCharge = context.actor?.accountId ?? known.assignedToId;
  await context.tx.moneyCase.update({ where: { id: caseId }, data: { assignedToId: inCharge } });
  await settleCase(context, { sourceKey: known.sourceKey, resolution: way, reason: `${reference}. ${reason}` });
  return done({ caseId });
}

type Unknown = { caseId: string; regieId: string; means: Means; amountCents: Cents; day: CivilDate };

async function unknownOf({ tx }: Context, { id: caseId, regieId, amountCents }: MoneyCase): Promise<Unknown> {
  const { day, lines } = await tx.ledgerEntry.findUniqueOrThrow({
    where: { kind_sourceId: { kind: "payment.unknown", sourceId: caseId } },
    select: { day: true, lines: { select: { account: true, amountCents: true } } },
  });
  const money = lines.find((line) => line.amountCents === amountCents);
  if (!money) throw new Error("The entry of an unknown payment differs from its case");
  return { caseId, regieId, amountCents, means: money.account as Means, day: fromColumn(day) };
}

async function payInvoice(context: Context, unknown: Unknown, invoiceId: string): Promise<ClassifyRefusal | null> {
  const { caseId, regieId, means, amountCents, day } = unknown;
  const invoice = await payableOf(context.tx, invoiceId, null);
  if (invoice?.regieId !== regieId) return "no-invoice";
  const { dueCents, claimCents } = invoice;
  const { surplusCents, beside } = bookingOf({ amountCents, dueCents, claimCents });
  const back = unknownPaymentLines(caseId, means, -amountCents);
  await post(context, [{ regieId, kind: "payment.classified", sourceId: caseId, day, lines: back }]);
  await recordBooked(context, { invoice, means, amountCents, surplusCents, beside, receivedOn: day });
  return null;
}

async function giveCredit(
  context: Context,
  { caseId, regieId, amountCents, day }: Unknown,
  to: { householdId: string; payerId: string },
): Promise<ClassifyRefusal | null> {
  const known = await context.tx.invoice.count({ where: { regieId, ...to } });
  if (known === 0) return "no-payer";
  const lines = classifiedLines(caseId, { creditId: caseId, ...to }, amountCents);
  await post(context, [{ regieId, kind: "payment.classified", sourceId: caseId, day, lines }]);
  await record(context, {
    type: "credit.opened",
    subject: { kind: "household", id: to.householdId },
    object: { kind: "case", id: caseId },
    body: { cents: amountCents, payerId: to.payerId, regieId },
  });
  return null;
}
