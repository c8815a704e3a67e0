/** Money taken at the counter by the régisseur, by any means that is not online: a numbered receipt, the books, the mail, in one transaction. */
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { record } from "@/lib/evidence/record";
import { fromColumn } from "@/lib/kernel/civil-date";
import { type Cents, formatEuros } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { claimsDueOf } from "@/lib/ledger/queries";
import { lockInvoice, type Payment, recordReceipt } from "@/lib/payment/commands-receipt";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { type CounterFacts, type CounterRefusal, isTitle, refuseCounter, takeOf } from "./rules";
import type { CounterPayment } from "./schema";

export type Taken = { receiptId: string; year: number; number: number; surplusCents: Cents; lostCents: Cents };

export async function takeCounterPayment(
  context: Context,
  wish: CounterPayment,
): Promise<Outcome<Taken, CounterRefusal>> {
  const { tx } = context;
  await lockInvoice(tx, wish.invoiceId);
  const invoice = await payableOf(tx, wish.invoiceId, null);
  if (!invoice) throw new NotFound();
  const reason = refuseCounter(wish, await factsOf(context, invoice));
  if (reason) return refuseReceipt(context, invoice, { reason, cents: wish.amount });
  const { amountCents, surplusCents, lostCents } = takeOf(wish, invoice.dueCents);
  const { means, receivedOn } = wish;
  const receipt = await recordReceipt(context, {
    ...{ invoice, means, amountCents, surplusCents, receivedOn },
    ...paperOf(wish, lostCents),
  });
  return done({ receiptId: receipt.id, year: receipt.year, number: receipt.number, surplusCents, lostCents });
}

async function factsOf({ tx, today }: Context, { id, regieId, dueCents }: PayableInvoice): Promise<CounterFacts> {
  const [row, claims, { till }] = await Promise.all([
    tx.invoice.findUniqueOrThrow({ where: { id }, select: { issuedOn: true } }),
    claimsDueOf(tx, [id]),
    regieSettingsOf(tx, regieId),
  ]);
  return {
    ...{ dueCents, today, claimCents: claims.get(id) ?? 0 },
    issuedOn: row.issuedOn && fromColumn(row.issuedOn),
    accepted: { cesu: till.cesuAccepted, voucher: till.vouchersAccepted },
  };
}

/** What the paper is known by; a title worth more than it pays keeps its face value there, in euros. */
function paperOf(wish: CounterPayment, lostCents: Cents): Pick<Payment, "cheque" | "reference"> {
  if (wish.means === "cheque") return { cheque: { number: wish.chequeNumber, issuer: wish.chequeIssuer } };
  if (wish.means === "cash") return {};
  const face = isTitle(wish.means) && lostCents > 0 ? `(${formatEuros(wish.amount)})` : "";
  const reference = [wish.reference, face].filter(Boolean).join(" ");
  return reference === "" ? {} : { reference };
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
  return refused(reason, { due: invoice.dueCents, given: cents });
}
