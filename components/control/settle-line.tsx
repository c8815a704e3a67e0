/** A difference or a case: how much, since when, why, and who looks after it. What can be done stands below, given as children. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import type { Difference } from "@/lib/control/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay, wordDistance } from "@/lib/i18n/dates";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { CaseKind } from "@/lib/payment/rules-case";
import { writtenNumber } from "@/lib/payment/rules-telling";

/** A difference of the control, a case, or the case of a difference. */
type ToSettle = {
  difference: Difference | null;
  told: {
    kind: CaseKind;
    openedAt: Date;
    amountCents: Cents;
    inCharge: { id: string; name: string } | null;
    invoice: { year: number; number: number; payer: string } | null;
    lineId: string | null;
  } | null;
};

type SettleLineProps = { told: ToSettle; today: CivilDate; me: string; children?: ReactNode };

export async function SettleLine({ told: { difference, told }, today, me, children }: SettleLineProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("control")]);
  const day = difference?.day ?? (told ? parisOf(told.openedAt).day : today);
  const cents = difference?.cents ?? told?.amountCents ?? 0;
  const inCharge = told?.inCharge;
  const lineId = told?.lineId;
  const facts = [
    { term: t("cases.day"), value: `${wordDay(locale, day)} (${wordDistance(locale, day, today)})` },
    ...(told?.invoice
      ? [{ term: t("cases.invoice"), value: `${writtenNumber(told.invoice)}, ${told.invoice.payer}` }]
      : []),
    ...(difference?.name ? [{ term: t("cases.reference"), value: difference.name }] : []),
    { term: t("cases.cause"), value: causeOf({ difference, told }, t) },
    {
      term: t("cases.by"),
      value: inCharge ? (inCharge.id === me ? t("cases.you") : inCharge.name) : t("cases.nobody"),
    },
  ];
  return (
    <Line due title={`${wordAmount(locale, cents)}, ${titleOf({ difference, told }, t)}`}>
      <DefinitionList items={facts} />
      {lineId ? (
        <p className="pt-3">
          <TextLink href={`/gestion/rapprochement/lignes/${lineId}`}>{t("cases.line")}</TextLink>
        </p>
      ) : null}
      {children}
    </Line>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"control">>>;

function titleOf({ difference, told }: ToSettle, t: Words): string {
  if (difference) return t(`codes.${difference.code}.title`);
  return told ? t(`kinds.${told.kind}`) : "";
}

function causeOf({ difference, told }: ToSettle, t: Words): string {
  if (difference) return t(`codes.${difference.code}.cause`);
  return told ? t(`causes.${told.kind}`) : "";
}
