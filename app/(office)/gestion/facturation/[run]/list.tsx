/** The invoices of a month, page by page, with what is still owed once they are issued. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { Button, TextLink } from "@/components/ui/button";
import { Pagination } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { type Run, type RunInvoice, searchedInvoices } from "@/lib/invoice/queries-runs";
import { tracedRead, type Visit } from "@/lib/server/page";

type Asked = { page: number; text: string };
type ListProps = { visit: Visit<unknown>; run: Run; asked: Asked };

export async function RunList({ visit, run, asked }: ListProps) {
  const [t, list, columns] = await Promise.all([
    getTranslations("invoice.office.run"),
    tracedRead(visit, (context) => searchedInvoices(context, run.id, asked)),
    columnsOf(run.state === "issued" || run.state === "issuing"),
  ]);
  const path = `/gestion/facturation/${run.id}`;
  const to = (page: number) =>
    `${path}?${new URLSearchParams({ ...(asked.text && { q: asked.text }), page: String(page) })}`;
  const from = (list.page - 1) * list.size + 1;
  const last = Math.min(list.total, list.page * list.size);
  return (
    <Section title={t("list")}>
      <form method="get" action={path} className="field-bar mt-4 mb-6" aria-label={t("search")}>
        <div className="field">
          <label htmlFor="q">{t("search")}</label>
          <input id="q" type="search" name="q" className="input" defaultValue={asked.text} />
        </div>
        <Button type="submit" kind="line">
          {t("searchButton")}
        </Button>
      </form>
      {list.invoices.length === 0 ? (
        <EmptyState icon="invoice" title={t("empty")} />
      ) : (
        <Table caption={t("list")} hideCaption rows={list.invoices} rowKey={(row) => row.id} columns={columns} />
      )}
      {list.total > list.size ? (
        <Pagination
          label={t("pages")}
          position={t("position", { from, to: last, total: list.total })}
          previous={list.page > 1 ? { href: to(list.page - 1), label: t("previous") } : undefined}
          next={last < list.total ? { href: to(list.page + 1), label: t("next") } : undefined}
        />
      ) : null}
    </Section>
  );
}

async function columnsOf(isIssued: boolean): Promise<Column<RunInvoice>[]> {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.office.run")]);
  const columns: Column<RunInvoice>[] = [
    {
      key: "payer",
      header: t("payer"),
      rowHeader: true,
      cell: (row) => (
        <TextLink href={`/gestion/facturation/factures/${row.id}`} label={t("openLabel", { name: row.payer })}>
          {row.payer}
        </TextLink>
      ),
    },
    { key: "household", header: t("household"), label: t("household"), cell: (row) => row.household },
    {
      key: "amount",
      header: t("amount"),
      label: t("amount"),
      align: "end",
      cell: (row) => wordAmount(locale, row.totalCents),
    },
  ];
  if (!isIssued) return columns;
  return [
    { key: "number", header: t("number"), label: t("number"), cell: (row) => row.number },
    ...columns,
    {
      key: "due",
      header: t("due"),
      label: t("due"),
      align: "end",
      // A draft that waits for its number owes nothing yet, and is not paid either.
      cell: (row) => {
        if (row.number === null) return null;
        return row.dueCents > 0 ? wordAmount(locale, row.dueCents) : <Tag tone="ok">{t("statePaid")}</Tag>;
      },
    },
  ];
}
