/** What a payer is told by mail about direct debits: the payer alone, in their own language. */
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { isLocale, type Locale } from "@/lib/i18n/locale";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";

export type DebitMail = {
  payerId: string;
  householdId: string;
  name: MailName & ("mandateSigned" | "mandateEnded" | "debitAnnounced" | "debitRejected");
  /** Worded in the reader's language. */
  values: (locale: Locale) => Readonly<Record<string, string>>;
  path: string;
};

/** Empty when the payer has no address to write to. */
export async function debitMails(tx: Tx, news: DebitMail): Promise<Mail[]> {
  const reader = await readerOf(tx, news.payerId);
  if (!reader) return [];
  const words = await wordMail(tx, reader.locale, news.name, {
    ...news.values(reader.locale),
    name: reader.name,
    url: `${env().PUBLIC_URL}${news.path}`,
  });
  return [{ to: reader.email, ...words, householdId: news.householdId }];
}

async function readerOf(tx: Tx, payerId: string): Promise<{ email: string; name: string; locale: Locale } | null> {
  const payer = await tx.payer.findUnique({
    where: { id: payerId },
    select: {
      email: true,
      name: true,
      guardian: {
        select: {
          firstName: true,
          email: true,
          deceasedOn: true,
          account: { select: { email: true, locale: true, closedAt: true, activatedAt: true } },
        },
      },
    },
  });
  if (!payer || payer.guardian?.deceasedOn) return null;
  const { guardian } = payer;
  const account = guardian?.account?.activatedAt && !guardian.account.closedAt ? guardian.account : null;
  const email = account?.email ?? guardian?.email ?? payer.email;
  const locale = account && isLocale(account.locale) ? account.locale : "fr";
  return email ? { email, locale, name: guardian?.firstName ?? payer.name } : null;
}
