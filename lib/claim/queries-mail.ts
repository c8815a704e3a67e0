/** What a family is told by mail of its debt at the treasury: to whom to pay from now on, or that it is the régie's again. */
import { wordMail } from "@/lib/commune/queries-mail";
import { payersReaders } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilMonth } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";

export type ClaimTold = {
  invoiceId: string;
  householdId: string;
  payerId: string;
  year: number;
  number: number;
  month: CivilMonth;
  cents: Cents;
};

type News = { name: "claimHanded" | "claimReturned"; postName: string; told: readonly ClaimTold[] };

/** The words are read once a language, however many families are told. */
export async function claimMails({ tx, today }: Context, { name, postName, told }: News): Promise<Mail[]> {
  const templates = new Map<Locale, { subject: string; text: string }>();
  const mails: Mail[] = [];
  const readersOf = await payersReaders(tx, { payerIds: told.map(({ payerId }) => payerId), today });
  for (const one of told) {
    for (const { email, firstName, locale } of await readersOf(one)) {
      const template = templates.get(locale) ?? (await wordMail(tx, locale, name, {}));
      templates.set(locale, template);
      const values = {
        ...{ firstName, invoice: writtenNumber(one), ofMonth: ofMonth(locale, one.month) },
        amount: wordAmount(locale, one.cents),
        post: postName || catalogues[locale].claim.post,
        url: `${env().PUBLIC_URL}/factures/${one.invoiceId}`,
      };
      const [subject, text] = [fill(template.subject, values), fill(template.text, values)];
      mails.push({ to: email, subject: subject.slice(0, 250), text, householdId: one.householdId });
    }
  }
  return mails;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
