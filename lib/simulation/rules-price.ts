/** Cases of price: a period, a household and its uses give a total in cents, or the part of it that the case asks for. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import { addDays, firstDayOf, isCivilDate, isCivilMonth, lastDayOf } from "@/lib/kernel/civil-date";
import { price } from "@/lib/pricing/rules";
import type { Line, Period, Priced } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { judgeExcused } from "./rules-absence";
import { type Got, Inexpressible } from "./rules-answer";
import { householdOf } from "./rules-household";
import { usesOf } from "./rules-uses";
import type { HouseholdCase, Of } from "./schema";

export function answerPrice(file: CommuneFile, asked: Of<"price">): Got {
  const period = periodOf(file, asked.period);
  if (!period) throw new Inexpressible([`no period is called “${asked.period}”`]);
  const told = withChildren(asked);
  const household = householdOf(told, asked.events);
  const made = usesOf({ file, period, household: told, events: asked.events }, asked.use);
  const uses = judgeExcused(file, made, asked.use);
  const run = (rules: CommuneFile) => price(rules, period, household, uses);
  const { cents, lines } = asked.only === undefined ? whole(run(file)) : part(file, asked.only, run);
  const expected = asked.expected_total_cents ?? null;
  const ok = expected === null || Math.abs(cents - expected) <= asked.tolerance_cents;
  return { got: cents, expected, ok, why: lines.flatMap(({ why }) => why) };
}

/** Children of whom the case says no more than that they come. */
function withChildren({ household, use }: Of<"price">): HouseholdCase {
  if (household.children.length > 0) return household;
  const refs = new Set(use.map(({ child }) => child ?? "A"));
  return { ...household, children: [...refs].map((ref) => ({ ref })) };
}

type Sum = { cents: number; lines: readonly Line[] };

function whole(priced: Priced): Sum {
  if (priced.problems.length > 0) throw new Inexpressible(priced.problems.map(({ why }) => why));
  return { cents: priced.totalCents, lines: priced.lines };
}

const PARTS: Readonly<Record<string, (line: Line) => boolean>> = {
  surcharges: ({ kind, amountCents }) => (kind === "adjustment" && amountCents > 0) || kind === "late_pickup",
  reductions: ({ kind, amountCents }) => kind === "adjustment" && amountCents < 0,
  late_pickups: ({ kind }) => kind === "late_pickup",
  fees: ({ kind }) => kind === "fee",
  aids: ({ kind }) => kind === "aid",
  absences: ({ kind }) => kind === "absence",
};

function partNamed(only: string): ((line: Line) => boolean) | undefined {
  const name = [only, `${only}s`].find((one) => Object.hasOwn(PARTS, one));
  return name === undefined ? undefined : PARTS[name];
}

/** Surcharges that are amounts of their own are known even where the price that they are added to is not published. */
function part(file: CommuneFile, only: string, run: (rules: CommuneFile) => Priced): Sum {
  const isActivity = file.activities.some(({ id }) => id === only);
  const belongs = isActivity ? (line: Line) => line.activity === only : partNamed(only);
  if (!belongs) throw new Inexpressible([`no part of a bill is called “${only}”`]);
  const priced = run(file);
  const onlyAdded = file.adjustments.every(({ add }) => add !== undefined);
  const used = priced.problems.length > 0 && !isActivity && onlyAdded ? run(withoutPrices(file)) : priced;
  const { lines } = whole(used);
  const own = lines.filter(belongs);
  return { cents: own.reduce((sum, { amountCents }) => sum + amountCents, 0), lines: own };
}

function withoutPrices(file: CommuneFile): CommuneFile {
  return { ...file, prices: [{ for: "child", price: 0 }] };
}

/** A month, a school year, a civil year, a day, or « A..B » of any of these, both included. */
function periodOf(file: CommuneFile, text: string): Period | null {
  const [from = "", to = from] = text.split("..");
  const [first, last] = [onePeriod(file, from.trim()), onePeriod(file, to.trim())];
  return first && last && first.from <= last.to ? { from: first.from, to: last.to } : null;
}

function onePeriod(file: CommuneFile, text: string): Period | null {
  if (isCivilDate(text)) return { from: text, to: text };
  if (isCivilMonth(text)) return { from: firstDayOf(text), to: lastDayOf(text) };
  if (/^\d{4}$/.test(text)) return { from: `${text}-01-01`, to: `${text}-12-31` };
  const [, start, end] = /^(\d{4})-(\d{4})$/.exec(text) ?? [];
  if (start && Number(end) === Number(start) + 1) return { from: `${start}-09-01`, to: `${end}-08-31` };
  return named(file, text);
}

/** A term by its name, holidays and the periods between them by theirs: « autumn-2026 ». */
function named(file: CommuneFile, text: string): Period | null {
  const term = file.calendar.terms.find(({ name }) => name === text);
  if (term) return { from: term.from, to: term.to };
  const [name, year] = text.split(/[-_ ]/);
  if (year !== undefined && !/^\d{4}$/.test(year)) return null;
  const calendar = calendarOf(file);
  for (let day = `${year ?? "2026"}-09-01`, end = addDays(day, 365); day < end; day = addDays(day, 1)) {
    const holiday = calendar.holidayOn(day);
    if (holiday && holiday.name === name && (year === undefined || day.startsWith(year)))
      return { from: holiday.from, to: holiday.to };
  }
  return null;
}
