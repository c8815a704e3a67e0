/** The files that came in, the latest first. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { wordMoment, wordSpan } from "@/lib/i18n/dates";
import type { ImportHead } from "@/lib/statement/rules-told";

export async function ImportTable({ rows }: { rows: readonly ImportHead[] }) {
  const [locale, t, kinds] = await Promise.all([
    getLocale(),
    getTranslations("statement.files"),
    getTranslations("statement.kinds"),
  ]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("name"),
          rowHeader: true,
          cell: (row) => (
            <>
              <TextLink href={`/gestion/rapprochement/imports/${row.id}`}>{kinds(row.kind)}</TextLink>
              <small>{row.fileName}</small>
            </>
          ),
        },
        { key: "moment", header: t("moment"), label: t("momentLabel"), cell: (row) => wordMoment(locale, row.moment) },
        {
          key: "span",
          header: t("span"),
          label: t("spanLabel"),
          cell: ({ report: { since, until } }) =>
            since && until ? wordSpan(locale, { from: since, to: until, year: true }) : t("noDays"),
        },
        { key: "lines", header: t("lines"), label: t("linesLabel"), align: "end", cell: (row) => row.report.lines },
        { key: "new", header: t("new"), label: t("newLabel"), align: "end", cell: (row) => row.report.added },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.report.addedCents} locale={locale} />,
        },
      ]}
    />
  );
}
