/** The claims that one line of a return moved: the first of them with their own part, how many there are, and the sum of all. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import type { Moved } from "@/lib/claim/rules-answer";
import { wordAmount } from "@/lib/i18n/amounts";
import { writtenNumber } from "@/lib/payment/rules-telling";

export async function MovedClaims({ moved: { shown, count, totalCents } }: { moved: Moved }) {
  const [t, locale] = await Promise.all([getTranslations("statement.moved"), getLocale()]);
  return (
    <Section title={t("title")}>
      {shown.length < count ? <p className="small soft mb-3">{t("first", { shown: shown.length, count })}</p> : null}
      <Table
        caption={t("title")}
        hideCaption
        rows={shown}
        rowKey={({ invoiceId, what }) => `${invoiceId}/${what}`}
        foot={[t("count", { count }), "", wordAmount(locale, totalCents)]}
        columns={[
          {
            key: "invoice",
            header: t("invoice"),
            rowHeader: true,
            cell: (one) => t("number", { number: writtenNumber(one) }),
          },
          { key: "what", header: t("what"), label: t("what"), cell: ({ what }) => t(`moves.${MOVES[what]}`) },
          {
            ...{ key: "amount", header: t("amount"), label: t("amount"), align: "end" },
            cell: ({ cents }) => wordAmount(locale, cents),
          },
        ]}
      />
    </Section>
  );
}

const MOVES = { "claim.collected": "collected", "claim.returned": "returned", "debt.written-off": "givenUp" } as const;
