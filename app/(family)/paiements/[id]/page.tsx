/** What became of one payment. While PayFiP has not answered it promises nothing; then it says what is so, and what to do. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ProofLinks } from "@/components/journal/proof-links";
import { Leaf, Padded } from "@/components/layout/leaf";
import { LookAgain } from "@/components/payment/look-again";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList, Label, Reference } from "@/components/ui/label";
import { Notice, type NoticeTone } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordMoment } from "@/lib/i18n/dates";
import { proofOfObjects } from "@/lib/journal/queries";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { ownAttempt } from "@/lib/payment/queries";
import { type FamilyStatus, writtenNumber } from "@/lib/payment/rules-telling";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payment"))("title") };
}

const TONES: Record<FamilyStatus, NoticeTone> = {
  checking: "info",
  paid: "ok",
  refused: "error",
  cancelled: "warn",
  expired: "warn",
  rejected: "error",
  twice: "warn",
  "handed-over": "warn",
  "with-regie": "warn",
};

type Props = { params: Promise<{ id: string }> };

export default async function PaymentPage({ params }: Props) {
  const { id } = await params;
  const here = `/paiements/${encodeURIComponent(id)}`;
  const { tx, scope, today } = await familyPage("payment.start", here);
  const own = isId(id) ? await ownAttempt(tx, id, scope) : null;
  if (!own) notFound();
  const { attempt, invoice, receipt } = own;
  const { status } = attempt;
  const proof = await proofOfObjects(tx, { scope, today }, [`payment/${id}`]);
  const [locale, t] = await Promise.all([getLocale(), getTranslations("payment")]);
  const moment = parisOf(attempt.paidAt ?? attempt.createdAt).moment;
  const facts = [
    { term: t("facts.invoice"), value: writtenNumber(invoice) },
    { term: t("facts.amount"), value: wordAmount(locale, attempt.amountCents) },
    { term: t("facts.moment"), value: wordMoment(locale, moment) },
    ...(attempt.means ? [{ term: t("facts.means"), value: t(`means.${attempt.means}`) }] : []),
    { term: t("facts.proof"), value: <ProofLinks proof={proof} here={here} all="/journal?type=invoices" /> },
  ];
  return (
    <Leaf
      notice={
        <Notice
          tone={TONES[status]}
          level={1}
          live
          icon={status === "checking" ? "clock" : undefined}
          title={t(`status.${status}.title`)}
        >
          {t(`status.${status}.text`)}
        </Notice>
      }
    >
      {status === "checking" ? <LookAgain /> : null}
      <Padded>
        <div className="mt-6">
          <Label title={receipt ? t("facts.receipt") : t("facts.payment")}>
            {receipt ? <Reference>{writtenNumber(receipt)}</Reference> : null}
            <DefinitionList look="pairs" items={facts} />
          </Label>
        </div>
        <div className="form-actions mt-6">
          {status === "checking" ? <LinkButton href={`/paiements/${id}`}>{t("lookAgain")}</LinkButton> : null}
          {["refused", "cancelled", "expired", "rejected"].includes(status) && invoice.dueCents > 0 ? (
            <LinkButton kind="due" href={`/paiements/nouveau?facture=${invoice.id}`}>
              {t("again", { amount: wordAmount(locale, invoice.dueCents) })}
            </LinkButton>
          ) : null}
          <LinkButton kind={status === "paid" ? "primary" : "quiet"} href={`/factures/${invoice.id}`}>
            {t("seeInvoice")}
          </LinkButton>
        </div>
      </Padded>
    </Leaf>
  );
}
