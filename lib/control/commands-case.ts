/** A régisseur takes a case, closes it, or says whose money it is: the cases themselves are lib/payment's, the names of things are resolved here. */
import { record } from "@/lib/evidence/record";
import { type Outcome, refused } from "@/lib/kernel/outcome";
import { assignCase } from "@/lib/payment/commands-case";
import { type ClassifyRefusal, classifyPayment } from "@/lib/payment/commands-unknown";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { ClassifyWish } from "./schema";

/** Whoever presses the button is in charge from now on. */
export function takeCase(context: Context, { caseId }: { caseId: string }) {
  return assignCase(context, { caseId, accountId: context.actor?.accountId ?? null });
}

/** To the invoice that the régisseur names; what is too much becomes its payer's credit. */
export async function classifyByName(
  context: Context,
  { caseId, invoice, reason }: ClassifyWish,
): Promise<Outcome<{ caseId: string }, ClassifyRefusal>> {
  const known = await context.tx.moneyCase.findUnique({ where: { id: caseId }, select: { regieId: true } });
  if (!known) throw new NotFound();
  const numbered = /^(\d{4})[-/ ]0*(\d{1,7})$/.exec(invoice);
  const found = await context.tx.invoice.findFirst({
    where: {
      ...{ regieId: known.regieId, kind: "invoice", state: "issued" },
      ...(numbered ? { year: Number(numbered[1]), number: Number(numbered[2]) } : { refdet: invoice }),
    },
    select: { id: true },
  });
  if (found) return classifyPayment(context, { caseId, to: { invoiceId: found.id }, reason });
  await record(context, {
    type: "receipt.refused",
    subject: null,
    object: { kind: "case", id: caseId },
    body: { reason: "no-invoice", wanted: invoice },
  });
  return refused("no-invoice");
}
