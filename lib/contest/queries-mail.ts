/** The two mails that speak of the line itself, to the person who contested and nobody else, for the steps that the office has chosen. */
import { isMailed } from "@/lib/casework/queries-mail";
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { wordAmount } from "@/lib/i18n/amounts";
import { isLocale } from "@/lib/i18n/locale";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import type { ContestAbout } from "./schema";

type Told = { id: string; accountId: string | null; householdId: string; about: ContestAbout };
type Names = Extract<MailName, "contestFiled" | "contestAccepted">;

export async function tellAsker(context: Context, told: Told, mail: { name: Names; text?: string }): Promise<void> {
  const step = mail.name === "contestFiled" ? "received" : "decided";
  if (!told.accountId || !(await isMailed(context, step))) return;
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
