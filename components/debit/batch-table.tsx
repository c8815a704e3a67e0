/** The files given to the bank: number, day, what they hold, what became of it. */
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export type BatchRow = {
  id: string;
  /** « 2026-0003 ». */
  written: string;
  collectOn: CivilDate;
  debits: number;
  totalCents: Cents;
  sha256: string;
  states: Record<"sent" | "collected" | "rejected", number>;
};

export async function BatchTable({ rows }: { rows: readonly BatchRow[] }) {
  const [locale, t, columns, desk] = await Promise.all([
    getLocale(),
    getTranslations("debit.outcome"),
    getTranslations("debit.columns"),
    getTranslations("debit.desk"),
  ]);
  const named = (key: "day" | "count" | "total") => ({ header: columns(key), label: `${columns(key)}\u00a0: ` });
  return (
    <Table
      caption={desk("batches")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "number",
          header: columns("number"),
          rowHeader: true,
          cell: (row) => (
            <>
              <TextLink href={`/gestion/prelevements/${row.id}`}>{t("title", { number: row.written })}</TextLink>
              <small>{columns("print", { print: row.sha256.slice(0, 16) })}</small>
            </>
          ),
        },
        { key: "day", ...named("day"), cell: (row) => wordDate(locale, row.collectOn) },
        { key: "count", ...named("count"), align: "end", cell: (row) => row.debits },
        {
          key: "total",
          ...named("total"),
          align: "end",
          cell: (row) => <Money amount={row.totalCents} locale={locale} />,
        },
        { key: "outcome", header: columns("outcome"), cell: (row) => t("summary", row.states) },
        {
          key: "file",
          header: columns("file"),
          cell: (row) => (
            <LinkButton
              kind="quiet"
              icon="download"
              href={`/gestion/prelevements/${row.id}/fichier`}
              download
              label={t("downloadOf", { number: row.written })}
            >
              {t("download")}
            </LinkButton>
          ),
        },
      ]}
    />
  );
}
