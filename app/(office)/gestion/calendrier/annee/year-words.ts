/** The words of a year for its component: each sign with its name, each date with what it is about. */
import { getTranslations } from "next-intl/server";
import type { YearGridProps } from "@/components/rules/year-grid";
import type { DaySign, YearEvent, YearMonth } from "@/lib/almanac/rules-year";
import { opening, weekdayShort, wordDayInYear, wordMonth, wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addDays, mondayOf, weekdayOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { activityName, valueWord } from "@/lib/wording/rules-names";

const SIGNS = ["class", "holiday", "public", "closure", "opening"] as const;

export async function yearMonths(
  file: CommuneFile,
  months: readonly YearMonth[],
  locale: Locale,
): Promise<YearGridProps> {
  const t = await getTranslations("rules.year");
  const word = (sign: DaySign) => t(sign === "free" ? "noClass" : sign);
  const monday = mondayOf("2026-11-23");
  return {
    weekdays: [0, 1, 2, 3, 4, 5, 6].map((index) => weekdayShort(locale, addDays(monday, index))),
    legend: { label: t("legend"), items: SIGNS.map((sign) => ({ sign, word: word(sign) })) },
    none: t("none"),
    months: months.map(({ month, days, events }) => ({
      key: month,
      title: opening(wordMonth(locale, month)),
      before: weekdayOf(`${month}-01`) - 1,
      days: days.map(({ day, sign }) => ({ number: Number(day.slice(8)), sign, word: word(sign) })),
      events: events.map((event) => ({
        sign: event.kind,
        text: `${spanOf(event, locale)}\u00a0: ${nameOf(event, locale, word)}${aboutOf(event, file, locale)}`,
      })),
    })),
  };
}

function spanOf({ from, to }: YearEvent, locale: Locale): string {
  return opening(from === to ? wordDayInYear(locale, from) : wordSpan(locale, { from, to }));
}

function nameOf(event: YearEvent, locale: Locale, word: (sign: DaySign) => string): string {
  if (event.kind === "holiday") return valueWord(locale, "holiday", event.name) ?? event.name;
  if (event.kind === "public") return locale === "fr" ? event.name : (event.nameEn ?? event.name);
  return [word(event.kind).toLowerCase(), event.name].filter(Boolean).join(", ");
}

function aboutOf({ activities }: YearEvent, file: CommuneFile, locale: Locale): string {
  if (!activities) return "";
  return ` (${activities.map((id) => activityName(locale, file, id)).join(", ")})`;
}
