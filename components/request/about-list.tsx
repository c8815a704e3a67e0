/** What a request is about, as it was named on the day it was sent: the child, the service, the days, the invoice. */
import { DefinitionList } from "@/components/ui/label";
import type { RequestAbout } from "@/lib/casework/schema";
import { wordDate, wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import { fill } from "@/lib/invoice/rules-words";

type AboutProps = {
  about: RequestAbout;
  words: Messages["casework"]["about"];
  reasons: Messages["attachment"]["reason"];
  locale: Locale;
};

export function AboutList({ about, words, reasons, locale }: AboutProps) {
  const { child, days, activityFr, activityEn, invoice, reason, order } = about;
  const document = locale === "fr" ? about.documentFr : about.documentEn;
  const activity = locale === "fr" ? activityFr : activityEn;
  const items = [
    ...(child ? [{ term: words.child, value: child }] : []),
    ...(activity ? [{ term: words.activity, value: activity }] : []),
    ...(days.length > 0 ? [{ term: words.days, value: daysIn(days, locale) }] : []),
    ...(reason ? [{ term: reasons.label, value: reasons.choices[reason] }] : []),
    ...(order ? [{ term: words.order, value: order }] : []),
    ...(document ? [{ term: words.document, value: document }] : []),
    ...(invoice ? [{ term: words.invoice, value: fill(words.number, { number: invoice }) }] : []),
  ];
  return items.length > 0 ? <DefinitionList items={items} /> : null;
}

function daysIn(days: readonly string[], locale: Locale): string {
  const [first = "", last = first] = [days[0], days.at(-1)];
  return first === last ? wordDate(locale, first) : wordSpan(locale, { from: first, to: last, year: true });
}

/** Whether there is anything to list. */
export const isAboutSomething = ({ days, ...named }: RequestAbout): boolean =>
  days.length > 0 || Object.values(named).some((name) => name !== null);
