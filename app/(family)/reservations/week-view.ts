/** A family's week as the components draw it: days, rows, cells, and each reason written once. */
import type { Note, WeekDay } from "@/components/booking/week-grid";
import { type Holiday, holidayOn } from "@/lib/activity/rules-holidays";
import { type ChildFacts, type Facts, ownHouseholdOn } from "@/lib/booking/rules-grid";
import { opening, wordDayInYear, wordDays, wordTimes } from "@/lib/i18n/dates";
import { addDays, type CivilDate, type CivilDateTime, daysBetween, weekdayOf } from "@/lib/kernel/civil-date";
import { rowsOn } from "./grid-rows";
import { activityName, awayWord, cellView, type GridTalk, noteOf } from "./grid-words";
import { rowWhy } from "./reasons/cell-why";
import { rowLeft } from "./reasons/closing";

type Given = { facts: Facts; holidays: readonly Holiday[]; monday: CivilDate; now: CivilDateTime };

export function weekDays(talk: GridTalk, { facts, holidays, monday, now }: Given): WeekDay[] {
  const said = new Set<string>();
  const days = daysBetween(monday, addDays(monday, 6)).filter(
    (day) => weekdayOf(day) <= 5 || facts.days.some((one) => one.day === day),
  );
  return days.map((day) => {
    const holiday = holidayOn(day, holidays);
    const closed = holiday && (talk.locale === "fr" ? holiday.nameFr : holiday.nameEn);
    const rows = rowsOn(facts, day, now).map((row) => ({
      key: row.key,
      name: activityName(talk.locale, row.activity),
      hours: wordTimes(talk.locale, row.activity.startsAt, row.activity.endsAt),
      left: rowLeft(talk, row.cells, now),
      cells: row.cells.map((cell) => cellView(talk, cell)),
      notes: row.cells.flatMap((cell) => fresh(noteOf(talk, cell), said)),
      why: rowWhy(talk, row),
    }));
    return {
      id: `jour-${day}`,
      title: opening(wordDayInYear(talk.locale, day)),
      remark: closed ?? undefined,
      rows,
      empty: closed ?? talk.t("week.nothingOpen"),
    };
  });
}

function fresh(note: Note | null, said: Set<string>): Note[] {
  if (!note || said.has(note.text)) return [];
  said.add(note.text);
  return [note];
}

/** « Tom est chez vous », « Tom est chez Sacha », or the days with the family; nothing for a child who never moves. */
export function custodyLine(talk: GridTalk, facts: Facts, child: ChildFacts, monday: CivilDate): string | null {
  if (child.residences.length < 2 && child.residences.every((home) => home.custody === null)) return null;
  const week = daysBetween(monday, addDays(monday, 4));
  const here = week.filter((day) => ownHouseholdOn(facts, child, day) !== null);
  const name = { child: child.firstName };
  if (here.length === week.length) return talk.t("custody.here", name);
  if (here.length > 0) return talk.t("custody.some", { ...name, days: wordDays(talk.locale, here) });
  const place = awayWord(talk, child, monday);
  return talk.t("custody.away", { ...name, place: place.charAt(0).toLowerCase() + place.slice(1) });
}
