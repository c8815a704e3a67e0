/** Roles and slips of titles that were handed over: number, fingerprint, where their claims stand, their file. */
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import type { Cents } from "@/lib/kernel/money";

export type SlipRow = {
  id: string;
  number: string;
  kind: "role" | "title";
  exer: number;
  bordereau: number;
  sha256: string;
  totalCents: Cents;
  states: readonly { state: "handed" | "taken" | "refused" | "cancelled" | "settled" | "written_off"; count: number }[];
};

export async function SlipTable({ rows }: { rows: readonly SlipRow[] }) {
  const [locale, t, counts] = await Promise.all([
    getLocale(),
    getTranslations("claim.slips"),
    getTranslations("claim.counts"),
  ]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "lot",
          header: t("lot"),
          rowHeader: true,
          cell: (row) => (
            <>
              <TextLink href={`/gestion/titres/${row.id}`}>{row.number}</TextLink>
              <small>{t("print", { print: row.sha256.slice(0, 16) })}</small>
            </>
          ),
        },
        {
          key: "slip",
          header: t("slip"),
          label: t("slipLabel"),
          cell: ({ kind, bordereau, exer }) =>
            t(kind === "role" ? "role" : "titleSlip", { bordereau, exer: String(exer) }),
        },
        {
          key: "pieces",
          header: t("pieces"),
          label: t("piecesLabel"),
          cell: (row) => row.states.map(({ state, count }) => counts(state, { count })).join(", "),
        },
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
          cell: (row) => <File row={row} />,
        },
      ]}
    />
  );
}

async function File({ row }: { row: SlipRow }) {
  const t = await getTranslations("claim.slips");
  const label = t("downloadSlip", { number: row.number });
  return (
    <LinkButton kind="quiet" icon="download" href={`/gestion/titres/${row.id}/pes`} download label={label}>
      {t("download")}
    </LinkButton>
  );
}
