/** Invoices that a debit takes, or leaves aside and why. */
import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { maskedIban } from "@/lib/debit/rules";
import type { Exclusion } from "@/lib/debit/rules-batch";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Cents } from "@/lib/kernel/money";

export type CandidateRow = {
  id: string;
  /** « 2026-000123 ». */
  written: string;
  payer: string;
  rum: string;
  ibanEnd: string;
  cents: Cents;
  /** What the family was told, when it differs. */
  toldCents: Cents | null;
  exclusion: Exclusion | null;
};

export async function CandidateTable({ rows, caption }: { rows: readonly CandidateRow[]; caption: string }) {
  const [locale, t, columns, exclusions] = await Promise.all([
    getLocale(),
    getTranslations("debit.batch"),
    getTranslations("debit.columns"),
    getTranslations("debit.exclusions"),
  ]);
  const list: Column<CandidateRow>[] = [
    {
      key: "payer",
      header: columns("payer"),
      rowHeader: true,
      cell: (row) => (
        <>
          {row.payer}
          <small className="num">{row.rum}</small>
        </>
      ),
    },
    {
      key: "invoice",
      header: columns("invoice"),
      label: `${columns("invoice")}\u00a0: `,
      cell: (row) => <span className="num">{row.written}</span>,
    },
    {
      key: "account",
      header: columns("account"),
      label: `${columns("account")}\u00a0: `,
      cell: (row) => <span className="num">{maskedIban(row.ibanEnd)}</span>,
    },
    {
      key: "amount",
      header: columns("amount"),
      label: `${columns("amount")}\u00a0: `,
      align: "end",
      cell: (row) => (
        <>
          <Money amount={row.cents} locale={locale} />
          {row.toldCents !== null && row.toldCents !== row.cents ? (
            <small>{t("toldAmount", { amount: wordAmount(locale, row.toldCents) })}</small>
          ) : null}
        </>
      ),
    },
  ];
  const reason: Column<CandidateRow> = {
    key: "reason",
    header: columns("reason"),
    cell: (row) => (row.exclusion ? exclusions(row.exclusion) : ""),
  };
  const isLeftOut = rows.some((row) => row.exclusion !== null);
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={isLeftOut ? [...list, reason] : list}
    />
  );
}
