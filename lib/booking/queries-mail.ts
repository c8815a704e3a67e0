/** The mails about bookings, worded for each person who is told: receipt, offered place, closed day. */
import { type MailName, type MailValues, wordMail } from "@/lib/commune/queries-mail";
import { type Recipient, recipientsOf } from "@/lib/household/queries-recipients";
import { wordChange } from "@/lib/i18n/amounts";
import { monthName, wordDay, wordDays, wordLimit, wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { type CivilDate, type CivilDateTime, mondayOf, monthOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";
import type { ActivityNames, OrderLine } from "./queries";

export function nameIn(locale: Locale, names: ActivityNames): string {
  return locale === "fr" ? names.nameFr : names.nameEn;
}

export function weekAddress(day: CivilDate): string {
  return `${env().PUBLIC_URL}/reservations?semaine=${mondayOf(day)}`;
}

export type DayNews = {
  mail: Extract<MailName, "placeOffered" | "dayClosed">;
  householdId: string;
  childId: string;
  today: CivilDate;
  activity: ActivityNames & { day: CivilDate };
  until?: CivilDateTime;
  /** Why the day is closed, in both languages. */
  reason?: { fr: string; en: string };
};

/** The news of one day for a household: one mail a person. */
export async function dayMails(tx: Tx, news: DayNews): Promise<Mail[]> {
  const child = await tx.child.findUniqueOrThrow({ where: { id: news.childId }, select: { firstName: true } });
  const mails: Mail[] = [];
  for (const person of await recipientsOf(tx, news)) {
    const values = dayValues(person, news, child.firstName);
    const words = await wordMail(tx, person.locale, news.mail, values);
    mails.push({ to: person.email, ...words, householdId: news.householdId });
  }
  return mails;
}

function dayValues({ firstName, locale }: Recipient, { activity, until, reason }: DayNews, child: string): MailValues {
  return {
    firstName,
    child,
    activity: nameIn(locale, activity),
    day: wordDay(locale, activity.day),
    until: until ? wordLimit(locale, until) : "",
    reason: reason?.[locale] ?? "",
    url: weekAddress(activity.day),
  };
}

export type ReceiptFacts = {
  accountId: string;
  householdId: string;
  reference: string;
  moment: CivilDateTime;
  lines: readonly OrderLine[];
  deltaCents: number;
};

/**
 * The receipt goes to the person who booked; it tells amounts, so that where somebody to whom the child is entrusted booked, it goes to the
 * household's own parent.
 */
export async function receiptMail(tx: Tx, facts: ReceiptFacts): Promise<Mail> {
  const account = await receiptReader(tx, facts);
  const locale: Locale = account.locale === "en" ? "en" : "fr";
  const words = await wordMail(tx, locale, "bookingReceipt", {
    firstName: account.firstName,
    reference: facts.reference,
    moment: wordMoment(locale, facts.moment),
    changes: changesIn(
      locale,
      facts.lines.reduce((count, line) => count + line.days.length, 0),
    ),
    lines: facts.lines.map((line) => lineText(locale, line)).join("\n"),
    total: wordChange(locale, facts.deltaCents),
    url: `${env().PUBLIC_URL}/reservations/confirmation/${facts.reference}`,
  });
  return { to: account.email, ...words, householdId: facts.householdId };
}

async function receiptReader(tx: Tx, { accountId, householdId }: ReceiptFacts) {
  const own = { email: true, firstName: true, locale: true } as const;
  const entrusted = await tx.delegation.findFirst({
    where: { accountId, householdId },
    orderBy: { createdAt: "desc" },
    select: { grantedById: true },
  });
  const member = { accountId, memberships: { some: { householdId } } };
  if (!entrusted || (await tx.guardian.count({ where: member })) > 0) {
    return tx.account.findUniqueOrThrow({ where: { id: accountId }, select: own });
  }
  const parent = { guardian: { id: entrusted.grantedById } };
  return tx.account.findFirstOrThrow({ where: parent, select: own });
}

function changesIn(locale: Locale, count: number): string {
  const words = catalogues[locale].booking.receipt;
  return (count === 1 ? words.oneChange : words.manyChanges).replace("{count}", String(count));
}

function lineText(locale: Locale, line: OrderLine): string {
  const sign = line.change === "added" ? "+" : "−";
  const days = daysOf(locale, line.days);
  return `${sign} ${line.firstName}, ${nameIn(locale, line)} : ${days} (${wordChange(locale, line.cents)})`;
}

/** "lundi 7, mardi 8 et jeudi 10 décembre": days of one month. */
function daysOf(locale: Locale, days: readonly CivilDate[]): string {
  const [first] = days;
  return first ? `${wordDays(locale, days)} ${monthName(locale, monthOf(first))}` : "";
}
