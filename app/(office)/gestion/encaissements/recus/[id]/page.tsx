/** A numbered receipt, made for paper. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage, tracedRead } from "@/lib/server/page";
import { printedReceipt } from "@/lib/till/queries-desk";
import { type Search, textOf } from "../../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("treasury.receipt"))("short") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function ReceiptPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("treasury.export", `/gestion/encaissements/recus/${encodeURIComponent(id)}`);
  const receipt = isId(id) ? await tracedRead(visit, (context) => printedReceipt(context, id)) : null;
  if (!receipt) notFound();
  const [locale, t, means, commune] = await Promise.all([
    getLocale(),
    getTranslations("treasury.receipt"),
    getTranslations("payment.means"),
    communeIdentity(),
  ]);
  const { chequeNumber, chequeIssuer } = receipt;
  return (
    <PrintSheet
      title={t("title", { number: writtenNumber(receipt) })}
      head={`${commune.name}, ${receipt.regie}`}
      tools={
        <>
          <BackLink href="/gestion/encaissements">{t("back")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      {textOf(search, "nouveau") ? (
        <div className="no-print">
          <Notice tone="ok" inset live title={t("saved")} />
        </div>
      ) : null}
      <DefinitionList
        items={[
          { term: t("payer"), value: receipt.payer },
          { term: t("amount"), value: <strong>{wordAmount(locale, receipt.amountCents)}</strong> },
          { term: t("means"), value: means(receipt.means) },
          ...(chequeNumber
            ? [{ term: t("cheque"), value: t("chequeOf", { number: chequeNumber, issuer: chequeIssuer ?? "" }) }]
            : []),
          { term: t("day"), value: wordDate(locale, receipt.day) },
          { term: t("invoice"), value: writtenNumber(receipt.invoice) },
          { term: t("left"), value: wordAmount(locale, receipt.leftCents) },
        ]}
      />
      <p className="soft mt-6">{t("sign")}</p>
    </PrintSheet>
  );
}
