/** The next limit of a grid: until when something can still be booked or cancelled, and how long that is. Pure. */
import { minutesLeft, wordLeft } from "@/lib/i18n/countdown";
import { wordDayInYear, wordLimit } from "@/lib/i18n/dates";
import type { CivilDateTime } from "@/lib/kernel/civil-date";
import type { GridRow } from "../grid-rows";
import { activityName, type GridCell, type GridTalk } from "../grid-words";

type Closing = { cell: GridCell; at: CivilDateTime };

/** A limit is told in a row during its last day. */
const LAST_DAY = 24 * 60;

function closingOf(cell: GridCell): CivilDateTime | null {
  const { booking, cancelRefusal, refusal, closesAt, cancelClosesAt } = cell.verdict;
  if (booking) return cancelRefusal === null ? cancelClosesAt : null;
  return refusal === null ? closesAt : null;
}

/** The first to come among cells that can still change. */
export function nextClosing(cells: readonly GridCell[], now: CivilDateTime): Closing | null {
  let next: Closing | null = null;
  for (const cell of cells) {
    const at = closingOf(cell);
    if (at !== null && at > now && (next === null || at < next.at)) next = { cell, at };
  }
  return next;
}

/** « Prochaine limite : cantine du jeudi 26 novembre. Encore 3 h 20, jusqu’à mercredi 25 novembre, 12 h. » */
export function closingLine(talk: GridTalk, rows: readonly GridRow[], now: CivilDateTime): string | null {
  const { t, locale } = talk;
  const next = nextClosing(
    rows.flatMap((row) => row.cells),
    now,
  );
  const left = next && wordLeft(locale, now, next.at);
  if (!next || !left) return null;
  const { activity, day } = next.cell;
  const about = { activity: activityName(locale, activity), day: wordDayInYear(locale, day.day) };
  return t("closing.next", { ...about, left, limit: wordLimit(locale, next.at) });
}

/** « encore 3 h 20 », in the last day before the limit of a row. */
export function rowLeft({ t, locale }: GridTalk, cells: readonly GridCell[], now: CivilDateTime): string | undefined {
  const next = nextClosing(cells, now);
  if (!next || minutesLeft(now, next.at) > LAST_DAY) return undefined;
  const left = wordLeft(locale, now, next.at);
  return left ? t("closing.left", { left }) : undefined;
}
