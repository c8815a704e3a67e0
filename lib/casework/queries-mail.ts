/** To the person who asked, and nobody else, for the steps that the office has chosen. A subject says the reference, never what it is about. */
import { type MailName, wordMail } from "@/lib/commune/queries-mail";
import { wordDay } from "@/lib/i18n/dates";
import { isLocale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { RequestKind } from "@/lib/request/rules";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { handlingOf } from "./queries-settings";
import type { MailedStep } from "./schema-settings";

export type Told = {
  id: string;
  reference: string;
  kind: RequestKind;
  accountId: string | null;
  householdId: string;
};

const names: Record<MailedStep, MailName> = {
  received: "requestReceived",
  acknowledged: "requestAcknowledged",
  waiting_family: "requestWaiting",
  in_study: "requestInStudy",
  message: "requestMessage",
  letter: "requestLetter",
  proposal: "requestProposal",
  decided: "requestDecided",
  closed: "requestClosed",
  reopened: "requestReopened",
};

/** Whether this step sends a mail in this commune. */
export async function isMailed({ tx, today }: Context, step: MailedStep): Promise<boolean> {
  return (await handlingOf(tx, today)).mails.includes(step);
}

export async function tellFamily(
  context: Context,
  told: Told,
  {
    step,
    text,
    dueOn,
    mail,
  }: { step: MailedStep; text?: string; dueOn?: CivilDate | null; mail?: { subject: string; text: string } },
): Promise<void> {
  if (!told.accountId || !(await isMailed(context, step))) return;
  const account = await context.tx.account.findUnique({
    where: { id: told.accountId, closedAt: null },
    select: { email: true, locale: true, firstName: true },
  });
  if (!account) return;
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const words =
    mail ??
    (await wordMail(context.tx, locale, names[step], {
      ...{ firstName: account.firstName, reference: told.reference, text: text ?? "" },
      subject: catalogues[locale].casework.kinds[told.kind],
      day: dueOn ? wordDay(locale, dueOn) : "",
      url: `${env().PUBLIC_URL}/demandes/${told.id}`,
    }));
  await sendLater(context, { to: account.email, ...words, householdId: told.householdId });
}
