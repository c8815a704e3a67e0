/** The receipts of a period, one a row; one that takes another back is marked in words. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { writeDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Means } from "@/lib/ledger/rules";

export type ReceiptRow = {
  id: string;
  number: string;
  day: CivilDate;
  invoice: string;
  payer: string;
  means: Means;
  amountCents: Cents;
  /** The receipt that it takes back. */
  reverses: string | null;
  /** The lot that holds it. */
  lot: string | null;
};

export async function ReceiptTable({ rows }: { rows: readonly ReceiptRow[] }) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("treasury.receipts"),
    getTranslations("payment.means"),
  ]);
  const total = wordAmount(locale, sum(rows.map((row) => row.amountCents)));
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "number",
          header: t("number"),
          rowHeader: true,
          cell: (row) => (
            <>
              <TextLink className="nowrap" href={`/gestion/encaissements/recus/${row.id}`}>
                {row.number}
              </TextLink>
              {row.reverses ? <small>{t("reverses", { number: row.reverses })}</small> : null}
            </>
          ),
        },
        { key: "day", header: t("day"), label: t("dayLabel"), cell: (row) => writeDate(row.day) },
        { key: "payer", header: t("payer"), label: t("payerLabel"), cell: (row) => row.payer },
        {
          key: "invoice",
          header: t("invoice"),
          label: t("invoiceLabel"),
          cell: (row) => <span className="nowrap">{row.invoice}</span>,
        },
        { key: "means", header: t("means"), label: t("meansLabel"), cell: (row) => means(row.means) },
        {
          key: "lot",
          header: t("lot"),
          label: t("lotLabel"),
          cell: (row) =>
            row.lot ? <span className="nowrap">{row.lot}</span> : <Tag icon="hourglass">{t("noLot")}</Tag>,
        },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.amountCents} locale={locale} />,
        },
      ]}
      foot={[t("total"), "", "", "", "", "", total]}
    />
  );
}
