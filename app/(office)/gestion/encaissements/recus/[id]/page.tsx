/** A numbered receipt, made for paper; on screen also the way to take it back or to give it back. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { ReversalForm } from "@/components/till/reversal-form";
import { BackLink, LinkButton, TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage, tracedRead } from "@/lib/server/page";
import { type PrintedReceipt, printedReceipt } from "@/lib/till/queries-desk";
import { counterMeans } from "@/lib/till/rules";
import { reject, takeBack } from "../../actions";
import { TILL } from "../../desk";
import { type Search, textOf } from "../../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.receipt"))("short") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function ReceiptPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("treasury.export", `${TILL}/recus/${encodeURIComponent(id)}`);
  const receipt = isId(id) ? await tracedRead(visit, (context) => printedReceipt(context, id)) : null;
  if (!receipt) notFound();
  const [t, commune] = await Promise.all([getTranslations("till.receipt"), communeIdentity()]);
  return (
    <PrintSheet
      title={t(receipt.reverses ? "titleReversal" : "title", { number: writtenNumber(receipt) })}
      head={`${commune.name}, ${receipt.regie}`}
      tools={
        <>
          <BackLink href={`${TILL}/recus`}>{t("back")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
          <RefundLink receipt={receipt} />
        </>
      }
    >
      <Saved search={search} />
      <DefinitionList items={await factsOf(receipt)} />
      <p className="soft mt-6">{t("sign")}</p>
      <Undo receipt={receipt} />
    </PrintSheet>
  );
}

async function Saved({ search }: { search: Search }) {
  const t = await getTranslations("till.receipt");
  const [isNew, isBack] = [textOf(search, "nouveau"), textOf(search, "annule")];
  if (!isNew && !isBack) return null;
  return (
    <div className="no-print">
      <Notice tone="ok" inset live title={t(isBack ? "savedReversal" : "saved")}>
        {isBack ? t("savedReversalText") : undefined}
      </Notice>
    </div>
  );
}

/** Only where the payer has a credit: nothing else is given back. */
async function RefundLink({ receipt }: { receipt: PrintedReceipt }) {
  const t = await getTranslations("till.receipt");
  if (!receipt.creditId || receipt.reversedBy || receipt.amountCents <= 0) return null;
  return (
    <LinkButton kind="quiet" icon="repeat" href={`${TILL}/remboursements/nouveau?recu=${receipt.id}`}>
      {t("refund")}
    </LinkButton>
  );
}

async function factsOf(receipt: PrintedReceipt) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("till.receipt"),
    getTranslations("payment.means"),
  ]);
  const { chequeNumber, chequeIssuer, reference, creditCents, recoveredCents, reverses, reversedBy } = receipt;
  const cheque = chequeNumber && t("chequeOf", { number: chequeNumber, issuer: chequeIssuer ?? "" });
  return [
    ...(reverses ? [{ term: t("reverses"), value: linkTo(reverses) }] : []),
    ...(reversedBy ? [{ term: t("reversedBy"), value: linkTo(reversedBy) }] : []),
    { term: t("payer"), value: receipt.payer },
    { term: t("amount"), value: <strong>{wordAmount(locale, receipt.amountCents)}</strong> },
    { term: t("means"), value: means(receipt.means) },
    ...(cheque ? [{ term: t("cheque"), value: cheque }] : []),
    ...(reference ? [{ term: t("reference"), value: reference }] : []),
    { term: t("day"), value: wordDate(locale, receipt.day) },
    { term: t("invoice"), value: writtenNumber(receipt.invoice) },
    ...(creditCents > 0 ? [{ term: t("credit"), value: wordAmount(locale, creditCents) }] : []),
    ...(recoveredCents > 0 ? [{ term: t("recovered"), value: wordAmount(locale, recoveredCents) }] : []),
    { term: t("left"), value: wordAmount(locale, receipt.leftCents) },
  ];
}

function linkTo(receipt: { id: string; year: number; number: number }) {
  return <TextLink href={`${TILL}/recus/${receipt.id}`}>{writtenNumber(receipt)}</TextLink>;
}

/** For what was written down by hand or debited at PayFiP, and not yet taken back. */
async function Undo({ receipt }: { receipt: PrintedReceipt }) {
  const [t, ui] = await Promise.all([getTranslations("till.reversal"), getTranslations("ui.form")]);
  const isByHand = counterMeans.some((one) => one === receipt.means);
  const isDebit = receipt.means === "debit";
  if (!(isByHand || isDebit) || receipt.reverses || receipt.reversedBy) return null;
  const kinds = [
    ...(isByHand ? [{ value: "mistake", label: t("mistake") }] : []),
    ...(receipt.means === "cheque" ? [{ value: "bounced", label: t("bounced") }] : []),
    ...(isDebit ? [{ value: "bounced", label: t("debitBounced") }] : []),
  ];
  return (
    <div className="no-print mt-6">
      <ReversalForm
        action={isDebit ? reject : takeBack}
        texts={formTexts(ui)}
        hidden={{ receiptId: receipt.id, _key: newSecret() }}
        kinds={kinds}
        words={{
          ...{ open: t("open"), kind: t("kind") },
          ...{ motive: t("motive"), motiveHint: t(isDebit ? "debitHint" : "motiveHint"), save: t("save") },
        }}
      />
    </div>
  );
}
