/**
 * A debt given up by decision of the assembly (domain rule 46): a loss with its reference and day, never a receipt. It is taken from what is owed
 * to the régie; after the handing over, from what the comptable has still to collect.
 */
import { record } from "@/lib/evidence/record";
import { numberOf } from "@/lib/invoice/rules";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { lockInvoices } from "@/lib/ledger/commands-credits";
import { writeOffLines } from "@/lib/ledger/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { type Creditable, creditableOf } from "./queries";
import { refuseWriteOff, type WriteOffRefusal } from "./rules-write-off";
import type { WriteOffInput } from "./schema";

export async function writeOff(
  context: Context,
  wish: WriteOffInput,
): Promise<Outcome<{ writeOffId: string; leftCents: Cents }, WriteOffRefusal>> {
  await lockInvoices(context, [wish.invoiceId]);
  const found = await creditableOf(context.tx, wish.invoiceId);
  if (!found) throw new NotFound();
  const { invoice, dueCents, claimCents } = found;
  const issuedOn = invoice.issuedOn && fromColumn(invoice.issuedOn);
  const reason = refuseWriteOff(wish, { dueCents, claimCents, issuedOn, today: context.today });
  if (reason) return turnDown(context, found, { reason, cents: wish.amount });
  const from = dueCents > 0 ? "receivable" : "claim";
  const writeOffId = await keep(context, found, { wish, from });
  const leftCents = (from === "claim" ? claimCents : dueCents) - wish.amount;
  if (from === "claim" && leftCents === 0) await closeClaim(context, invoice.id);
  return done({ writeOffId, leftCents });
}

type Decided = { wish: WriteOffInput; from: "receivable" | "claim" };

async function keep(context: Context, { invoice }: Creditable, { wish, from }: Decided): Promise<string> {
  const { tx, now, today, actor } = context;
  const { id: invoiceId, regieId, householdId, payerId } = invoice;
  const { amount: amountCents, decision, decidedOn } = wish;
  const id = newId();
  const row = { id, invoiceId, regieId, amountCents, decision, decidedOn: toColumn(decidedOn) };
  await tx.writeOff.create({ data: { ...row, createdAt: now, createdById: actor?.accountId ?? null } });
  const lines = writeOffLines({ invoiceId, householdId, payerId }, amountCents, from);
  await post(context, [{ regieId, kind: "debt.written-off", sourceId: id, day: today, lines }]);
  await record(context, {
    type: "debt.written-off",
    subject: { kind: "household", id: householdId },
    object: { kind: "invoice", id: invoiceId },
    body: {
      ...{ writeOffId: id, regieId, payerId, month: invoice.month, number: numberOf(invoice) ?? "" },
      ...{ cents: amountCents, from, decision, decidedOn },
    },
  });
  return id;
}

/** The comptable has nothing left to collect of it. */
async function closeClaim({ tx, now }: Context, invoiceId: string): Promise<void> {
  await tx.treasuryClaim.updateMany({
    where: { invoiceId, state: { in: ["handed", "taken"] } },
    data: { state: "written_off", updatedAt: now },
  });
}

type Turned = { reason: WriteOffRefusal; cents: Cents };

async function turnDown(context: Context, { invoice, dueCents, claimCents }: Creditable, { reason, cents }: Turned) {
  const { regieId, month } = invoice;
  await record(context, {
    type: "invoicing.refused",
    subject: null,
    object: { kind: "invoice", id: invoice.id },
    body: { month, regieId, asked: "write-off", reason, cents, dueCents, claimCents },
  });
  return refused(reason);
}
