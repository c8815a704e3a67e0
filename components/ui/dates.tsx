/** Days and moments in words, with the machine's form beside them; « 1er » is raised as in print. */
import type { ReactNode } from "react";
import {
  dayNumber,
  opening,
  weekdayShort,
  wordDate,
  wordDay,
  wordDayInYear,
  wordDayShort,
  wordLimit,
  wordMoment,
  wordTime,
} from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import { DateBadge, HourMark } from "./line";

const DAY_WORDS = { full: wordDay, year: wordDayInYear, short: wordDayShort, date: wordDate };
const MOMENT_WORDS = { full: wordMoment, limit: wordLimit };

type DayProps = { day: CivilDate; locale: Locale; as?: keyof typeof DAY_WORDS | undefined; open?: boolean | undefined };

/** `full` lundi 23 novembre 2026 · `year` lundi 23 novembre · `short` lun. 23 nov. · `date` 23 novembre 2026. */
export function Day({ day, locale, as = "full", open }: DayProps) {
  const text = DAY_WORDS[as](locale, day);
  return <time dateTime={day}>{raised(open ? opening(text) : text)}</time>;
}

type MomentProps = {
  moment: CivilDateTime;
  locale: Locale;
  as?: keyof typeof MOMENT_WORDS | undefined;
  open?: boolean | undefined;
};

/** `full` lundi 23 novembre 2026, 9 h 10 · `limit` jeudi 26 novembre, 23 h 59. */
export function Moment({ moment, locale, as = "full", open }: MomentProps) {
  const text = MOMENT_WORDS[as](locale, moment);
  return <time dateTime={moment}>{raised(open ? opening(text) : text)}</time>;
}

/** « 1er » of a text with its ending raised. */
export function raised(text: string): ReactNode {
  const parts = text.split(/(?<=\b1)er\b/);
  if (parts.length === 1) return text;
  return parts.flatMap((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence, always in this order
    return index === 0 ? [part] : [<sup key={index}>er</sup>, part];
  });
}

/** A day for the margin of a line. */
export function DayMark({ day, locale }: { day: CivilDate; locale: Locale }) {
  return (
    <DateBadge short={weekdayShort(locale, day)} number={dayNumber(locale, day)} full={wordDayInYear(locale, day)} />
  );
}

/** An hour for the margin of a line. */
export function HourOf({ moment, locale }: { moment: CivilDateTime; locale: Locale }) {
  return <HourMark dateTime={moment}>{wordTime(locale, moment.slice(11, 16))}</HourMark>;
}
