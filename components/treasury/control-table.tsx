/** Books, receipts and PayFiP side by side, by means. */
import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { agrees, type Gap } from "@/lib/treasury/rules";

export async function ControlTable({ gaps }: { gaps: readonly Gap[] }) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("treasury.control"),
    getTranslations("payment.means"),
  ]);
  const money = (amount: number) => <Money amount={amount} locale={locale} />;
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={gaps}
      rowKey={(gap) => gap.means}
      marked={(gap) => !agrees(gap)}
      columns={[
        { key: "means", header: t("means"), rowHeader: true, cell: (gap) => means(gap.means) },
        {
          key: "books",
          header: t("books"),
          label: t("booksLabel"),
          align: "end",
          cell: (gap) => money(gap.ledgerCents),
        },
        {
          key: "receipts",
          header: t("receipts"),
          label: t("receiptsLabel"),
          align: "end",
          cell: (gap) => money(gap.receiptsCents),
        },
        {
          key: "payfip",
          header: t("payfip"),
          label: t("payfipLabel"),
          align: "end",
          cell: (gap) => (gap.providerCents === null ? t("notSeen") : money(gap.providerCents)),
        },
        {
          key: "gap",
          header: t("gap"),
          label: t("gapLabel"),
          align: "end",
          cell: (gap) => money(gap.receiptsCents - (gap.providerCents ?? gap.ledgerCents)),
        },
        {
          key: "state",
          header: t("state"),
          cell: (gap) => (agrees(gap) ? <Tag tone="ok">{t("equal")}</Tag> : <Tag tone="due">{t("differs")}</Tag>),
        },
      ]}
    />
  );
}
