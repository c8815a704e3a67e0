/** Families and uses of November 2026 in few words, priced by the examples of docs/commune-file.md. */

import type { Facts } from "@/lib/clause/rules-conditions";
import { price } from "@/lib/pricing/rules";
import type { Household, Period, Quotient, Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { documented } from "./documented";

export const NOVEMBER: Period = { from: "2026-11-01", to: "2026-11-30" };
/** Open days of November 2026, in order. */
const DAYS = ["02", "03", "05", "06", "09", "10", "12", "13", "16", "17", "19", "20", "23", "24", "26", "27", "30"].map(
  (day) => `2026-11-${day}`,
);

export type Given = Partial<Omit<Use, "facts">> & { facts?: Facts };
export type Family = {
  facts?: Facts;
  qf?: number;
  quotients?: Quotient[];
  children?: { id: string; birthDate?: string; facts?: Facts }[];
};

export function householdOf({ facts = {}, qf, quotients, children = [{ id: "A" }] }: Family): Household {
  const known = qf === undefined ? [] : [{ value: qf, receivedOn: null }];
  return {
    facts: [{ since: null, value: facts }],
    quotients: quotients ?? known,
    children: children.map(({ facts: own = {}, ...child }) => ({ ...child, facts: [{ since: null, value: own }] })),
  };
}

export function usesOf(given: readonly Given[]): Use[] {
  return given.map((use, index) => ({
    id: String(index),
    childId: "A",
    activity: "cantine",
    day: DAYS[0] ?? null,
    status: "present",
    booking: "in_time",
    facts: {},
    ...use,
  }));
}

export const daily = (count: number, use: Given = {}): Given[] => DAYS.slice(0, count).map((day) => ({ day, ...use }));

export type Asked = { family?: Family; period?: Period };

export function totalOf(file: CommuneFile, uses: readonly Given[], { family = {}, period = NOVEMBER }: Asked = {}) {
  const priced = price(file, period, householdOf(family), usesOf(uses));
  return priced.problems[0]?.why.code ?? priced.totalCents;
}

/** An example, with a price for the activities that it leaves out. */
export function withPrices(file: CommuneFile, cents: Readonly<Record<string, number>>): CommuneFile {
  const [plain] = documented("1. The smallest file").prices;
  if (!plain) throw new Error("The smallest file has a price");
  const own = Object.entries(cents).map(([activity, amount]) => ({ ...plain, activities: [activity], price: amount }));
  return { ...file, prices: [...file.prices, ...own] };
}
