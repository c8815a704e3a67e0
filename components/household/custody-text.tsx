/** A custody calendar in one sentence, and a second for the holidays that are shared by halves. */
import { useLocale, useTranslations } from "next-intl";
import type { Custody } from "@/lib/household/schema";
import { wordList } from "@/lib/i18n/dates";

export function CustodyText({ custody }: { custody: Custody | null }) {
  const t = useTranslations("household.custody");
  const names = useTranslations("household.weekdays");
  const locale = useLocale();
  if (custody === null || custody.kind === "always") return t("always");
  const weekdays = () =>
    custody.kind === "weekdays"
      ? wordList(
          locale,
          custody.days.map((day) => names(`${day}`)),
        )
      : "";
  const weeks =
    custody.kind === "alternate-weeks"
      ? t(custody.parity, { weekday: names(`${custody.handover ?? 1}`) })
      : t("weekdays", { days: weekdays() });
  return custody.holidays ? `${weeks} ${t(custody.holidays.evenYears)}` : weeks;
}
