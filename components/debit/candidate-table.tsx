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
  const named = (key: "invoice" | "account" | "amount") => ({
    ...{ key, header: columns(key), label: `${columns(key)}\u00a0: ` },
  });
  const amountOf = ({ cents, toldCents }: CandidateRow) => (
    <>
      <Money amount={cents} locale={locale} />
      {toldCents === null || toldCents === cents ? null : (
        <small>{t("toldAmount", { amount: wordAmount(locale, toldCents) })}</small>
      )}
    </>
  );
  const list: Column<CandidateRow>[] = [
    { key: "payer", header: columns("payer"), rowHeader: true, cell: nameCell },
    { ...named("invoice"), cell: (row) => <span className="num">{row.written}</span> },
    { ...named("account"), cell: (row) => <span className="num">{maskedIban(row.ibanEnd)}</span> },
    { ...named("amount"), align: "end", cell: amountOf },
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

function nameCell(row: CandidateRow) {
  return (
    <>
      {row.payer}
      <small className="num">{row.rum}</small>
    </>
  );
}
