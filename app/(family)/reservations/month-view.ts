/** A family's month as the components draw it: on a desk one table for all children, on a phone a list of weeks. */
import type { CellView } from "@/components/booking/cell";
import type {
  MonthCell,
  MonthColumn,
  MonthGroup,
  MonthRow,
  MonthWeek,
  WeekEntry,
} from "@/components/booking/month-grid";
import { type Holiday, holidayOn } from "@/lib/activity/rules-holidays";
import { type ChildFacts, type Facts, ownBookingOf, ownHouseholdOn } from "@/lib/booking/rules-grid";
import { wordAmount } from "@/lib/i18n/amounts";
import { dayNumber, opening, weekdayName, weekdayShort, wordSpan } from "@/lib/i18n/dates";
import {
  type CivilDate,
  type CivilDateTime,
  type CivilMonth,
  daysOfMonth,
  mondayOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import { sayPrice } from "@/lib/wording/rules-prices";
import { type GridRow, rowsOn } from "./grid-rows";
import { activityName, awayWord, cellView, type GridCell, type GridTalk, longReason, noteOf } from "./grid-words";

type Given = { facts: Facts; holidays: readonly Holiday[]; month: CivilMonth; now: CivilDateTime };

/** A column is one day, or a run of days closed by holidays, which the first of them names. */
type Slice = { days: CivilDate[]; holiday: Holiday | null };

export type MonthView = {
  columns: MonthColumn[];
  weeks: MonthWeek[];
  groups: MonthGroup[];
  entries: WeekEntry[];
  /** Each reason once, for who cannot point at a cell. */
  reasons: string[];
  bookedCents: number;
  rows: readonly GridRow[];
};

export function monthView(talk: GridTalk, given: Given): MonthView {
  const { facts, month, holidays } = given;
  const days = daysOfMonth(month).filter((day) => weekdayOf(day) <= 5 || facts.days.some((one) => one.day === day));
  const slices = slicesOf(days, holidays);
  const rows = new Map(days.map((day) => [day, rowsOn(facts, day, given.now)]));
  const cents = (child: ChildFacts) => bookedOf(facts, child, () => true);
  return {
    columns: slices.map((slice, index) => columnOf(talk, slice, slices[index - 1])),
    weeks: weeksOf(talk, slices),
    groups: facts.children.map((child) => groupOf(talk, { facts, slices, rows }, child)),
    entries: entriesOf(talk, given, days),
    reasons: reasonsOf(talk, [...rows.values()].flat()),
    bookedCents: sum(facts.children.map(cents)),
    rows: [...rows.values()].flat(),
  };
}

function slicesOf(days: readonly CivilDate[], holidays: readonly Holiday[]): Slice[] {
  const slices: Slice[] = [];
  for (const day of days) {
    const holiday = holidayOn(day, holidays);
    const last = slices.at(-1);
    if (holiday && last?.holiday) last.days.push(day);
    else slices.push({ days: [day], holiday });
  }
  return slices;
}

function firstOf(slice: Slice): CivilDate {
  const [day] = slice.days;
  if (!day) throw new Error("A column has a day");
  return day;
}

function columnOf({ locale }: GridTalk, slice: Slice, before: Slice | undefined): MonthColumn {
  const first = firstOf(slice);
  const last = slice.days.at(-1) ?? first;
  const opensWeek = before !== undefined && mondayOf(before.days.at(-1) ?? first) !== mondayOf(first);
  const number = dayNumber(locale, first);
  if (first !== last) {
    return { key: first, opensWeek, head: { kind: "closed", label: `${number}–${dayNumber(locale, last)}` } };
  }
  const head = { kind: "day" as const, short: weekdayShort(locale, first), full: weekdayName(locale, first), number };
  return { key: first, opensWeek, head };
}

function weeksOf({ locale }: GridTalk, slices: readonly Slice[]): MonthWeek[] {
  const weeks: (MonthWeek & { to: CivilDate; from: CivilDate })[] = [];
  for (const slice of slices) {
    const from = firstOf(slice);
    const to = slice.days.at(-1) ?? from;
    const last = weeks.at(-1);
    if (last && mondayOf(last.from) === mondayOf(from)) {
      last.columns += 1;
      last.to = to;
    } else weeks.push({ key: from, label: "", columns: 1, from, to });
  }
  return weeks.map((week) => ({ ...week, label: weekLabel(locale, week) }));
}

/** « Du 7 au 11 »: the month stands in the title; a single day is its number. */
function weekLabel(locale: GridTalk["locale"], { from, to }: { from: CivilDate; to: CivilDate }): string {
  if (from === to) return dayNumber(locale, from);
  const [first, last] = [dayNumber(locale, from), dayNumber(locale, to)];
  return locale === "fr" ? `Du ${first} au ${last}` : `${first} to ${last}`;
}

type Built = { facts: Facts; slices: readonly Slice[]; rows: ReadonlyMap<CivilDate, GridRow[]> };

function groupOf(talk: GridTalk, built: Built, child: ChildFacts): MonthGroup {
  const { facts, rows } = built;
  const own = [...new Map([...rows.values()].flat().map((row) => [row.key, row])).values()]
    .filter((row) => row.cells.some((cell) => cell.child.id === child.id && isForChild(cell.activity.id, child)))
    .sort((a, b) => (a.activity.startsAt < b.activity.startsAt ? -1 : 1));
  const schooling = child.schoolings.at(-1);
  return {
    key: child.id,
    name: child.firstName,
    detail: schooling ? `${schooling.grade}, ${schooling.siteName}` : "",
    sum: wordAmount(
      talk.locale,
      bookedOf(facts, child, () => true),
    ),
    rows: own.map((row, index) => rowOf(talk, built, { child, row, isFirst: index === 0 })),
  };
}

function isForChild(activityId: string, child: ChildFacts): boolean {
  return child.enrolments.some((one) => one.activityId === activityId);
}

function bookedOf(facts: Facts, child: ChildFacts, wanted: (activityId: string) => boolean): number {
  return sum(
    facts.days
      .filter((day) => wanted(day.activityId))
      .map((day) => ownBookingOf(facts, child.id, day.id)?.priceCents ?? 0),
  );
}

type RowGiven = { child: ChildFacts; row: GridRow; isFirst: boolean };

function rowOf(talk: GridTalk, built: Built, given: RowGiven): MonthRow {
  const { facts, slices } = built;
  const { child, row } = given;
  const prices = [...built.rows.values()].flat().flatMap((one) => {
    const cell = one.key === row.key ? one.cells.find((other) => other.child.id === child.id) : undefined;
    return cell?.verdict.inTimePrice ?? cell?.verdict.price ?? [];
  });
  const ids = new Set(
    [...built.rows.values()]
      .flat()
      .flatMap((one) => (one.key === row.key ? one.cells.map((cell) => cell.activity.id) : [])),
  );
  return {
    key: row.key,
    name: activityName(talk.locale, row.activity),
    price: prices[0] === undefined ? "" : sayPrice(talk.locale, prices[0].cents, prices[0].unit),
    sum: wordAmount(
      talk.locale,
      bookedOf(facts, child, (id) => ids.has(id)),
    ),
    cells: cellsOf(talk, built, given, slices),
  };
}

function cellsOf(
  talk: GridTalk,
  built: Built,
  { child, row, isFirst }: RowGiven,
  slices: readonly Slice[],
): MonthCell[] {
  const cells: MonthCell[] = [];
  for (let at = 0; at < slices.length; ) {
    const slice = slices[at];
    if (!slice) break;
    const block = blockAt(talk, built, child, at);
    if (block) {
      if (isFirst) cells.push({ at, ...block });
      at += block.columns;
      continue;
    }
    const day = firstOf(slice);
    const cell = built.rows
      .get(day)
      ?.find((one) => one.key === row.key)
      ?.cells.find((one) => one.child.id === child.id);
    cells.push(cell ? { at, kind: "cell", cell: narrow(talk, cell) } : { at, kind: "none" });
    at += 1;
  }
  return cells;
}

/** A cell of the month has room for « 3e » where the week writes « rang 3 »; its full words are what a screen reader says. */
function narrow(talk: GridTalk, cell: GridCell): CellView {
  const view = cellView(talk, cell);
  const { waiting } = cell.verdict;
  if (view.kind !== "fixed" || view.look !== "wait" || waiting?.state !== "waiting") return view;
  return { ...view, detail: talk.t("month.rank", { rank: waiting.rank }) };
}

type Block = Extract<MonthCell, { kind: "block" }>;

/** A holiday, or a run of days that the child spends elsewhere. A day with a booking of one's own is shown as such. */
function blockAt(
  talk: GridTalk,
  { facts, slices, rows }: Built,
  child: ChildFacts,
  at: number,
): Omit<Block, "at"> | null {
  const slice = slices[at];
  if (!slice) return null;
  if (slice.holiday) {
    const text = talk.locale === "fr" ? slice.holiday.nameFr : slice.holiday.nameEn;
    return { kind: "block", look: "hol", text, columns: 1 };
  }
  const isAway = (one: Slice | undefined) => {
    if (!one || one.holiday || ownHouseholdOn(facts, child, firstOf(one)) !== null) return false;
    const cells = (rows.get(firstOf(one)) ?? []).flatMap((row) =>
      row.cells.filter((cell) => cell.child.id === child.id),
    );
    return cells.every((cell) => cell.verdict.booking === null);
  };
  let columns = 0;
  while (isAway(slices[at + columns])) columns += 1;
  if (columns === 0) return null;
  return { kind: "block", look: "away", text: awaySentence(talk, child, firstOf(slice), columns), columns };
}

function awaySentence(talk: GridTalk, child: ChildFacts, day: CivilDate, columns: number): string {
  const place = awayWord(talk, child, day);
  if (columns < 2) return place;
  return talk.t("custody.away", { child: child.firstName, place: place.charAt(0).toLowerCase() + place.slice(1) });
}

function entriesOf(talk: GridTalk, { facts }: Given, days: readonly CivilDate[]): WeekEntry[] {
  const mondays = [...new Set(days.map(mondayOf))];
  return mondays.map((monday) => {
    const week = days.filter((day) => mondayOf(day) === monday);
    const [from, to] = [week[0] ?? monday, week.at(-1) ?? monday];
    const lines = facts.children.flatMap((child) => {
      if (week.every((day) => ownHouseholdOn(facts, child, day) === null)) {
        return [awaySentence(talk, child, from, 2)];
      }
      const own = facts.days.filter((day) => week.includes(day.day));
      const count = own.filter((day) => ownBookingOf(facts, child.id, day.id) !== null).length;
      return [talk.t("month.bookings", { child: child.firstName, count })];
    });
    const label = from === to ? opening(weekdayName(talk.locale, from)) : opening(wordSpan(talk.locale, { from, to }));
    return { href: `/reservations?semaine=${monday}`, label, lines };
  });
}

function reasonsOf(talk: GridTalk, rows: readonly GridRow[]): string[] {
  const said = new Set<string>();
  for (const cell of rows.flatMap((row) => row.cells)) {
    if (cell.verdict.refusal === "too-late" && !cell.verdict.booking) continue;
    const note = noteOf(talk, cell);
    if (note) said.add(cell.verdict.refusal === "full" ? longReason(talk, cell, "full") : note.text);
  }
  return [...said].slice(0, 12);
}
