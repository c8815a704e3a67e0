/** Invoices of a régie that the treasury could collect: with a box each, with what is missing, or with why they stay. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export type CandidateRow = {
  id: string;
  number: string;
  payer: string;
  payerId: string;
  dueOn: CivilDate | null;
  level: number;
  cents: Cents;
};

async function commonColumns<Row extends CandidateRow>(): Promise<{ head: Column<Row>[]; amount: Column<Row> }> {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("claim.candidates")]);
  return {
    head: [
      { key: "number", header: t("invoice"), rowHeader: true, cell: (row) => row.number },
      { key: "payer", header: t("payer"), label: t("payerLabel"), cell: (row) => row.payer },
    ],
    amount: {
      key: "amount",
      header: t("amount"),
      label: t("amountLabel"),
      align: "end",
      cell: (row) => <Money amount={row.cents} locale={locale} />,
    },
  };
}

/** Each row has a box that says which invoice it hands over. */
export async function ReadyTable({ rows }: { rows: readonly CandidateRow[] }) {
  const [locale, t, { head, amount }] = await Promise.all([
    getLocale(),
    getTranslations("claim.candidates"),
    commonColumns<CandidateRow>(),
  ]);
  const box = (row: CandidateRow): ReactNode => (
    <label className="choice">
      <input type="checkbox" name="invoiceIds[]" value={row.id} />
      <span className="sr">{t("pickOne", { number: row.number, payer: row.payer })}</span>
    </label>
  );
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        ...head,
        {
          key: "due",
          header: t("due"),
          label: t("dueLabel"),
          cell: (row) => (row.dueOn ? wordDate(locale, row.dueOn) : ""),
        },
        {
          key: "level",
          header: t("reminders"),
          label: t("remindersLabel"),
          cell: (row) => t("level", { level: row.level }),
        },
        amount,
        { key: "pick", header: t("pick"), label: t("pickLabel"), cell: box },
      ]}
    />
  );
}

export type LackingRow = CandidateRow & { findings: readonly string[]; canComplete: boolean };

export async function LackingTable({ rows }: { rows: readonly LackingRow[] }) {
  const [t, { head, amount }] = await Promise.all([getTranslations("claim.findings"), commonColumns<LackingRow>()]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        ...head,
        { key: "what", header: t("what"), label: t("whatLabel"), cell: (row) => row.findings.join(", ") },
        amount,
        {
          key: "complete",
          header: t("complete"),
          cell: (row) =>
            row.canComplete ? (
              <LinkButton
                kind="quiet"
                icon="pencil"
                href={`/gestion/titres/redevables/${row.payerId}`}
                label={t("completeOne", { payer: row.payer })}
              >
                {t("complete")}
              </LinkButton>
            ) : null,
        },
      ]}
    />
  );
}

export type KeptRow = CandidateRow & { why: string };

export async function KeptTable({ rows }: { rows: readonly KeptRow[] }) {
  const [t, { head, amount }] = await Promise.all([getTranslations("claim.kept"), commonColumns<KeptRow>()]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[...head, { key: "why", header: t("why"), label: t("whyLabel"), cell: (row) => row.why }, amount]}
    />
  );
}
