/** Before leaving for PayFiP: what is paid, how much, and one button. The amount comes from the ledger and is never sent back. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Spread } from "@/components/layout/leaf";
import { AttemptLines } from "@/components/payment/attempt-lines";
import { LinkButton } from "@/components/ui/button";
import { Figure, Label } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { attemptsOf, refusalFor } from "@/lib/payment/queries";
import { wayOf } from "@/lib/payment/rules-start";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { familyPage } from "@/lib/server/page";
import { PayButtons } from "./pay-buttons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payment.start"))("short") };
}

const HOW = { card: "how2Card", debit: "how2Debit", both: "how2Both" } as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PayPage({ searchParams }: Props) {
  const { facture, echec } = await searchParams;
  const id = typeof facture === "string" && isId(facture) ? facture : "";
  const { tx, scope } = await familyPage("payment.start", `/paiements/nouveau?facture=${id}`);
  const judged = id ? await refusalFor(tx, id, scope) : null;
  if (!judged) notFound();
  const { invoice, reason, offers, limits } = judged;
  const [locale, t, refusals] = await Promise.all([
    getLocale(),
    getTranslations("payment.start"),
    getTranslations("payment.refusals"),
  ]);
  const [texts, attempts] = [formTexts(await getTranslations("ui.form")), await attemptsOf(tx, id)];
  const amount = wordAmount(locale, invoice.dueCents);
  const running = attempts.some((attempt) => attempt.status === "checking");
  return (
    <Leaf
      back={{ href: `/factures/${id}`, label: t("back") }}
      title={t("title", { month: ofMonth(locale, invoice.month) })}
      lead={<span className="soft">{t("lead", { number: writtenNumber(invoice) })}</span>}
    >
      <Spread
        asideFirst
        aside={
          <Padded>
            <Label title={t("due")} hideTitle>
              {reason === "nothing-due" ? <Tag tone="ok">{t("paid")}</Tag> : <Tag tone="due">{t("due")}</Tag>}
              <div className="mt-2">
                <Figure>{amount}</Figure>
              </div>
              {invoice.dueOn ? <p className="soft">{t("before", { day: wordDay(locale, invoice.dueOn) })}</p> : null}
              {reason === null ? (
                <PayButtons
                  offers={offers}
                  amount={amount}
                  invoiceId={id}
                  texts={{ ...texts, refused: t("refused"), pending: t("leaving") }}
                />
              ) : null}
            </Label>
          </Padded>
        }
      >
        <Padded>
          {echec ? (
            <Notice tone="error" inset live title={t("failed")}>
              {t("failedText")}
            </Notice>
          ) : null}
          {reason ? (
            <Notice tone={reason === "nothing-due" ? "ok" : "warn"} inset title={t("notNow")}>
              {refusals(reason, { minimum: wordAmount(locale, limits.minCents) })}
            </Notice>
          ) : null}
          {running && reason === null ? (
            <Notice tone="warn" inset title={t("running")}>
              {t("runningText")}
            </Notice>
          ) : null}
          <div className="prose mt-6">
            <h2>{t("howTitle")}</h2>
            <ol>
              <li>{t("how1")}</li>
              <li>{t(HOW[wayOf(offers)])}</li>
              <li>{t("how3")}</li>
            </ol>
            {reason === null ? <p>{t("accepts", { by: t(`by.${wayOf(offers)}`) })}</p> : null}
            <p className="soft">{t("safe")}</p>
          </div>
          <div className="form-actions mt-6">
            <LinkButton kind="quiet" href={`/factures/${id}`}>
              {t("seeInvoice")}
            </LinkButton>
          </div>
        </Padded>
        <AttemptLines attempts={attempts} />
      </Spread>
    </Leaf>
  );
}
