/** A contested line on screen: the line as it was, its state. The family's pages and the office's say the same. */
import { DefinitionList } from "@/components/ui/label";
import type { TagTone } from "@/components/ui/tag";
import type { ContestStep } from "@/lib/contest/rules";
import type { ContestAbout } from "@/lib/contest/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import { daysText, fill } from "@/lib/invoice/rules-words";

export const contestTones: Record<ContestStep, TagTone> = {
  received: "info",
  in_study: "due",
  accepted: "ok",
  refused: "bad",
};

type AboutProps = {
  about: Omit<ContestAbout, "reference" | "invoiceId" | "position">;
  words: Messages["contest"]["line"];
  locale: Locale;
};

export function ContestedLine({ about, words, locale }: AboutProps) {
  const { child, days, quantity, unitCents, amountCents, invoice, month } = about;
  const sum = fill(words.sum, {
    quantity: String(quantity),
    price: wordAmount(locale, unitCents),
    amount: wordAmount(locale, amountCents),
  });
  return (
    <DefinitionList
      items={[
        { term: words.invoice, value: fill(words.number, { number: invoice, ofMonth: ofMonth(locale, month) }) },
        ...(child ? [{ term: words.child, value: child }] : []),
        { term: words.label, value: locale === "fr" ? about.labelFr : about.labelEn },
        ...(days.length > 0 ? [{ term: words.days, value: daysText(days, locale) }] : []),
        { term: words.amount, value: sum },
      ]}
    />
  );
}
