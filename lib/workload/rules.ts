/**
 * The report of requests, by half-year or year: by kind, school, outcome, time and punctuality. Counts under 5 are hidden with whatever would give them
 * away (lib/statistics/rules); the lists count the same requests, so when one of them has no total, none has; and a year is the sum of its halves, so
 * that subtracting a half from it tells nothing. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { distanceInDays } from "@/lib/kernel/civil-date";
import { type Published, protect, type Shown, SMALLEST_SHOWN } from "@/lib/statistics/rules";

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

/** « 2026-s1 », « 2026 »: the period in an address, in a file's name and in the table. */
export const codeOf = ({ year, half }: Period): string => (half ? `${year}-s${half}` : String(year));

export function periodOf(code: string): Period | null {
  const [, year = "", half] = /^(20\d\d)(?:-s([12]))?$/.exec(code) ?? [];
  return year ? { year: Number(year), half: half === "1" ? 1 : half === "2" ? 2 : null } : null;
}

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

/** Of one half: a year is `together` of its two. */
export function reportOf(rows: readonly Counted[], keys: Keys): Report {
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

/** By key: a school that opened between the two halves has no number in the first one. */
export function together(one: Report, other: Report): Report {
  const add = (key: string, list: ReportList): Shown => {
    const [first, second] = [one, other].map(
      (half) => half.lists[list].find((cell) => cell.key === key)?.shown ?? null,
    );
    return typeof first === "number" && typeof second === "number"
      ? { key, shown: first + second }
      : { key, shown: null, why: "masked" };
  };
  const keysOf = (list: ReportList) => [...new Set([...one.lists[list], ...other.lists[list]].map(({ key }) => key))];
  const lists = Object.fromEntries(
    reportLists.map((list) => [list, keysOf(list).map((key) => add(key, list))]),
  ) as Record<ReportList, Shown[]>;
  const total = one.total === null || other.total === null ? null : one.total + other.total;
  return { lists, total };
}

/** What a corrected version would tell whoever kept the one before: nothing, at least five requests at a time, or of fewer than five. */
export function correctionOf(before: Report, after: Report): "unchanged" | "told" | "too-small" {
  const cells = reportLists.flatMap((list) => {
    const names = [...new Set([...before.lists[list], ...after.lists[list]].map(({ key }) => key))];
    const shownIn = (report: Report, key: string) => report.lists[list].find((cell) => cell.key === key)?.shown ?? null;
    return names.map((key) => [shownIn(before, key), shownIn(after, key)] as const);
  });
  const moves = [...cells, [before.total, after.total] as const].map(([old, fresh]) => {
    if (old === null && fresh === null) return 0;
    return old === null || fresh === null ? 1 : Math.abs(fresh - old);
  });
  if (moves.every((move) => move === 0)) return "unchanged";
  return moves.every((move) => move === 0 || move >= SMALLEST_SHOWN) ? "told" : "too-small";
}
