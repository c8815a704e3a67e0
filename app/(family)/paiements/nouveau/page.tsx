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
import type { Cents } from "@/lib/kernel/money";
import { attemptsOf, refusalFor } from "@/lib/payment/queries";
import { type StartRefusal, wayOf } from "@/lib/payment/rules-start";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { familyPage } from "@/lib/server/page";
import { PayButtons } from "./pay-buttons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payment.start"))("short") };
}

async function StateTag({ reason }: { reason: StartRefusal | null }) {
  const t = await getTranslations("payment.start");
  if (reason === "nothing-due") return <Tag tone="ok">{t("paid")}</Tag>;
  return reason === "handed-over" ? <Tag tone="quiet">{t("handedOver")}</Tag> : <Tag tone="due">{t("due")}</Tag>;
}

type NoticesProps = { hasFailed: boolean; isRunning: boolean; reason: StartRefusal | null; minimum: Cents };

/** What just failed, why it cannot be paid now, or that a payment may be under way. */
async function Notices({ hasFailed, isRunning, reason, minimum }: NoticesProps) {
  const [locale, t, refusals] = await Promise.all([
    getLocale(),
    getTranslations("payment.start"),
    getTranslations("payment.refusals"),
  ]);
  return (
    <div className="mt-4 lg:mt-0">
      {hasFailed ? (
        <Notice tone="error" inset live title={t("failed")}>
          {t("failedText")}
        </Notice>
      ) : null}
      {reason ? (
        <Notice tone={reason === "nothing-due" ? "ok" : "warn"} inset title={t(TITLES[reason] ?? "notNow")}>
          {refusals(reason, { minimum: wordAmount(locale, minimum) })}
        </Notice>
      ) : null}
      {isRunning && reason === null ? (
        <Notice tone="warn" inset title={t("running")}>
          {t("runningText")}
        </Notice>
      ) : null}
    </div>
  );
}

async function How({ way }: { way: keyof typeof HOW }) {
  const t = await getTranslations("payment.start");
  return (
    <div className="prose mt-6">
      <h2>{t("howTitle")}</h2>
      <ol>
        <li>{t("how1")}</li>
        <li>{t(HOW[way])}</li>
        <li>{t("how3")}</li>
      </ol>
      <p>{t("accepts", { by: t(`by.${way}`) })}</p>
      <p className="soft">{t("safe")}</p>
    </div>
  );
}

const TITLES: Partial<Record<StartRefusal, "allPaid" | "elsewhere">> = {
  "nothing-due": "allPaid",
  "handed-over": "elsewhere",
};

const HOW = { card: "how2Card", debit: "how2Debit", both: "how2Both" } as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PayPage({ searchParams }: Props) {
  const { facture, echec } = await searchParams;
  const id = typeof facture === "string" && isId(facture) ? facture : "";
  const { tx, scope } = await familyPage("payment.start", `/paiements/nouveau?facture=${id}`);
  const judged = id ? await refusalFor(tx, id, scope) : null;
  if (!judged) notFound();
  const { invoice, reason, offers, limits } = judged;
  const [locale, t] = await Promise.all([getLocale(), getTranslations("payment.start")]);
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
              <StateTag reason={reason} />
              <div className="mt-2">
                <Figure>{reason === "handed-over" ? wordAmount(locale, invoice.claimCents) : amount}</Figure>
              </div>
              {invoice.dueOn && invoice.dueCents > 0 ? (
                <p className="soft">{t("before", { day: wordDay(locale, invoice.dueOn) })}</p>
              ) : null}
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
          <Notices hasFailed={echec !== undefined} isRunning={running} reason={reason} minimum={limits.minCents} />
          {reason === null ? <How way={wayOf(offers)} /> : null}
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
