/** One activity as anybody reads it: when, for whom, at what price, until when it is booked. */
import { useTranslations } from "next-intl";
import { activityIcon } from "@/components/home/activity-icon";
import { Line } from "@/components/ui/line";
import type { CutOff } from "@/lib/activity/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, weekdayName, wordList, wordTime, wordTimes } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { gradeWords, type OfferedActivity, priceSpan, sameLimit } from "@/lib/report/rules-offer";

type Props = { activity: OfferedActivity; today: CivilDate; locale: Locale };

/** Any Monday: names of weekdays are asked by a day. */
const A_MONDAY = "2024-01-01";

function weekday(locale: Locale, number: number): string {
  return weekdayName(locale, addDays(A_MONDAY, number - 1));
}

export function OfferLine({ activity, today, locale }: Props) {
  const t = useTranslations("public.offer");
  const days = wordList(
    locale,
    activity.weekdays.map((number) => weekday(locale, number)),
  );
  const hours = wordTimes(locale, activity.startsAt, activity.endsAt);
  return (
    <Line icon={activityIcon(activity.kind)} title={locale === "fr" ? activity.nameFr : activity.nameEn}>
      <p>
        {opening(t("when", { days, hours }))} <Classes activity={activity} locale={locale} />
      </p>
      <p>
        <Price activity={activity} today={today} locale={locale} />
      </p>
      <p className="small soft">
        <Limits activity={activity} locale={locale} />
      </p>
    </Line>
  );
}

function Classes({ activity, locale }: Omit<Props, "today">) {
  const t = useTranslations("public.offer.grades");
  const words = gradeWords(activity.grades);
  if (!words) return null;
  if (words.key === "some") return t("some", { list: wordList(locale, words.list) });
  if (words.key === "span") return t("span", { from: words.from, to: words.to });
  return words.key === "from" ? t("from", { from: words.from }) : t("to", { to: words.to });
}

function Price({ activity, today, locale }: Props) {
  const t = useTranslations("public.offer");
  const price = priceSpan(activity.tariffs, today);
  if (!price) return t("noPrice");
  const [low, high] = [wordAmount(locale, price.low), wordAmount(locale, price.high)];
  const text = price.low === price.high ? t("priceFixed", { price: low }) : t("priceRange", { low, high });
  if (price.outsider === null) return text;
  return `${text} ${t("priceOutsider", { price: wordAmount(locale, price.outsider) })}`;
}

function Limits({ activity, locale }: Omit<Props, "today">) {
  const t = useTranslations("public.offer");
  const { bookCutOff, cancelCutOff } = activity;
  const limitOf = (cutOff: CutOff) => {
    const time = wordTime(locale, cutOff.time);
    if (cutOff.kind === "weekday-of-week-before") {
      return t("weekBefore", { weekday: weekday(locale, cutOff.weekday), time });
    }
    return cutOff.days === 0 ? t("sameDay", { time }) : t("daysBefore", { count: cutOff.days, time });
  };
  if (sameLimit(bookCutOff, cancelCutOff)) return t("both", { limit: limitOf(bookCutOff) });
  return `${t("book", { limit: limitOf(bookCutOff) })} ${t("cancel", { limit: limitOf(cancelCutOff) })}`;
}
