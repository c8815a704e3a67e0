/** The state of the till, one means a row: what is in hand, what moved since the last remittance, what is at the bank already. */
import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening } from "@/lib/i18n/dates";
import type { Cents } from "@/lib/kernel/money";
import type { TillLine } from "@/lib/till/rules-state";

type TillTableProps = {
  lines: readonly TillLine[];
  totals: { inHandCents: Cents; sinceCents: Cents; depositedCents: Cents };
};

export async function TillTable({ lines, totals }: TillTableProps) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("till.state"),
    getTranslations("payment.means"),
  ]);
  const money = (amount: Cents) => <Money amount={amount} locale={locale} />;
  const total = (amount: Cents) => wordAmount(locale, amount);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={lines}
      rowKey={(line) => line.means}
      columns={[
        { key: "means", header: t("means"), rowHeader: true, cell: (line) => opening(means(line.means)) },
        {
          key: "since",
          header: t("since"),
          label: t("sinceLabel"),
          align: "end",
          cell: (line) => money(line.sinceCents),
        },
        {
          key: "deposited",
          header: t("deposited"),
          label: t("depositedLabel"),
          align: "end",
          cell: (line) => money(line.depositedCents),
        },
        {
          key: "inHand",
          header: t("inHand"),
          label: t("inHandLabel"),
          align: "end",
          cell: (line) => <strong>{money(line.inHandCents)}</strong>,
        },
      ]}
      foot={[t("total"), total(totals.sinceCents), total(totals.depositedCents), total(totals.inHandCents)]}
    />
  );
}
