/**
 * Dates and hours in words, from civil strings (lib/kernel/civil-date). Pure and in both languages.
 * The typeface has U+00A0 but no U+202F: the platform's own formats are not used, so that screens and PDF agree.
 */
import {
  addDays,
  type CivilDate,
  type CivilDateTime,
  type CivilMonth,
  type CivilTime,
  distanceInDays,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import type { Locale } from "./locale";

const NBSP = "\u00a0";

const NAMES = {
  fr: {
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    shortDays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
    shortMonths: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(" "),
  },
  en: {
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortDays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: "January February March April May June July August September October November December".split(" "),
    shortMonths: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
  },
} as const;

function at(names: readonly string[], position: number): string {
  const name = names[position - 1];
  if (!name) throw new Error(`No name at position ${position}`);
  return name;
}

/** "23", and "1er" for the first of the month in French. */
export function dayNumber(locale: Locale, day: CivilDate): string {
  const number = Number(day.slice(8, 10));
  return locale === "fr" && number === 1 ? "1er" : String(number);
}

/** "lundi", "Monday". */
export function weekdayName(locale: Locale, day: CivilDate): string {
  return at(NAMES[locale].days, weekdayOf(day));
}

/** "lun.", "Mon". */
export function weekdayShort(locale: Locale, day: CivilDate): string {
  return at(NAMES[locale].shortDays, weekdayOf(day));
}

/** "novembre". */
export function monthName(locale: Locale, month: CivilMonth): string {
  return at(NAMES[locale].months, Number(month.slice(5, 7)));
}

/** "nov.". */
export function monthShort(locale: Locale, month: CivilMonth): string {
  return at(NAMES[locale].shortMonths, Number(month.slice(5, 7)));
}

/** "novembre 2026". */
export function wordMonth(locale: Locale, month: CivilMonth): string {
  return `${monthName(locale, month)}${NBSP}${month.slice(0, 4)}`;
}

/** "de novembre 2026" or "d’octobre 2026"; in English "for November 2026". */
export function ofMonth(locale: Locale, month: CivilMonth, options: { year?: boolean } = {}): string {
  const text = options.year === false ? monthName(locale, month) : wordMonth(locale, month);
  if (locale === "en") return `for ${text}`;
  return /^[aeiouy]/.test(text) ? `d’${text}` : `de ${text}`;
}

/** "23 novembre 2026". */
export function wordDate(locale: Locale, day: CivilDate): string {
  return `${dayNumber(locale, day)}${NBSP}${wordMonth(locale, day)}`;
}

/** "23 novembre", when the year is plain. */
export function wordDateInYear(locale: Locale, day: CivilDate): string {
  return `${dayNumber(locale, day)}${NBSP}${monthName(locale, day)}`;
}

/** "lundi 23 novembre 2026". */
export function wordDay(locale: Locale, day: CivilDate): string {
  return `${weekdayName(locale, day)} ${wordDate(locale, day)}`;
}

/** "lundi 23 novembre", when the year is plain. */
export function wordDayInYear(locale: Locale, day: CivilDate): string {
  return `${weekdayName(locale, day)} ${wordDateInYear(locale, day)}`;
}

/** "lun. 23", for narrow columns whose month is plain. */
export function wordDayTight(locale: Locale, day: CivilDate): string {
  return `${weekdayShort(locale, day)}${NBSP}${dayNumber(locale, day)}`;
}

/** "ven. 20 nov.", for tables. */
export function wordDayShort(locale: Locale, day: CivilDate): string {
  return `${wordDayTight(locale, day)}${NBSP}${monthShort(locale, day)}`;
}

/** "23/11/2026" in both languages: documents and columns of figures. */
export function writeDate(day: CivilDate): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** "16 h 30", "8 h" on the hour; in English "4:30 pm", "8 am". */
export function wordTime(locale: Locale, time: CivilTime): string {
  const hour = Number(time.slice(0, 2));
  const minute = time.slice(3, 5);
  if (locale === "fr") return minute === "00" ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${minute}`;
  const half = hour < 12 ? "am" : "pm";
  const clock = hour % 12 === 0 ? 12 : hour % 12;
  return minute === "00" ? `${clock}${NBSP}${half}` : `${clock}:${minute}${NBSP}${half}`;
}

/** "16 h 30 à 18 h 30". */
export function wordTimes(locale: Locale, from: CivilTime, to: CivilTime): string {
  return `${wordTime(locale, from)} ${locale === "fr" ? "à" : "to"} ${wordTime(locale, to)}`;
}

/** "lundi 23 novembre 2026, 9 h 10". */
export function wordMoment(locale: Locale, moment: CivilDateTime): string {
  return `${wordDay(locale, moment.slice(0, 10))}, ${wordTime(locale, moment.slice(11, 16))}`;
}

/** "jeudi 26 novembre, 23 h 59": a limit always says the day and the hour. The end of a day is its 23 h 59, which nobody takes for the next night. */
export function wordLimit(locale: Locale, moment: CivilDateTime): string {
  const isEnd = moment.endsWith("T00:00");
  const day = isEnd ? addDays(moment.slice(0, 10), -1) : moment.slice(0, 10);
  return `${wordDayInYear(locale, day)}, ${wordTime(locale, isEnd ? "23:59" : moment.slice(11, 16))}`;
}

/** "jusqu’à jeudi 26 novembre, 23 h 59". */
export function untilMoment(locale: Locale, moment: CivilDateTime): string {
  return `${locale === "fr" ? "jusqu’à" : "until"} ${wordLimit(locale, moment)}`;
}

/** "du 7 au 11 décembre", "du 30 novembre au 4 décembre", with years when they differ or when asked. */
export function wordSpan(locale: Locale, span: { from: CivilDate; to: CivilDate; year?: boolean }): string {
  const { from, to } = span;
  const oneYear = from.slice(0, 4) === to.slice(0, 4);
  const oneMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = oneMonth ? dayNumber(locale, from) : oneYear ? wordDateInYear(locale, from) : wordDate(locale, from);
  const end = oneYear && !span.year ? wordDateInYear(locale, to) : wordDate(locale, to);
  return locale === "fr" ? `du ${start} au ${end}` : `${start} to ${end}`;
}

/** "lundi 7, mardi 8 et jeudi 10": the days of one month, in order. */
export function wordDays(locale: Locale, days: readonly CivilDate[]): string {
  return wordList(
    locale,
    days.map((day) => `${weekdayName(locale, day)}${NBSP}${dayNumber(locale, day)}`),
  );
}

/** "Léa, Tom et Noé". */
export function wordList(locale: Locale, items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${locale === "fr" ? "et" : "and"} ${items.at(-1)}`;
}

/** "aujourd’hui", "demain", "hier", else "dans 7 jours" or "il y a 3 jours". */
export function wordDistance(locale: Locale, day: CivilDate, today: CivilDate): string {
  const days = distanceInDays(today, day);
  if (day === today) return locale === "fr" ? "aujourd’hui" : "today";
  if (day === addDays(today, 1)) return locale === "fr" ? "demain" : "tomorrow";
  if (day === addDays(today, -1)) return locale === "fr" ? "hier" : "yesterday";
  if (locale === "fr") return days > 0 ? `dans ${days}${NBSP}jours` : `il y a ${-days}${NBSP}jours`;
  return days > 0 ? `in ${days}${NBSP}days` : `${-days}${NBSP}days ago`;
}

/** First letter in capitals, for a sentence that opens with a day: "Lundi 23 novembre 2026". */
export function opening(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
