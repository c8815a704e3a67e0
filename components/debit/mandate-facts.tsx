/** A mandate in figures: who, on which account, under which references. The account number shows its last four characters only. */
import { getLocale, getTranslations } from "next-intl/server";
import { DefinitionList, type Pair } from "@/components/ui/label";
import { Tag, type TagTone } from "@/components/ui/tag";
import { type MandateStanding, maskedIban } from "@/lib/debit/rules";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";

export const STANDING_TONES: Record<MandateStanding, TagTone> = {
  active: "ok",
  suspended: "bad",
  expired: "quiet",
  revoked: "quiet",
};

export type MandateFactsProps = {
  creditor: { name: string; id: string; ultimate: string };
  mandate: {
    rum: string;
    holder: string;
    ibanEnd: string;
    recurrent: boolean;
    standing: MandateStanding;
    signedOn: CivilDate;
    lastUsedOn: CivilDate | null;
    lapsesOn: CivilDate;
  };
};

export async function MandateFacts({ creditor, mandate }: MandateFactsProps) {
  const [locale, t, standings] = await Promise.all([
    getLocale(),
    getTranslations("debit.mandate"),
    getTranslations("debit.standings"),
  ]);
  const { standing, rum, holder, ibanEnd, signedOn, lastUsedOn } = mandate;
  const items: Pair[] = [
    { term: t("account"), value: <strong className="num">{maskedIban(ibanEnd)}</strong> },
    { term: t("holder"), value: holder },
    { term: t("rum"), value: <span className="num">{rum}</span> },
    ...creditorPairs(creditor, t),
    { term: t("kind"), value: mandate.recurrent ? t("recurrent") : t("once") },
    { term: t("signedOn"), value: wordDate(locale, signedOn) },
    { term: t("lastUsed"), value: lastUsedOn ? wordDate(locale, lastUsedOn) : t("never") },
  ];
  return (
    <>
      <p className="mb-3">
        <Tag tone={STANDING_TONES[standing]}>{standings(standing)}</Tag>
      </p>
      <DefinitionList items={items} />
      {standing === "active" ? (
        <p className="soft small mt-3">{t("lapses", { day: wordDate(locale, mandate.lapsesOn) })}</p>
      ) : null}
    </>
  );
}

type MandateWords = (key: "creditor" | "creditorId" | "ultimate") => string;

/** Who debits: name, identifier, and on whose behalf when the account is at the Treasury. */
export function creditorPairs(creditor: MandateFactsProps["creditor"], t: MandateWords): Pair[] {
  return [
    { term: t("creditor"), value: creditor.name },
    ...(creditor.ultimate ? [{ term: t("ultimate"), value: creditor.ultimate }] : []),
    { term: t("creditorId"), value: <span className="num">{creditor.id}</span> },
  ];
}
