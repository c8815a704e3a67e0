/** A payment to the comptable, made for paper: the amounts by means, and room for both signatures. */
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
import { means } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { printedRemittance } from "@/lib/till/queries-papers";
import { TILL } from "../../desk";
import { type Search, textOf } from "../../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.remittance"))("short") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function RemittancePage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("treasury.export", `${TILL}/versements/${encodeURIComponent(id)}`);
  const paid = isId(id) ? await printedRemittance(visit.tx, id) : null;
  if (!paid) notFound();
  const [locale, t, commune, ui] = await Promise.all([
    getLocale(),
    getTranslations("till.remittance"),
    communeIdentity(),
    getTranslations("till.receipt"),
  ]);
  return (
    <PrintSheet
      title={t("title", { number: writtenNumber(paid) })}
      head={`${commune.name}, ${paid.regie}`}
      tools={
        <>
          <BackLink href={`${TILL}/versements`}>{t("back")}</BackLink>
          <PrintButton>{ui("print")}</PrintButton>
        </>
      }
    >
      {textOf(search, "nouveau") ? (
        <div className="no-print">
          <Notice tone="ok" inset live title={t("saved")} />
        </div>
      ) : null}
      <p>{t("on", { day: wordDate(locale, paid.day) })}</p>
      <Amounts {...paid} />
      <Signatures by={t("by", { name: paid.by })} lines={[t("sign"), t("accountant")]} />
    </PrintSheet>
  );
}

type Paid = NonNullable<Awaited<ReturnType<typeof printedRemittance>>>;

async function Amounts({ amounts, totalCents }: Pick<Paid, "amounts" | "totalCents">) {
  const [locale, t, named] = await Promise.all([
    getLocale(),
    getTranslations("till.remittance"),
    getTranslations("payment.means"),
  ]);
  const rows = means.flatMap((one) => (amounts[one] ? [{ means: one, cents: amounts[one] }] : []));
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.means}
      columns={[
        { key: "means", header: t("means"), rowHeader: true, cell: (row) => opening(named(row.means)) },
        {
          key: "amount",
          header: t("amount"),
          label: t("amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.cents} locale={locale} />,
        },
      ]}
      foot={[t("total"), wordAmount(locale, totalCents)]}
    />
  );
}
