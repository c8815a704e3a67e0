/** What becomes of a household that was closed: from when its data go, and why its bills stay, reduced. The dates are those of the settings. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordDate } from "@/lib/i18n/dates";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { type Durations, goneAfter } from "@/lib/retention/rules";

export async function ClosedNote({ closedAt, durations }: { closedAt: Date; durations: Durations }) {
  const [t, locale] = await Promise.all([getTranslations("retention.closed"), getLocale()]);
  const day = (value: CivilDate) => wordDate(locale, value);
  const closedOn = parisOf(closedAt).day;
  const years = (durations["accounting-10-years"].months ?? 0) / 12;
  return (
    <>
      <p>{t("since", { day: day(closedOn) })}</p>
      <p>{t("erasure", { day: day(goneAfter(durations["household-end"], closedOn)) })}</p>
      <p>{t("bills", { years })}</p>
    </>
  );
}
