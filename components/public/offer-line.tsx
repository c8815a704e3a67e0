/** One activity of a site as anybody reads it: when, for whom, at what price, until when it is booked and cancelled. */
import { useTranslations } from "next-intl";
import { activityIcon } from "@/components/home/activity-icon";
import { Line } from "@/components/ui/line";
import { gradeSpan } from "@/lib/activity/rules";
import { opening, weekdayName, wordList, wordTimes } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addDays } from "@/lib/kernel/civil-date";

type Offered = {
  kind: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  weekdays: readonly number[];
  grades: readonly string[] | null;
};

/** `price` and `limits` are sentences of the rules in force. */
type Props = { activity: Offered; price: string; limits: readonly string[]; locale: Locale };

/** Any Monday: names of weekdays are asked by a day. */
const A_MONDAY = "2024-01-01";

export function OfferLine({ activity, price, limits, locale }: Props) {
  const t = useTranslations("public.offer");
  const names = activity.weekdays.map((number) => weekdayName(locale, addDays(A_MONDAY, number - 1)));
  const hours = wordTimes(locale, activity.startsAt, activity.endsAt);
  return (
    <Line icon={activityIcon(activity.kind)} title={locale === "fr" ? activity.nameFr : activity.nameEn}>
      <p>
        {opening(t("whenLine", { days: wordList(locale, names), hours }))} <Classes {...activity} locale={locale} />
      </p>
      <p>{price}</p>
      {limits.map((limit) => (
        <p className="small soft" key={limit}>
          {limit}
        </p>
      ))}
    </Line>
  );
}

function Classes({ grades, locale }: Pick<Offered, "grades"> & { locale: Locale }) {
  const t = useTranslations("public.offer.grades");
  if (grades === null || grades.length === 0) return null;
  const span = gradeSpan(grades);
  if (!span) return t("some", { list: wordList(locale, grades) });
  if (span.from && span.to) return t("span", { from: span.from, to: span.to });
  if (span.from) return t("from", { from: span.from });
  return span.to ? t("to", { to: span.to }) : null;
}
