/** Invoices found for somebody at the counter. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Cents } from "@/lib/kernel/money";

export type FoundRow = { id: string; number: string; payer: string; totalCents: Cents; dueCents: Cents };

export async function FoundTable({ rows }: { rows: readonly FoundRow[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.counter")]);
  return (
    <Table
      caption={t("foundCaption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "number",
          header: t("invoice"),
          rowHeader: true,
          cell: (row) => <TextLink href={`/gestion/encaissements/nouveau?facture=${row.id}`}>{row.number}</TextLink>,
        },
        { key: "payer", header: t("payer"), cell: (row) => row.payer },
        {
          key: "total",
          header: t("total"),
          label: t("totalLabel"),
          align: "end",
          cell: (row) => <Money amount={row.totalCents} locale={locale} />,
        },
        {
          key: "due",
          header: t("due"),
          label: t("dueLabel"),
          align: "end",
          cell: (row) =>
            row.dueCents > 0 ? <Money amount={row.dueCents} locale={locale} /> : <Tag tone="ok">{t("paid")}</Tag>,
        },
      ]}
    />
  );
}
