/** A contested line on screen: the line as it was, its state, and who wrote what and when. The family's pages and the office's say the same. */
import type { ReactNode } from "react";
import { DefinitionList } from "@/components/ui/label";
import type { TagTone } from "@/components/ui/tag";
import type { ContestStep } from "@/lib/contest/rules";
import type { ContestAbout } from "@/lib/contest/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import { daysText, fill } from "@/lib/invoice/rules-words";
import { parisOf } from "@/lib/kernel/civil-date";

export const contestTones: Record<ContestStep, TagTone> = {
  received: "info",
  in_study: "due",
  accepted: "ok",
  refused: "bad",
};

export const lineName = (
  { child, labelFr, labelEn }: Pick<ContestAbout, "child" | "labelFr" | "labelEn">,
  locale: Locale,
) => [locale === "fr" ? labelFr : labelEn, child].filter(Boolean).join(", ");

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

export type ToldEntry = { id: string; who: string; text: string | null; at: Date };

export function ContestStory({ entries, locale }: { entries: readonly ToldEntry[]; locale: Locale }): ReactNode {
  return (
    <ol className="grid gap-4">
      {entries.map(({ id, who, text, at }) => (
        <li key={id}>
          <p className="small soft">
            <strong>{who}</strong>, <time dateTime={at.toISOString()}>{wordMoment(locale, parisOf(at).moment)}</time>
          </p>
          <p className="prose whitespace-pre-line">{text}</p>
        </li>
      ))}
    </ol>
  );
}
