/** The first sentences of the home page answer its three questions: what waits, what is booked today, what is owed. */
import { useTranslations } from "next-intl";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDayInYear, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Owed, WeekDay } from "@/lib/report/rules-home";
import type { Head } from "./week-table";

type Props = {
  waiting: number;
  week: readonly WeekDay[];
  heads: readonly Head[];
  owed: readonly Owed[];
  /** The next day with a booking, today included. */
  next: CivilDate | null;
  today: CivilDate;
  locale: Locale;
};

export function HomeLead({ waiting, week, heads, owed, next, today, locale }: Props) {
  const t = useTranslations("home.lead");
  const cells = week.find(({ day }) => day === today)?.cells ?? [];
  const children = heads.flatMap(({ id, firstName }) => {
    const booked = cells.find((cell) => cell.childId === id)?.booked ?? [];
    if (booked.length === 0) return [];
    const names = booked.map((one) => (locale === "fr" ? one.nameFr : one.nameEn).toLocaleLowerCase(locale));
    return [t("child", { name: firstName, list: wordList(locale, names) })];
  });
  const total = sum(owed.map((one) => one.cents));
  const sentences = [
    waiting > 0 ? t("waiting", { count: waiting }) : t("nothing"),
    children.length > 0
      ? t("today", { children: children.join(locale === "fr" ? "\u00a0; " : "; ") })
      : next
        ? t("next", { day: wordDayInYear(locale, next) })
        : t("free"),
    total > 0 ? t("owed", { amount: wordAmount(locale, total) }) : t("nothingOwed"),
  ];
  return sentences.join(" ");
}
