/** A deposit slip, made for paper: each cheque or title, the total, and room for the signatures. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { Signatures } from "@/components/till/signatures";
import { BackLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, wordDate } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { type Paper, printedSlip } from "@/lib/till/queries-papers";
import { TILL } from "../../desk";
import { type Search, textOf } from "../../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.slip"))("short") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function SlipPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("treasury.export", `${TILL}/bordereaux/${encodeURIComponent(id)}`);
  const slip = isId(id) ? await printedSlip(visit.tx, id) : null;
  if (!slip) notFound();
  const [locale, t, means, commune, ui] = await Promise.all([
    getLocale(),
    getTranslations("till.slip"),
    getTranslations("payment.means"),
    communeIdentity(),
    getTranslations("till.receipt"),
  ]);
  return (
    <PrintSheet
      title={t("title", { number: writtenNumber(slip) })}
      head={`${commune.name}, ${slip.regie}`}
      tools={
        <>
          <BackLink href={`${TILL}/bordereaux`}>{t("back")}</BackLink>
          <PrintButton>{ui("print")}</PrintButton>
        </>
      }
    >
      {textOf(search, "nouveau") ? (
        <div className="no-print">
          <Notice tone="ok" inset live title={t("saved")} />
        </div>
      ) : null}
      <p>{t("facts", { means: opening(means(slip.means)), day: wordDate(locale, slip.day) })}</p>
      <Papers rows={slip.papers} totalCents={slip.totalCents} />
      <Signatures by={t("by", { name: slip.by })} lines={[t("sign"), t("bank")]} />
    </PrintSheet>
  );
}

async function Papers({ rows, totalCents }: { rows: readonly Paper[]; totalCents: Cents }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.slip")]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "receipt", header: t("receipt"), label: t("receiptLabel"), rowHeader: true, cell: writtenNumber },
        {
          key: "paper",
          header: t("paper"),
          label: t("numberLabel"),
          cell: (row) => row.chequeNumber ?? row.reference ?? "",
        },
        {
          key: "issuer",
          header: t("issuer"),
          label: t("issuerLabel"),
          cell: (row) => row.chequeIssuer ?? row.payer,
        },
        { key: "payer", header: t("payer"), label: t("payerLabel"), cell: (row) => row.payer },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.amountCents} locale={locale} />,
        },
      ]}
      foot={[t("total", { count: rows.length }), "", "", "", wordAmount(locale, totalCents)]}
    />
  );
}
