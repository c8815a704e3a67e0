/** The mail that tells a payer of a proposed payment plan: the instalments, why, and where to agree. */
import { wordMail } from "@/lib/commune/queries-mail";
import { payerReadersOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";
import type { Instalment } from "./rules-plan";

type Told = { payerId: string; householdId: string; reason: string; instalments: readonly Instalment[] };

export async function planMails({ tx, today }: Context, told: Told): Promise<Mail[]> {
  const { payerId, householdId, reason, instalments } = told;
  const mails: Mail[] = [];
  for (const { email, firstName, locale } of await payerReadersOf(tx, { payerId, householdId, today })) {
    const words = await wordMail(tx, locale, "planProposed", {
      ...{ firstName, reason, count: String(instalments.length) },
      total: wordAmount(locale, sum(instalments.map(({ amountCents }) => amountCents))),
      lines: instalments
        .map(({ dueOn, amountCents }) => `- ${wordDate(locale, dueOn)}, ${wordAmount(locale, amountCents)}`)
        .join("\n"),
      url: `${env().PUBLIC_URL}/factures`,
    });
    mails.push({ to: email, ...words, householdId });
  }
  return mails;
}
