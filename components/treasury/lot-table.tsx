/** The lots of a régie: their number, what they hold, their fingerprint, and their files. */
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

const FORMATS = ["csv", "xlsx", "pdf"] as const;

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
          key: "files",
          header: t("files"),
          label: t("filesLabel"),
          cell: (row) => <Files row={row} />,
        },
      ]}
    />
  );
}

/** Each format is made once and kept; the first download of each is the original. */
async function Files({ row }: { row: LotRow }) {
  const t = await getTranslations("treasury.lots");
  return (
    <span className="flex flex-wrap gap-2">
      {FORMATS.map((format) => (
        <LinkButton
          key={format}
          kind="quiet"
          icon="download"
          href={`/api/exports/${row.id}?format=${format}`}
          download
          label={t("downloadAs", { number: row.number, format: t(`formats.${format}`) })}
        >
          {t(`formats.${format}`)}
        </LinkButton>
      ))}
    </span>
  );
}
