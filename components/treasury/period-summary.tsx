/** What a period comes to: what it opens with, what came in, what a lot holds already, and the same by means and by product. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DeskColumns, Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Cents } from "@/lib/kernel/money";
import { SURPLUS, type Summary } from "@/lib/treasury/rules-lot";

type PeriodSummaryProps = {
  summary: Summary;
  count: number;
  /** Received before the period, in no lot. */
  beforeCents: Cents;
  /** Received in the period, in no lot. */
  freeCents: Cents;
  /** The names of the product codes. */
  products: ReadonlyMap<string, string>;
  /** Under the till: closing it. */
  children: ReactNode;
};

export async function PeriodSummary({ summary, count, beforeCents, freeCents, ...rest }: PeriodSummaryProps) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("treasury.summary"),
    getTranslations("payment.means"),
  ]);
  const euros = (amount: Cents) => wordAmount(locale, amount);
  const till = [
    { term: t("before"), value: euros(beforeCents) },
    { term: t("received", { count }), value: euros(summary.totalCents) },
    { term: t("locked"), value: euros(summary.totalCents - freeCents) },
    { term: t("left"), value: euros(beforeCents + freeCents), total: true },
  ];
  const byMeans = summary.byMeans.map(({ key, amountCents }) => ({ term: means(key), value: euros(amountCents) }));
  const byProduct = summary.byProduct.map(({ key, amountCents }) => {
    const name = rest.products.get(key);
    if (key === SURPLUS) return { term: t("surplus"), value: euros(amountCents) };
    return { term: name ? `${key} (${name})` : key, value: euros(amountCents) };
  });
  const parts = (
    <>
      <Section title={t("byMeans")}>
        <DefinitionList look="sums" items={byMeans} />
      </Section>
      <Section title={t("byProduct")}>
        <DefinitionList look="sums" items={byProduct} />
      </Section>
    </>
  );
  return (
    <DeskColumns even aside={count > 0 ? parts : null}>
      <Section title={t("title")}>
        <DefinitionList look="sums" items={till} />
      </Section>
      {rest.children}
    </DeskColumns>
  );
}
