/** The questions asked so far, each with its day and what came of it. */
import { useTranslations } from "next-intl";
import { Line, Lines } from "@/components/ui/line";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordMoment, wordMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDateTime } from "@/lib/kernel/civil-date";

type Asked = {
  id: string;
  askedAt: CivilDateTime;
  outcome: string;
  provider: string | null;
  month: string | null;
  valueCents: number | null;
};

const WORDS = { "not-found": "notFound", "bad-input": "badInput", "not-yours": "notYours" } as const;

export function AskedLines({ asked, locale }: { asked: readonly Asked[]; locale: Locale }) {
  const t = useTranslations("outside.quotient");
  if (asked.length === 0)
    return (
      <Lines>
        <Line icon="info">{t("past.none")}</Line>
      </Lines>
    );
  return (
    <Lines>
      {asked.map(({ id, askedAt, outcome, provider, month, valueCents }) => (
        <Line key={id} icon={outcome === "found" ? "check" : "info"}>
          <p>
            {valueCents !== null && month !== null
              ? t("past.found", {
                  value: wordAmount(locale, valueCents),
                  provider: t(`providers.${provider === "msa" ? "msa" : "caf"}`),
                  month: wordMonth(locale, month),
                })
              : t(`past.${WORDS[outcome as keyof typeof WORDS] ?? "unavailable"}`)}
          </p>
          <p className="small soft">{t("past.by", { day: wordMoment(locale, askedAt) })}</p>
        </Line>
      ))}
    </Lines>
  );
}
