/**
 * A refund that the family has to give back, because the bank took back the money it was made of: the régie receives it (a numbered receipt, and the
 * credit is at zero again), or a decision of the town gives it up (domain rule 46). The sum is what the books say is missing.
 */
import { record } from "@/lib/evidence/record";
import type { MoneyCase } from "@/lib/generated/prisma/client";
import { numberOf } from "@/lib/invoice/rules";
import { type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { overdrawnOf } from "@/lib/ledger/queries";
import { refundGivenUpLines } from "@/lib/ledger/rules";
import { lockCase, refuseCase, settleCase } from "@/lib/payment/commands-case";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { type PayableInvoice, payableOf } from "@/lib/payment/queries";
import { caseKeyOf } from "@/lib/payment/rules-case";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { RecoveryGivenUp, RecoveryWish } from "./schema";

export type RecoverRefusal = "already-closed" | "not-to-recover" | "future" | "before-day";

/** The family gave it back, as money that needs no slip. */
export async function recoverRefund(
  context: Context,
  { caseId, way, day, reference, reason }: RecoveryWish,
): Promise<Outcome<{ caseId: string }, RecoverRefusal>> {
  const held = await holdRecovery(context, caseId, day);
  if ("refusal" in held) return refuseCase(context, held.known, held.refusal);
  const { known, invoice, creditId, amountCents } = held;
  const received = { means: way, receivedOn: day, reference, news: "refundRecovered" } as const;
  await recordReceipt(context, { invoice, amountCents, surplusCents: amountCents, creditId, ...received });
  const { sourceKey } = known;
  await settleCase(context, { sourceKey, resolution: "recovered", reason: `${reference}. ${reason}` });
  return done({ caseId });
}

/** Given up: a loss under the decision's reference and day, as any debt that the town gives up. */
export async function giveUpRecovery(
  context: Context,
  { caseId, decision, decidedOn }: RecoveryGivenUp,
): Promise<Outcome<{ invoiceId: string }, RecoverRefusal>> {
  const { tx, now, today, actor } = context;
  const held = await holdRecovery(context, caseId, decidedOn);
  if ("refusal" in held) return refuseCase(context, held.known, held.refusal);
  const { known, invoice, creditId, amountCents } = held;
  const { id: invoiceId, regieId, householdId, payerId, month } = invoice;
  const id = newId();
  const row = { id, invoiceId, regieId, amountCents, decision, decidedOn: toColumn(decidedOn) };
  await tx.writeOff.create({ data: { ...row, createdAt: now, createdById: actor?.accountId ?? null } });
  const lines = refundGivenUpLines({ creditId, householdId, payerId }, amountCents);
  await post(context, [{ regieId, kind: "debt.written-off", sourceId: id, day: today, lines }]);
  await record(context, {
    type: "debt.written-off",
    subject: { kind: "household", id: householdId },
    object: { kind: "invoice", id: invoiceId },
    body: {
      ...{ writeOffId: id, regieId, payerId, month, number: numberOf(invoice) ?? "" },
      ...{ cents: amountCents, from: "credit", creditId, decision, decidedOn },
    },
  });
  await settleCase(context, { sourceKey: known.sourceKey, resolution: "given-up", reason: decision });
  return done({ invoiceId });
}

type Held = { known: MoneyCase; invoice: PayableInvoice; creditId: string; amountCents: Cents };

/** Régie, invoice, case, in this order, as whoever takes money out of the till, pays an invoice or decides on a case holds them. */
async function holdRecovery(
  context: Context,
  caseId: string,
  day: CivilDate,
): Promise<Held | { known: MoneyCase; refusal: RecoverRefusal }> {
  const { tx, today } = context;
  const row = await tx.moneyCase.findUnique({ where: { id: caseId }, select: { regieId: true, invoiceId: true } });
  if (!row) throw new NotFound();
  await tx.$queryRaw`SELECT id FROM regie WHERE id = ${row.regieId} FOR UPDATE`;
  if (row.invoiceId) await lockInvoice(tx, row.invoiceId);
  const known = await lockCase(context, caseId);
  const invoice = row.invoiceId && (await payableOf(tx, row.invoiceId, null));
  if (known.kind !== "refund-to-recover" || !invoice) return { known, refusal: "not-to-recover" };
  if (known.state === "closed") return { known, refusal: "already-closed" };
  if (day > today) return { known, refusal: "future" };
  if (day < parisOf(known.openedAt).day) return { known, refusal: "before-day" };
  const creditId = known.sourceKey.slice(caseKeyOf("refund-to-recover", "").length);
  return { known, invoice, creditId, amountCents: await overdrawnOf(tx, creditId) };
}
