/** One refund of the worklist: to whom, of which receipt, why, and what became of it; its next steps are given as children. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { RefundState, RefundTold } from "@/lib/refund/rules";

const TONES: Record<RefundState, "due" | "info" | "ok" | "quiet" | "bad"> = {
  requested: "due",
  ordered: "info",
  paid: "ok",
  refused: "quiet",
  failed: "bad",
};

export async function RefundStateTag({ state }: { state: RefundState }) {
  const t = await getTranslations("refund.states");
  return <Tag tone={TONES[state]}>{t(state)}</Tag>;
}

type RefundLineProps = {
  told: RefundTold;
  /** The reader may open the receipt. */
  mayOpen: boolean;
  children?: ReactNode;
};

export async function RefundLine({ told, mayOpen, children }: RefundLineProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("refund.office")]);
  const isOpen = told.state === "requested" || told.state === "ordered";
  const title = t("line", { amount: wordAmount(locale, told.amountCents), payer: told.payer });
  return (
    <Line due={isOpen} quiet={!isOpen} icon="repeat" title={title}>
      <p>
        <RefundStateTag state={told.state} />
      </p>
      <DefinitionList items={await factsOf(told, mayOpen)} />
      {children}
    </Line>
  );
}

async function factsOf(told: RefundTold, mayOpen: boolean) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("refund.office"),
    getTranslations("payment.means"),
  ]);
  const { receipt, askedBy, year, number, motive, reference, paidOn } = told;
  const words = t("receiptOf", { number: writtenNumber(receipt), means: means(told.means) });
  const day = wordDate(locale, told.askedOn);
  return [
    ...(year !== null && number !== null ? [{ term: t("number"), value: writtenNumber({ year, number }) }] : []),
    {
      term: t("receipt"),
      value: mayOpen ? <TextLink href={`/gestion/encaissements/recus/${receipt.id}`}>{words}</TextLink> : words,
    },
    { term: t("asked"), value: askedBy ? t("askedStaff", { day, name: askedBy }) : t("askedFamily", { day }) },
    { term: t("reason"), value: told.reason },
    ...(paidOn ? [{ term: t("paidOn"), value: wordDate(locale, paidOn) }] : []),
    ...(reference ? [{ term: t("bank"), value: reference }] : []),
    ...(motive ? [{ term: t("motive"), value: motive }] : []),
  ];
}
