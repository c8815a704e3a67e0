/** Money taken at the counter by the régisseur: cash, or a cheque with its number and issuer. Never more than what is due: no change is kept. */
import { record } from "@/lib/evidence/record";
import { fromColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockInvoice } from "@/lib/payment/commands-attempt";
import { recordReceipt } from "@/lib/payment/commands-receipt";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { CounterPayment } from "./schema";

export type CounterRefusal = "nothing-due" | "too-much" | "future" | "before-invoice";

export async function takeCounterPayment(
  context: Context,
  wish: CounterPayment,
): Promise<Outcome<{ receiptId: string; year: number; number: number }, CounterRefusal>> {
  const { tx } = context;
  await lockInvoice(tx, wish.invoiceId);
  const invoice = await payableOf(tx, wish.invoiceId, null);
  if (!invoice) throw new NotFound();
  const { issuedOn } = await tx.invoice.findUniqueOrThrow({ where: { id: invoice.id }, select: { issuedOn: true } });
  const reason = refuseCounter(wish, {
    dueCents: invoice.dueCents,
    issuedOn: issuedOn && fromColumn(issuedOn),
    today: context.today,
  });
  if (reason) return refuseReceipt(context, invoice, { reason, cents: wish.amount });
  const { means, amount: amountCents, receivedOn } = wish;
  const cheque = means === "cheque" ? { number: wish.chequeNumber, issuer: wish.chequeIssuer } : undefined;
  const receipt = await recordReceipt(context, { invoice, means, amountCents, receivedOn, ...(cheque && { cheque }) });
  return done({ receiptId: receipt.id, year: receipt.year, number: receipt.number });
}

type Facts = { dueCents: number; issuedOn: string | null; today: string };

function refuseCounter(wish: CounterPayment, { dueCents, issuedOn, today }: Facts): CounterRefusal | null {
  if (dueCents <= 0) return "nothing-due";
  if (wish.amount > dueCents) return "too-much";
  if (wish.receivedOn > today) return "future";
  return issuedOn !== null && wish.receivedOn < issuedOn ? "before-invoice" : null;
}

async function refuseReceipt(
  context: Context,
  invoice: PayableInvoice,
  { reason, cents }: { reason: CounterRefusal; cents: number },
) {
  await record(context, {
    type: "receipt.refused",
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "invoice", id: invoice.id },
    body: { reason, cents, dueCents: invoice.dueCents },
  });
  return refused(reason, { due: invoice.dueCents });
}
