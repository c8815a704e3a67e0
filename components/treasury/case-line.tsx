/** A payment that is not clear: which invoice, since when, why, and what can be done. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DefinitionList } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDistance, wordMoment } from "@/lib/i18n/dates";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { AttemptState } from "@/lib/payment/rules";

export type CaseTold = {
  state: AttemptState;
  amountCents: Cents;
  /** What PayFiP says it received. */
  answeredCents: Cents | null;
  moment: CivilDateTime;
  invoice: string;
  refdet: string;
  payer: string;
};

type CaseLineProps = { told: CaseTold; today: CivilDate; due?: boolean; children?: ReactNode };

export async function CaseLine({ told, today, due, children }: CaseLineProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("treasury.cases")]);
  const { state, answeredCents, moment } = told;
  const facts = [
    { term: t("invoice"), value: `${told.invoice}, ${told.payer}` },
    { term: t("reference"), value: told.refdet },
    { term: t("since"), value: `${wordMoment(locale, moment)} (${wordDistance(locale, moment.slice(0, 10), today)})` },
    ...(answeredCents === null ? [] : [{ term: t("answered"), value: wordAmount(locale, answeredCents) }]),
    { term: t("cause"), value: t(`states.${state}.cause`) },
  ];
  return (
    <Line
      due={due}
      quiet={!due}
      icon={due ? "warn" : "clock"}
      title={`${wordAmount(locale, told.amountCents)}, ${t(`states.${state}.title`)}`}
    >
      <DefinitionList items={facts} />
      {children}
    </Line>
  );
}
