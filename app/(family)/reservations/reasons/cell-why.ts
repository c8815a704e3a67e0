/** « Pourquoi ? »: what decides of a cell and of its price, in sentences: rule, limit, bracket, date of effect, rank, rounding. */
import type { WeekRow } from "@/components/booking/week-grid";
import type { Price } from "@/lib/booking/rules-price";
import { wordWhy } from "@/lib/deadline/rules-words";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate, wordDayInYear, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { sayPrice, sayReasons } from "@/lib/wording/rules-prices";
import type { GridRow } from "../grid-rows";
import { activityName, type GridCell, type GridTalk, longReason } from "../grid-words";

/** The rules tell nothing of these: the child, the enrolment or the household does. */
const BESIDE_RULES = [
  "other-household",
  "not-enrolled",
  "day-closed",
  "no-tariff",
  "already-booked",
  "by-draw",
  "full",
];

export function rowWhy(talk: GridTalk, row: GridRow): WeekRow["why"] {
  const { t, locale } = talk;
  const [first] = row.cells;
  const about = { activity: activityName(locale, row.activity), day: wordDayInYear(locale, first?.day.day ?? "") };
  return {
    summary: t("why.ask"),
    about: t("why.askAbout", about),
    answers: answersOf(talk, row),
  };
}

/** Children with the same answer share it. */
function answersOf(talk: GridTalk, row: GridRow): { name: string; sentences: string[] }[] {
  const answers = new Map<string, { names: string[]; sentences: string[] }>();
  for (const cell of row.cells) {
    const sentences = [...new Set(cellWhy(talk, cell))];
    const key = sentences.join("|");
    const known = answers.get(key) ?? { names: [], sentences };
    known.names.push(cell.child.firstName);
    answers.set(key, known);
  }
  return [...answers.values()].map(({ names, sentences }) => ({ name: wordList(talk.locale, names), sentences }));
}

function cellWhy(talk: GridTalk, cell: GridCell): string[] {
  const { verdict } = cell;
  const { refusal, booking } = verdict;
  const stands = !booking && refusal !== null && BESIDE_RULES.includes(refusal);
  const ruled = stands ? [] : verdict.why.map((why) => wordWhy(talk.locale, why)).filter(Boolean);
  const told = !booking && refusal !== null && ruled.length === 0 ? [longReason(talk, cell, refusal)] : ruled;
  const isPriced = booking !== null || refusal === null || refusal === "full" || refusal === "not-yet";
  return verdict.price && isPriced ? [...told, ...priceSteps(talk, cell, verdict.price)] : told;
}

/** The price, then how the rules come to it. */
function priceSteps(talk: GridTalk, { verdict }: GridCell, price: Price): string[] {
  const { t, locale } = talk;
  const total = t("why.price", { price: sayPrice(locale, centsOf(verdict, price), price.unit) });
  const usual = verdict.inTimePrice;
  const before = usual ? [t("why.inTime", { price: wordAmount(locale, usual.cents) })] : [];
  return [
    total,
    ...sayReasons({ locale, file: price.rules.file }, price.lines),
    t("price.source", sourceOf(locale, price)),
    ...before,
  ];
}

/** Of days that share one price one booking carries it; each of them tells it. */
function centsOf({ booking }: GridCell["verdict"], price: Price): number {
  return price.lines.some(({ kind }) => kind === "flat") ? price.cents : (booking?.priceCents ?? price.cents);
}

export function sourceOf(locale: Locale, { rules }: Price): { version: string; since: string } {
  return { version: rules.label, since: wordDate(locale, rules.since) };
}
