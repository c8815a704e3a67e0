/** What is told by mail about a payment: to the account that paid, else to the payer alone, in their language (domain rules 13, 52). */
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { payerReadersOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { isLocale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Means } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";
import type { PayableInvoice } from "./queries";
import { writtenNumber } from "./rules-telling";

export type News = {
  name: MailName &
    (
      | ("paymentReceived" | "paymentRejected" | "paymentWithRegie" | "paymentTwice" | "paymentAfterHandOver")
      | ("refundToRecover" | "refundRecovered")
    );
  invoice: PayableInvoice;
  accountId: string | null;
  amountCents: Cents;
  receipt?: { year: number; number: number; means: Means; day: CivilDate };
};

export async function mailsOf({ tx, today }: Context, news: News): Promise<Mail[]> {
  const { invoice, amountCents, receipt } = news;
  const mails: Mail[] = [];
  for (const { email, firstName, locale } of await readersOf(tx, news, today)) {
    const words = await wordMail(tx, locale, news.name, {
      ...{ firstName, amount: wordAmount(locale, amountCents), invoice: writtenNumber(invoice) },
      url: `${env().PUBLIC_URL}/factures/${invoice.id}`,
      ...(receipt && {
        means: catalogues[locale].payment.means[receipt.means],
        day: wordDate(locale, receipt.day),
        receipt: writtenNumber(receipt),
      }),
    });
    mails.push({ to: email, ...words, householdId: invoice.householdId });
  }
  return mails;
}

async function readersOf(tx: Context["tx"], { accountId, invoice }: News, today: CivilDate) {
  const account = accountId ? await tx.account.findUnique({ where: { id: accountId } }) : null;
  if (account && !account.closedAt) {
    const { email, firstName, locale } = account;
    return [{ email, firstName, locale: isLocale(locale) ? locale : ("fr" as const) }];
  }
  const { payerId, householdId } = invoice;
  return payerReadersOf(tx, { payerId, householdId, today });
}
