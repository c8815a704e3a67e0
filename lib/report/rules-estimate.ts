/**
 * « Combien pour nous ? »: what a family that nobody knows would pay, service by service, by the function that prices bookings and invoices.
 * Nothing is read of anybody and nothing is kept (issue 3, point 6). Pure.
 */
import { priceOfUse } from "@/lib/booking/rules-price";
import { calendarOf } from "@/lib/calendar/rules";
import { schoolYearId } from "@/lib/calendar/rules-years";
import { concerns } from "@/lib/clause/rules-activities";
import type { Grade } from "@/lib/household/schema";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { Household, Priced, Use } from "@/lib/pricing/schema";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import type { Wanted } from "@/lib/rulebook/schema-words";
import { activityName } from "@/lib/wording/rules-names";
import type { Reader } from "@/lib/wording/rules-phrases";
import { sayPrice, sayReason, sayReasons } from "@/lib/wording/rules-prices";
import { sayWho } from "@/lib/wording/rules-who";
import type { EstimateWish } from "./schema";

export type EstimatedPrice = {
  /** For which way of coming; null when the service has only one. */
  way: string | null;
  /** From 1, where brothers and sisters pay another price; null when all pay the same. */
  rank: number | null;
  /** null when the rules need more than was typed. */
  price: string | null;
  why: string[];
};
export type EstimatedService = {
  id: string;
  kind: ActivityRules["kind"];
  name: string;
  /** The next open day, for which it is priced. */
  day: CivilDate;
  prices: EstimatedPrice[];
};

export function estimateOf(reader: Reader, wish: EstimateWish, today: CivilDate): EstimatedService[] {
  const { file, locale } = reader;
  return file.activities.map((activity) => {
    const [next] = calendarOf(file).openDays(activity.id, { from: today, to: addDays(today, 120) });
    const day = next ?? today;
    const name = activityName(locale, file, activity.id);
    return { id: activity.id, kind: activity.kind, name, day, prices: pricesOf(reader, { activity, wish, day }) };
  });
}

type Asked = { activity: ActivityRules; wish: EstimateWish; day: CivilDate };
type Way = Readonly<Record<string, string>>;

/** The usual way of coming, then those that cost something else. */
function pricesOf(reader: Reader, asked: Asked): EstimatedPrice[] {
  const usual = pricesFor(reader, asked, {});
  const isPriced = usual.some(({ price }) => price !== null);
  const others = waysOf(reader, asked.activity)
    .map((way) => pricesFor(reader, asked, way))
    .filter((prices) => prices.some(({ price }, place) => price !== null && price !== usual[place]?.price));
  return isPriced || others.length === 0 ? [...usual, ...others.flat()] : others.flat();
}

/** Facts of a use that a visitor may choose, and that some price of the service asks for. */
const CHOICES = ["regularity", "slot", "menu"];

function waysOf({ file }: Reader, { id }: ActivityRules): Way[] {
  const conditions = file.prices
    .filter(({ activities }) => concerns(file, activities, id))
    .flatMap(({ when }) => (when === undefined || Array.isArray(when) ? (when ?? []) : [when]));
  const ways = conditions.flatMap((condition) =>
    Object.entries(condition)
      .filter(([fact]) => CHOICES.includes(fact))
      .flatMap(([fact, wanted]) => valuesOf(wanted).map((value) => ({ [fact]: value }))),
  );
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

/** Text only: a range or a « not » names no way of coming. */
function valuesOf(wanted: Wanted): string[] {
  const values = Array.isArray(wanted) ? wanted : [wanted];
  return values.filter((value) => typeof value === "string");
}

function pricesFor(reader: Reader, asked: Asked, way: Way): EstimatedPrice[] {
  const { wish } = asked;
  const household = householdOf(wish, asked.day);
  const uses = household.children.map(({ id }) => useOf(asked, id, way));
  const told = Object.keys(way).length === 0 ? null : sayWho(reader, way);
  const all = uses.map((use, place) => {
    const others = uses.filter((other) => other !== use);
    return { way: told, rank: place + 1, ...wordsOf(reader, priceOfUse(reader.file, household, use, others)) };
  });
  const [first] = all;
  const isSame = all.every(({ price }) => price === first?.price);
  return isSame && first ? [{ ...first, rank: null }] : all;
}

function wordsOf(reader: Reader, { lines, problems, totalCents }: Priced): Pick<EstimatedPrice, "price" | "why"> {
  const [line] = lines;
  if (problems.length > 0 || !line) return { price: null, why: problems.map(({ why }) => sayReason(reader, why)) };
  return { price: sayPrice(reader.locale, totalCents, line.unit), why: sayReasons(reader, lines) };
}

/** Children of the class are as old as most of it: rules by age need one. */
const AGES: Record<Grade, number> = {
  ...{ TPS: 2, PS: 3, MS: 4, GS: 5, CP: 6, CE1: 7, CE2: 8, CM1: 9, CM2: 10, ULIS: 8 },
};

function householdOf({ quotient, children, resident, grade }: EstimateWish, day: CivilDate): Household {
  const born = `${Number(schoolYearId(day).slice(0, 4)) - AGES[grade]}-06-15`;
  return {
    facts: [{ since: null, value: { resident } }],
    quotients: quotient === null ? [] : [{ value: quotient / 100, receivedOn: null }],
    children: Array.from({ length: children }, (_, place) => ({
      id: `c${place + 1}`,
      birthDate: born,
      facts: [{ since: null, value: { grade } }],
    })),
  };
}

function useOf({ activity, day }: Asked, childId: string, way: Way): Use {
  const id = `${childId}:${activity.id}`;
  return { id, childId, activity: activity.id, day, status: "present", booking: "in_time", facts: way };
}
