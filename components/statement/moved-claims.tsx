/** The claims that one line of a return moved, each with its own part and the sum of all. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import type { Moved } from "@/lib/claim/rules-answer";
import { wordAmount } from "@/lib/i18n/amounts";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";

export async function MovedClaims({ moved }: { moved: readonly Moved[] }) {
  const [t, locale] = await Promise.all([getTranslations("statement.moved"), getLocale()]);
  const total = sum(moved.map(({ cents }) => cents));
  return (
    <Section title={t("title")}>
      <Table
        caption={t("title")}
        hideCaption
        rows={moved}
        rowKey={({ invoiceId, what }) => `${invoiceId}/${what}`}
        foot={[t("count", { count: moved.length }), "", wordAmount(locale, total)]}
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
