/**
 * The money of an attempt in the books: what is owed is paid, the rest is the family's credit and, where nobody decided so, a case with a person
 * in charge. And what a state asks of a person: the case, the mail. The caller holds invoice and attempt.
 */
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { openCase, settleCase } from "@/lib/payment/commands-case";
import { recordReceipt, reverseReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { mailsOf, type News } from "@/lib/payment/queries-mail";
import { isBooked } from "@/lib/payment/rules";
import { type Booked, bookingOf } from "@/lib/payment/rules-booking";
import { caseKeyOf, caseOf } from "@/lib/payment/rules-case";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { move } from "./commands";

export type Received = {
  means: "card" | "debit";
  amountCents: Cents;
  receivedOn: CivilDate;
  /** A person or the settlement list vouches for it, and knows that it may be too much. */
  isDecided?: boolean;
};

const BESIDE = {
  "paid-twice": { event: "payment.found-twice", news: "paymentTwice" },
  "after-hand-over": { event: "payment.found-handed-over", news: "paymentAfterHandOver" },
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
  const booked = bookingOf({ amountCents, dueCents: invoice.dueCents, claimCents: invoice.claimCents });
  const beside = isForAPerson(booked, received) ? booked.beside : null;
  const after = beside ? await move(context, attempt, { event: BESIDE[beside].event }) : attempt;
  await recordReceipt(context, {
    ...{ invoice, means, amountCents, receivedOn, surplusCents: booked.surplusCents },
    ...{ attemptId: attempt.id, accountId: attempt.accountId },
    ...(beside && { news: BESIDE[beside].news }),
  });
  if (beside) await openCaseFor(context, after, booked.surplusCents);
  return after;
}

/** Who decided that 60 € came for 50 € knows that 10 € are a credit; nobody knows it of money that pays nothing at all. */
function isForAPerson({ beside, payCents }: Booked, { isDecided }: Received): boolean {
  return beside !== null && !(isDecided === true && payCents > 0);
}

/** What entering a state asks for: a bounced debit is taken out of the books, a person gets a case, the payer a mail. */
export async function followUp(context: Context, before: PaymentAttempt, after: PaymentAttempt): Promise<void> {
  if (after.state === "rejected_later" && isBooked(before.state)) {
    await reverseReceipt(context, after);
    for (const kind of ["paid-twice", "settled-after-hand-over"] as const) {
      const sourceKey = caseKeyOf(kind, after.id);
      await settleCase(context, { sourceKey, resolution: "bounced", reason: "payment.rejected-later" });
    }
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
  await openCase(context, { kind, sourceKey: caseKeyOf(kind, id), regieId, amountCents, attemptId: id, invoiceId });
}

/** The payer must not pay a second time for want of an answer, nor believe in a payment that bounced. */
async function tellPayer(context: Context, attempt: PaymentAttempt): Promise<void> {
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice) return;
  const name: News["name"] = attempt.state === "rejected_later" ? "paymentRejected" : "paymentWithRegie";
  const { accountId, amountCents } = attempt;
  for (const mail of await mailsOf(context, { name, invoice, accountId, amountCents })) await sendLater(context, mail);
}
