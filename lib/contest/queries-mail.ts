/** To the person who contested, and nobody else: the other parent of the child may not know of this payer's affairs. */
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { wordAmount } from "@/lib/i18n/amounts";
import { isLocale } from "@/lib/i18n/locale";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import type { ContestAbout } from "./schema";

type Told = { id: string; accountId: string | null; householdId: string; about: ContestAbout };
type Names = Extract<MailName, "contestFiled" | "contestAnswered" | "contestAccepted" | "contestRefused">;

export async function tellAsker(context: Context, told: Told, mail: { name: Names; text?: string }): Promise<void> {
  if (!told.accountId) return;
  const account = await context.tx.account.findUnique({
    where: { id: told.accountId, closedAt: null },
    select: { email: true, locale: true, firstName: true },
  });
  if (!account) return;
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const { reference, invoice, labelFr, labelEn, amountCents } = told.about;
  const words = await wordMail(context.tx, locale, mail.name, {
    ...{ firstName: account.firstName, reference, invoice, text: mail.text ?? "" },
    line: `${locale === "fr" ? labelFr : labelEn}, ${wordAmount(locale, amountCents)}`,
    url: `${env().PUBLIC_URL}/demandes/${told.id}`,
  });
  await sendLater(context, { to: account.email, ...words, householdId: told.householdId });
}
