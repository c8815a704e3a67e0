/** A custody calendar in one sentence. */
import { useLocale, useTranslations } from "next-intl";
import type { Custody } from "@/lib/household/schema";
import { wordList } from "@/lib/i18n/dates";

export function CustodyText({ custody }: { custody: Custody | null }) {
  const t = useTranslations("household.custody");
  const names = useTranslations("household.weekdays");
  const locale = useLocale();
  if (custody === null || custody.kind === "always") return t("always");
  if (custody.kind === "alternate-weeks") return t(custody.parity, { weekday: names(`${custody.handover ?? 1}`) });
  return t("weekdays", {
    days: wordList(
      locale,
      custody.days.map((day) => names(`${day}`)),
    ),
  });
}
