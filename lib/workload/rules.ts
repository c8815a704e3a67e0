/**
 * The report of requests, by half-year or year: by kind, school, outcome, time and punctuality. Counts under 5 are hidden with whatever would give them
 * away (lib/statistics/rules); the lists count the same requests, so when one of them has no total, none has; and a year is the sum of its halves, so
 * that subtracting a half from it tells nothing. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { distanceInDays } from "@/lib/kernel/civil-date";
import { type Published, protect, type Shown } from "@/lib/statistics/rules";

export type Half = { year: number; half: 1 | 2 };
export type Period = { year: number; half: 1 | 2 | null };
export type Span = { from: CivilDate; to: CivilDate };

export const spanOf = ({ year, half }: Half): Span =>
  half === 1 ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };

export const halvesOf = ({ year, half }: Period): Half[] =>
  half
    ? [{ year, half }]
    : [
        { year, half: 1 },
        { year, half: 2 },
      ];

/** Only what is over is reported: a running count would tell by how much it grew since yesterday. */
export const isOver = (period: Period, today: CivilDate): boolean =>
  halvesOf(period).every((half) => spanOf(half).to < today);

/** The last five years of halves and years that are over, the latest first. */
export function periodsUntil(today: CivilDate): Period[] {
  const year = Number(today.slice(0, 4));
  const years = Array.from({ length: 5 }, (_, back) => year - back);
  return years
    .flatMap((one): Period[] => [
      { year: one, half: null },
      { year: one, half: 2 },
      { year: one, half: 1 },
    ])
    .filter((period) => isOver(period, today));
}

export type Counted = {
  kind: string;
  siteId: string | null;
  outcome: string | null;
  receivedOn: CivilDate;
  decidedOn: CivilDate | null;
  dueOn: CivilDate | null;
};

export const times = ["week", "fortnight", "month", "longer", "open"] as const;
export const punctualities = ["in-time", "late", "open"] as const;
export const reportLists = ["kind", "site", "outcome", "time", "punctuality"] as const;
export type ReportList = (typeof reportLists)[number];
/** Keys of a list in their order, whether or not something is counted under them. */
export type Keys = Readonly<Record<ReportList, readonly string[]>>;
export type Report = { lists: Record<ReportList, Shown[]>; total: number | null };

export function timeOf({ receivedOn, decidedOn }: Counted): (typeof times)[number] {
  if (!decidedOn) return "open";
  const days = distanceInDays(receivedOn, decidedOn);
  if (days <= 7) return "week";
  if (days <= 14) return "fortnight";
  return days <= 31 ? "month" : "longer";
}

/** Answered on the last day is in time; without an answer it waits. */
export function punctualityOf({ decidedOn, dueOn }: Counted): (typeof punctualities)[number] {
  if (!decidedOn) return "open";
  return dueOn !== null && decidedOn > dueOn ? "late" : "in-time";
}

const keyOf: Record<ReportList, (row: Counted) => string> = {
  kind: ({ kind }) => kind,
  site: ({ siteId }) => siteId ?? "none",
  outcome: ({ outcome }) => outcome ?? "open",
  time: timeOf,
  punctuality: punctualityOf,
};

function halfReport(rows: readonly Counted[], keys: Keys): Report {
  const published = Object.fromEntries(
    reportLists.map((list) => {
      const cells = keys[list].map((key) => ({ key, count: rows.filter((row) => keyOf[list](row) === key).length }));
      return [list, protect(cells)];
    }),
  ) as Record<ReportList, Published>;
  const isTold = reportLists.every((list) => published[list].total !== null);
  const lists = Object.fromEntries(
    reportLists.map((list) => [list, isTold ? published[list].cells : published[list].cells.map(hidden)]),
  ) as Record<ReportList, Shown[]>;
  return { lists, total: isTold ? rows.length : null };
}

const hidden = ({ key }: Shown): Shown => ({ key, shown: null, why: "masked" });

/** `rows` of each half, in the order of `halvesOf`. */
export function reportOf(halves: readonly (readonly Counted[])[], keys: Keys): Report {
  const [first, ...others] = halves.map((rows) => halfReport(rows, keys));
  if (!first) throw new Error("A period has a half");
  return others.reduce(together, first);
}

function together(one: Report, other: Report): Report {
  const add = (cell: Shown, index: number, list: ReportList): Shown => {
    const twin = other.lists[list][index];
    if (cell.shown === null || !twin || twin.shown === null) return hidden(cell);
    return { key: cell.key, shown: cell.shown + twin.shown };
  };
  const lists = Object.fromEntries(
    reportLists.map((list) => [list, one.lists[list].map((cell, index) => add(cell, index, list))]),
  ) as Record<ReportList, Shown[]>;
  const total = one.total === null || other.total === null ? null : one.total + other.total;
  return { lists, total };
}
