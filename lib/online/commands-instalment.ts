/**
 * Paying the next instalment of a payment plan online: one attempt under the reference of the plan's first invoice that owes something, for what the
 * instalment comes to. When it is paid, its money pays the plan's invoices in the order of their numbers (lib/online/commands.ts).
 */
import type { FamilyScope } from "@/lib/access/gate";
import { plansOf } from "@/lib/dunning/queries-plan";
import { nextPayment } from "@/lib/dunning/rules-plan";
import { record } from "@/lib/evidence/record";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockInvoices } from "@/lib/ledger/commands-credits";
import { onlineTermsOf, type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { chosenOffer, refuseStart, type StartRefusal } from "@/lib/payment/rules-start";
import type { InstalmentWish } from "@/lib/payment/schema";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { refuseToStart, writeAttempt } from "./commands-start";

export type InstalmentRefusal = StartRefusal | "plan-over";

/** Gives the invoice whose reference the payment bears. Throws NotFound for a plan that is not the family's. */
export async function startInstalment(
  context: Context,
  { planId, contractId }: InstalmentWish,
  scope: FamilyScope,
): Promise<Outcome<{ attemptId: string; invoiceId: string }, InstalmentRefusal>> {
  const { tx } = context;
  const known = (await plansOf(tx, scope)).find(({ id }) => id === planId);
  if (!known) throw new NotFound();
  await lockInvoices(
    context,
    known.invoices.map(({ id }) => id),
  );
  await tx.$queryRaw`SELECT id FROM payment_plan WHERE id = ${planId} FOR UPDATE`;
  const plan = (await plansOf(tx, scope)).find(({ id }) => id === planId);
  const owed = await owedOf(context, plan?.invoices ?? known.invoices);
  const [invoice] = owed;
  if (plan?.state !== "agreed" || !invoice) return refuseOver(context, known, plan?.state ?? "gone");
  const account = await tx.account.findUniqueOrThrow({ where: { id: scope.accountId }, select: { email: true } });
  const { offers, limits } = await onlineTermsOf(tx, invoice.regieId);
  const dueCents = Math.min(nextPayment(plan.standing, limits.minCents), sum(owed.map((one) => one.dueCents)));
  const claimCents = Math.max(...owed.map((one) => one.claimCents));
  const isAtBank = owed.some((one) => one.isAtBank);
  const reason = refuseStart({ dueCents, claimCents, isAtBank, offers, limits, mel: account.email });
  const offer = chosenOffer(offers, contractId);
  if (reason !== null || offer === null) {
    return refuseToStart(context, invoice, { reason: reason ?? "closed", minimum: limits.minCents });
  }
  const { numcli } = offer;
  const wish = { invoice, numcli, accountId: scope.accountId, plan: { id: planId, amountCents: dueCents } };
  return done({ attemptId: await writeAttempt(context, wish), invoiceId: invoice.id });
}

/** In the order of their numbers, which is how plans are read. */
async function owedOf({ tx }: Context, invoices: readonly { id: string }[]): Promise<PayableInvoice[]> {
  const found: PayableInvoice[] = [];
  for (const { id } of invoices) {
    const invoice = await payableOf(tx, id, null);
    if (invoice && invoice.dueCents + invoice.claimCents > 0) found.push(invoice);
  }
  return found;
}

/** Broken, withdrawn or paid in the meantime: the invoices are paid as any other. */
async function refuseOver(context: Context, plan: { id: string; householdId: string }, state: string) {
  await record(context, {
    type: "invoicing.refused",
    subject: null,
    object: { kind: "plan", id: plan.id },
    body: { asked: "instalment", reason: "plan-over", state },
  });
  return refused("plan-over");
}
