/** One role or slip, article by article: what was handed over, what the treasury did of it. */
import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { SlipRow } from "./slip-table";

export type ClaimRow = {
  id: string;
  piece: number;
  number: string;
  payer: string;
  state: SlipRow["states"][number]["state"];
  takenOn: CivilDate | null;
  collectedCents: Cents;
  amountCents: Cents;
};

export async function ClaimTable({ rows }: { rows: readonly ClaimRow[] }) {
  const [locale, t, c, states] = await Promise.all([
    getLocale(),
    getTranslations("claim.claims"),
    getTranslations("claim.candidates"),
    getTranslations("claim.states"),
  ]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "piece", header: t("piece"), rowHeader: true, cell: (row) => row.piece },
        { key: "number", header: c("invoice"), label: t("invoiceLabel"), cell: (row) => row.number },
        { key: "payer", header: c("payer"), label: c("payerLabel"), cell: (row) => row.payer },
        {
          key: "state",
          header: t("state"),
          label: t("stateLabel"),
          cell: (row) => (
            <>
              {states(row.state)}
              {row.takenOn ? <small>{t("takenOn", { day: wordDate(locale, row.takenOn) })}</small> : null}
            </>
          ),
        },
        {
          key: "collected",
          header: t("collected"),
          label: t("collectedLabel"),
          align: "end",
          cell: (row) => <Money amount={row.collectedCents} locale={locale} />,
        },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.amountCents} locale={locale} />,
        },
      ]}
    />
  );
}
