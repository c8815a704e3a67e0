/** What a payer is told by mail of a refund: granted, on its way back, refused, or sent back by the bank. Each in their language, the payer alone. */
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import type { Refund } from "@/lib/generated/prisma/client";
import { payerReadersOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";

export type RefundNews =
  | { name: MailName & "refundOrdered"; year: number; number: number }
  | { name: MailName & "refundPaid"; paidOn: CivilDate; reference: string }
  | { name: MailName & ("refundRefused" | "refundFailed"); motive: string };

export async function refundMails({ tx, today }: Context, refund: Refund, news: RefundNews): Promise<Mail[]> {
  const { payerId, householdId, means, amountCents } = refund;
  const mails: Mail[] = [];
  for (const { email, firstName, locale } of await payerReadersOf(tx, { payerId, householdId, today })) {
    const words = await wordMail(tx, locale, news.name, {
      ...{ firstName, amount: wordAmount(locale, amountCents), means: catalogues[locale].payment.means[means] },
      url: `${env().PUBLIC_URL}/factures/remboursement`,
      ...("number" in news && { number: writtenNumber(news) }),
      ...("paidOn" in news && { day: wordDate(locale, news.paidOn), reference: news.reference }),
      ...("motive" in news && { motive: news.motive }),
    });
    mails.push({ to: email, ...words, householdId });
  }
  return mails;
}
