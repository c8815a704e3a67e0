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
import { caseKeyOf, caseOf } from "@/lib/payment/rules-case";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { move } from "./commands";
import { bookedAs, takesBack } from "./rules-course";

export type Received = {
  means: "card" | "debit";
  amountCents: Cents;
  receivedOn: CivilDate;
  /** A person or the settlement list vouches for the amount, be it more than was asked. */
  isDecided?: boolean;
};

const NEWS = {
  "payment.found-twice": "paymentTwice",
  "payment.found-handed-over": "paymentAfterHandOver",
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
  const { dueCents, claimCents } = invoice;
  const money = { amountCents, askedCents: attempt.amountCents, dueCents, claimCents };
  const { surplusCents, event } = bookedAs({ ...money, isDecided: received.isDecided === true });
  const after = event ? await move(context, attempt, { event }) : attempt;
  await recordReceipt(context, {
    ...{ invoice, means, amountCents, receivedOn, surplusCents },
    ...{ attemptId: attempt.id, accountId: attempt.accountId },
    ...(event && { news: NEWS[event] }),
  });
  if (event) await openCaseFor(context, after, surplusCents);
  return after;
}

/** What entering a state asks for: a bounced debit is taken out of the books, a person gets a case, the payer a mail. */
export async function followUp(context: Context, before: PaymentAttempt, after: PaymentAttempt): Promise<void> {
  if (takesBack(before.state, after.state)) {
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
  const about = { sourceKey: caseKeyOf(kind, id), attemptId: id, invoiceId };
  await openCase(context, { kind, ...about, regieId, amountCents, mayReopen: true });
}

/** The payer must not pay a second time for want of an answer, nor believe in a payment that bounced. */
async function tellPayer(context: Context, attempt: PaymentAttempt): Promise<void> {
  const invoice = await payableOf(context.tx, attempt.invoiceId, null);
  if (!invoice) return;
  const name: News["name"] = attempt.state === "rejected_later" ? "paymentRejected" : "paymentWithRegie";
  const { accountId, amountCents } = attempt;
  for (const mail of await mailsOf(context, { name, invoice, accountId, amountCents })) await sendLater(context, mail);
}
