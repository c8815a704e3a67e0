/** A limit of the commune file in words: « la veille à 10 h », « le jeudi de la semaine d’avant à minuit » (docs/commune-file.md §5). Pure. */
import type { Limit } from "@/lib/rulebook/schema-deadlines";
import { valueWord } from "./rules-names";
import { inside, phrase, type Reader, wordDayOf, wordHour, wordPeriod } from "./rules-phrases";

type Locale = Reader["locale"];
type Kind<Name extends Limit["kind"]> = Extract<Limit, { kind: Name }>;

export function sayLimit(locale: Locale, limit: Limit): string {
  const said = sayDay(locale, limit);
  const shift = "shift" in limit ? limit.shift : undefined;
  if (shift === undefined) return said;
  return phrase(locale, "shifted", { day: said, shift: inside(valueWord(locale, "shift", shift) ?? shift) });
}

function sayDay(locale: Locale, limit: Limit): string {
  const at = (day: string, hour: string) => phrase(locale, "atHour", { day, at: wordHour(locale, hour) });
  switch (limit.kind) {
    case "days":
      return counted(locale, at(daysBefore(locale, limit.days), limit.at), limit.count);
    case "hours":
      return counted(
        locale,
        phrase(locale, "hoursBefore", { hours: limit.hours, from: hoursFrom(locale, limit) }),
        limit.count,
      );
    case "weekday":
      return at(weekdayBefore(locale, limit), limit.at);
    case "table":
      return limit.rows
        .map((row) =>
          phrase(locale, "tableRow", { for: day(locale, row.for), day: at(weekdayBefore(locale, row), row.at) }),
        )
        .join(", ");
    case "month_day":
      return at(monthDay(locale, limit), limit.at);
    case "full_week": {
      const values = { weekday: day(locale, limit.weekday), months: limit.months };
      return at(phrase(locale, limit.which === "first" ? "fullWeekFirst" : "fullWeekLast", values), limit.at);
    }
    case "dates":
      return dates(locale, limit);
    case "before_holidays": {
      const key = limit.days === 0 ? "beforeHolidays" : "beforeHolidaysEarlier";
      return at(phrase(locale, key, { days: limit.days }), limit.at);
    }
    case "before_period":
      return counted(locale, at(phrase(locale, "beforePeriod", { days: limit.days }), limit.at), limit.count);
    case "yearly": {
      const key = limit.in === "start" ? "yearly" : "yearlyEnd";
      return at(phrase(locale, key, { date: `${limit.date.slice(3)}/${limit.date.slice(0, 2)}` }), limit.at);
    }
    case "on":
      return at(phrase(locale, "on", { day: wordDayOf(locale, limit.day) }), limit.at);
  }
}

function day(locale: Locale, weekday: string): string {
  const word = valueWord(locale, "weekday", weekday) ?? weekday;
  return locale === "fr" ? inside(word) : word;
}

function daysBefore(locale: Locale, days: number): string {
  if (days === 0) return phrase(locale, "sameDay");
  return days === 1 ? phrase(locale, "eve") : phrase(locale, "daysBefore", { days });
}

function counted(locale: Locale, said: string, count: string): string {
  if (count === "calendar") return said;
  return phrase(locale, "counting", { day: said, count: inside(valueWord(locale, "count", count) ?? count) });
}

function hoursFrom(locale: Locale, { from }: Kind<"hours">): string {
  return from === "opening" ? phrase(locale, "opening") : wordHour(locale, from);
}

function weekdayBefore(locale: Locale, { weekday, weeks }: { weekday: string; weeks: number }): string {
  const values = { weekday: day(locale, weekday), weeks };
  if (weeks === 0) return phrase(locale, "sameWeek", values);
  return phrase(locale, weeks === 1 ? "weekBefore" : "weeksBefore", values);
}

function monthDay(locale: Locale, { day: date, months }: Kind<"month_day">): string {
  const values = { day: date === "last" ? phrase(locale, "lastDay") : date, months };
  if (months === 0) return phrase(locale, "sameMonth", values);
  return phrase(locale, months === 1 ? "monthBefore" : "monthsBefore", values);
}

function dates(locale: Locale, limit: Kind<"dates">): string {
  const rows = limit.rows.map((row) => {
    const on = phrase(locale, "atHour", { day: wordDayOf(locale, row.on), at: wordHour(locale, row.at ?? limit.at) });
    return phrase(locale, "dateRow", { for: wordPeriod(locale, row.for), on });
  });
  return [...rows, ...(limit.published === undefined ? [] : [phrase(locale, "published")])].join(", ");
}
