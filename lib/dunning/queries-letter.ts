/** The letter of a level in the payer's language and the commune's words; a payer whom no mail reaches gets it on paper only, in French. */
import { type MailName, wordLetter } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { payerAddressOf, payerReadersOf, type Recipient } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { LateInvoice } from "./queries";
import type { Level } from "./rules";
import type { Letter } from "./schema";

/** Levels beyond the third speak as the third does. */
const WORDS = ["reminderFirst", "reminderSecond", "reminderThird"] as const satisfies readonly MailName[];

type Asked = { invoice: LateInvoice; level: Level; today: CivilDate };
export type Told = { letter: Letter; to: Recipient[] };

export async function letterOf(tx: Tx, { invoice, level, today }: Asked): Promise<Told> {
  const { payerId, householdId } = invoice;
  const to = await payerReadersOf(tx, { payerId, householdId, today });
  const locale = to[0]?.locale ?? "fr";
  const words = await wordsOf(tx, locale, { invoice, level, firstName: to[0]?.firstName ?? invoice.head.name });
  // The family may have moved since the invoice was drawn up.
  const address = (await payerAddressOf(tx, { payerId, householdId, today })) ?? invoice.head.address;
  const about = { ...aboutOf(invoice), head: { ...invoice.head, address } };
  return { letter: { locale, ...words, ...about, label: level.label }, to };
}

/** What the letter says of the invoice, besides its words. */
function aboutOf({ head, number, refdet, issuedOn, dueOn, totalCents }: LateInvoice) {
  return { head, number, refdet, issuedOn, dueOn, totalCents };
}

type Spoken = { invoice: LateInvoice; level: Level; firstName: string };

async function wordsOf(tx: Tx, locale: Locale, { invoice, level, firstName }: Spoken) {
  const { id, number, month, dueOn, dueCents } = invoice;
  const name = WORDS[Math.min(level.level, WORDS.length) - 1] ?? "reminderFirst";
  const words = await wordLetter(tx, locale, name, {
    ...{ firstName, number, ofMonth: ofMonth(locale, month), due: wordDate(locale, dueOn) },
    ...{ amount: wordAmount(locale, dueCents), fee: feeText(locale, level.feeCents) },
    url: `${env().PUBLIC_URL}/factures/${id}`,
  });
  return { subject: words.subject, body: words.body.replace(/\n{3,}/g, "\n\n") };
}

/** A whole sentence, or nothing where the letter is free. */
function feeText(locale: Locale, feeCents: Cents): string {
  if (feeCents === 0) return "";
  return catalogues[locale].dunning.letter.fee.replace("{amount}", wordAmount(locale, feeCents));
}

/** Days on which letters left, the latest first, with their number and fees: for printing. */
export async function letterDays(tx: Tx): Promise<{ day: CivilDate; letters: number; feeCents: Cents }[]> {
  const rows = await tx.reminder.groupBy({
    by: ["sentOn"],
    orderBy: { sentOn: "desc" },
    take: 30,
    _count: { _all: true },
    _sum: { feeCents: true },
  });
  return rows.map(({ sentOn, _count, _sum }) => ({
    ...{ day: fromColumn(sentOn), letters: _count._all, feeCents: _sum.feeCents ?? 0 },
  }));
}

/** The letters of a day as they were sent, in the order of their invoices. */
export async function lettersOn(context: Context, day: CivilDate) {
  const rows = await context.tx.reminder.findMany({
    where: { sentOn: toColumn(day) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, invoiceId: true, level: true, dueCents: true, feeCents: true, letter: true },
  });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "letters", id: day },
    body: { kind: "letters", words: day, found: rows.length, purpose: "billing" },
  });
  return rows;
}
