/** The lots of a régie: their number, what they hold, their fingerprint, and their bytes. */
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { wordSpan } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export type LotRow = {
  id: string;
  number: string;
  since: CivilDate;
  until: CivilDate;
  receipts: number;
  totalCents: Cents;
  sha256: string;
};

export async function LotTable({ rows }: { rows: readonly LotRow[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("treasury.lots")]);
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
              {row.number}
              <small>{t("print", { print: row.sha256.slice(0, 16) })}</small>
            </>
          ),
        },
        {
          key: "period",
          header: t("period"),
          label: t("periodLabel"),
          cell: (row) => wordSpan(locale, { from: row.since, to: row.until, year: true }),
        },
        { key: "receipts", header: t("count"), label: t("countLabel"), align: "end", cell: (row) => row.receipts },
        {
          key: "total",
          header: t("total"),
          label: t("totalLabel"),
          align: "end",
          cell: (row) => <Money amount={row.totalCents} locale={locale} />,
        },
        {
          key: "file",
          header: t("file"),
          cell: (row) => (
            <LinkButton
              kind="quiet"
              icon="download"
              href={`/api/exports/${row.id}`}
              download
              label={t("downloadLot", { number: row.number })}
            >
              {t("download")}
            </LinkButton>
          ),
        },
      ]}
    />
  );
}
