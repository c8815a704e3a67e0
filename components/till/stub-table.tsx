/** The stub book: receipts, the latest first; one that takes another back, a slip and a lot are said in words. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { writeDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Means } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";

type Numbered = { year: number; number: number };
export type StubRow = Numbered & {
  id: string;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  payer: string;
  invoice: Numbered;
  /** The receipt that it takes back. */
  reverses: Numbered | null;
  /** What closed over it. */
  lot: Numbered | null;
  slip: Numbered | null;
};

export async function StubTable({ rows, totalCents }: { rows: readonly StubRow[]; totalCents: Cents }) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("till.receipts"),
    getTranslations("payment.means"),
  ]);
  const numbered = (row: StubRow) => (
    <>
      <TextLink className="nowrap" href={`/gestion/encaissements/recus/${row.id}`}>
        {writtenNumber(row)}
      </TextLink>
      {row.reverses ? <small>{t("reverses", { number: writtenNumber(row.reverses) })}</small> : null}
    </>
  );
  const closed = ({ lot, slip }: StubRow) => {
    const by = [slip && t("slip", { number: writtenNumber(slip) }), lot && t("lot", { number: writtenNumber(lot) })];
    const words = by.filter(Boolean).join(", ");
    return words ? <span className="small">{words}</span> : <Tag icon="hourglass">{t("open")}</Tag>;
  };
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "number", header: t("number"), rowHeader: true, cell: numbered },
        { key: "day", header: t("day"), label: t("dayLabel"), cell: (row) => writeDate(row.day) },
        { key: "payer", header: t("payer"), label: t("payerLabel"), cell: (row) => row.payer },
        {
          key: "invoice",
          header: t("invoice"),
          label: t("invoiceLabel"),
          cell: (row) => <span className="nowrap">{writtenNumber(row.invoice)}</span>,
        },
        {
          key: "means",
          header: t("means"),
          label: t("meansLabel"),
          cell: (row) => <span className="nowrap">{means(row.means)}</span>,
        },
        { key: "closed", header: t("closed"), label: t("closedLabel"), cell: closed },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.amountCents} locale={locale} />,
        },
      ]}
      foot={[t("total"), "", "", "", "", "", wordAmount(locale, totalCents)]}
    />
  );
}
