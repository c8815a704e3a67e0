/**
 * The uses of a household in a period, put in order and counted: presences, brothers and sisters, ranks (docs/commune-file.md §6;
 * facts: domain-rules 11). What is counted by the month is counted month by month, even when the period is longer. Pure.
 */

import type { SpanUnit } from "@/lib/calendar/rules-spans";
import type { Facts } from "@/lib/clause/rules-conditions";
import { type CivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Scope } from "@/lib/rulebook/schema-prices";
import type { ActivityPrices, Compiled } from "./rules-compile";
import { type InForce, quotientsOf } from "./rules-quotient";
import type { Child, Dated, Household, Period, Problem, Use } from "./schema";

export type UseInfo = {
  readonly use: Use;
  readonly child: Child;
  /** Place of the child in the household's list. */
  readonly place: number;
  readonly rules: ActivityPrices;
  /** The day on which rules are looked up: of a use without a day, the first of the period. */
  readonly day: CivilDate;
  readonly isDated: boolean;
  /** "2026-11"; "" for a use without a day in a period of several months. */
  readonly month: string;
  /** It came, or pays as if it had. */
  readonly counts: boolean;
  /** Which presence of the month it is, from 1; how many it stands for is in `times`. */
  nth: number;
  readonly times: number;
};

type Counts = Map<string, number>;
export type Month = {
  readonly compiled: Compiled;
  readonly household: Household;
  readonly period: Period;
  /** By day, child, activity and id, whatever the order they came in. */
  readonly uses: readonly UseInfo[];
  readonly quotients: readonly InForce[];
  readonly presences: Counts;
  readonly weekPresences: Counts;
  readonly present: Map<string, Set<number>>;
  readonly users: Map<string, Set<number>>;
  /** Places of the children in the order of their rank. */
  readonly order: readonly number[];
};

export function monthFor(compiled: Compiled, given: { household: Household; period: Period; uses: readonly Use[] }) {
  const problems: Problem[] = [];
  const places = new Map(given.household.children.map((child, place) => [child.id, place]));
  const isOneMonth = monthOf(given.period.from) === monthOf(given.period.to);
  const uses: UseInfo[] = [];
  for (const use of given.uses) {
    const place = places.get(use.childId) ?? -1;
    const child = given.household.children[place];
    const rules = compiled.activities.get(use.activity);
    if (child && rules) uses.push(infoOf(use, { child, place, rules, period: given.period, isOneMonth }));
    else problems.push({ useIds: [use.id], why: unknown(use, child) });
  }
  uses.sort(inOrder);
  const { household, period } = given;
  const quotients = quotientsOf(compiled.file, household.quotients);
  const order = orderOf(compiled, household.children);
  return { month: { compiled, household, period, uses, quotients, order, ...countsOf(compiled, uses) }, problems };
}

function unknown(use: Use, child: Child | undefined): Problem["why"] {
  return child
    ? { code: "unknownActivity", facts: { name: use.activity } }
    : { code: "unknownChild", facts: { name: use.childId } };
}

type Where = { child: Child; place: number; rules: ActivityPrices; period: Period; isOneMonth: boolean };

function infoOf(use: Use, { child, place, rules, period, isOneMonth }: Where): UseInfo {
  const day = use.day ?? period.from;
  const month = use.day !== null || isOneMonth ? day.slice(0, 7) : "";
  const counts = use.status === "present" || isChargedInFull(use, rules);
  return { use, child, place, rules, day, isDated: use.day !== null, month, counts, nth: 0, times: timesOf(use) };
}

function isChargedInFull({ status, absenceCharge }: Use, rules: ActivityPrices): boolean {
  if (absenceCharge !== undefined) return absenceCharge === "full";
  return status === "absent_unexcused" && rules.otherwise.every(({ rule }) => rule.charge === "full");
}

const TIME = new Set(["hour", "half_hour", "quarter_hour"]);
const OCCURRENCE = new Set(["session", "day", "half_day", "slot", "trip"]);

/** « 12 meals in November » is twelve presences, « 2 weeks » two; « 14 quarters of an hour » is one, as nobody says more. */
function timesOf({ units }: Use): number {
  return units && !TIME.has(units.unit) ? units.count : 1;
}

export const isTime = (unit: string): boolean => TIME.has(unit);
export const isOccurrence = (unit: string): boolean => OCCURRENCE.has(unit);
export const isSpan = (unit: string): boolean => !TIME.has(unit) && !OCCURRENCE.has(unit);

function inOrder(one: UseInfo, other: UseInfo): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  if (one.place !== other.place) return one.place - other.place;
  if (one.rules !== other.rules) return one.rules.index - other.rules.index;
  if (one.use.id === other.use.id) return 0;
  return one.use.id < other.use.id ? -1 : 1;
}

/** Only what some rule reads is counted. */
function countsOf({ reads, calendar }: Compiled, uses: readonly UseInfo[]) {
  const presences = new Map<string, number>();
  const weekPresences = new Map<string, number>();
  const present = new Map<string, Set<number>>();
  const counted = uses.filter(({ counts }) => counts);
  if (reads.has("presences") || reads.has("nth")) {
    for (const info of counted) info.nth = count(presences, presenceKey(info), info.times) - info.times + 1;
  }
  if (reads.has("weekPresences")) {
    for (const info of counted) count(weekPresences, weekKey(info, calendar.weekKey(info.day)), info.times);
  }
  if (reads.has("childrenPresent")) for (const info of counted) addTo(present, dayKey(info), info.place);
  const users = reads.has("rank") || reads.has("familyChildren") ? usersOf(uses) : new Map<string, Set<number>>();
  return { presences, weekPresences, present, users };
}

/** Children by activity and month, and by activity alone for what has no month. */
function usersOf(uses: readonly UseInfo[]): Map<string, Set<number>> {
  const users = new Map<string, Set<number>>();
  for (const { rules, month, place } of uses) {
    addTo(users, `${rules.index}|`, place);
    if (month !== "") addTo(users, `${rules.index}|${month}`, place);
  }
  return users;
}

export const presenceKey = ({ place, rules, month }: UseInfo): string => `${place}|${rules.index}|${month}`;
export const weekKey = ({ place, rules }: UseInfo, week: string): string => `${place}|${rules.index}|${week}`;
export const dayKey = ({ rules, day, isDated }: UseInfo): string => `${rules.index}|${isDated ? day : ""}`;

function count(counts: Counts, key: string, times: number): number {
  const now = (counts.get(key) ?? 0) + times;
  counts.set(key, now);
  return now;
}

function addTo(sets: Map<string, Set<number>>, key: string, place: number): void {
  const known = sets.get(key);
  if (known) known.add(place);
  else sets.set(key, new Set([place]));
}

/** By the ranks that were given, else by age when the file says so and all ages are known, else as registered. */
function orderOf({ file }: Compiled, children: readonly Child[]): number[] {
  const places = children.map((_, place) => place);
  const { order } = file.siblings;
  const sign = order === "youngest_first" ? -1 : 1;
  if (children.every(({ rank }) => rank !== undefined)) {
    return places.sort((one, other) => (children[one]?.rank ?? 0) - (children[other]?.rank ?? 0) || one - other);
  }
  if (order === "as_registered" || children.some(({ birthDate }) => birthDate === undefined)) return places;
  const born = (place: number) => children[place]?.birthDate ?? "";
  return places.sort((one, other) => sign * born(one).localeCompare(born(other)) || one - other);
}

/**
 * Rank of the child among those who count, and how many they are. A rank that was given and that no child of the list has is a brother
 * or sister whom nobody described: it counts too.
 */
export function siblingsOf(
  month: Month,
  { rules, place, child, month: name }: UseInfo,
): { rank: number; children: number } {
  const { household, order, compiled, users } = month;
  const { among } = compiled.file.siblings;
  const counted = order.filter(
    (one) => one === place || among === "household" || isUser(users, { among, one, index: rules.index, name }),
  );
  const ranks = household.children.map(({ rank }) => rank);
  const highest = Math.max(0, ...ranks.map((rank) => rank ?? 0));
  const absent = Array.from({ length: highest }, (_, before) => before + 1).filter((rank) => !ranks.includes(rank));
  const lower = absent.filter((rank) => rank < (child.rank ?? 0)).length;
  return { rank: counted.indexOf(place) + 1 + lower, children: counted.length + absent.length };
}

type User = { among: "users" | "users_any"; one: number; index: number; name: string };

function isUser(users: Month["users"], { among, one, index, name }: User): boolean {
  if (among === "users") return users.get(`${index}|${name}`)?.has(one) ?? false;
  for (const [key, places] of users) if (key.endsWith(`|${name}`) && places.has(one)) return true;
  return false;
}

type Placed = Pick<UseInfo, "day" | "isDated" | "month" | "place">;

/** What a cap, a counter or a category gathers: the same text for all the uses of a scope, of a child or of the family. */
export function scopeKey(compiled: Compiled, scope: Scope, placed: Placed): string {
  const whose = scope.startsWith("child") ? `${placed.place}` : "f";
  return `${whose}|${spanKey(compiled, scope.slice(scope.indexOf("_") + 1) as SpanUnit, placed)}`;
}

/** A use without a day belongs to the period as a whole, whatever is gathered. */
export function spanKey(compiled: Compiled, unit: SpanUnit, { day, isDated, month }: Omit<Placed, "place">): string {
  if (unit === "month" || !isDated) return month;
  if (unit === "day") return day;
  const asked = `${unit}${day}`;
  const known = compiled.spans.get(asked);
  if (known !== undefined) return known;
  const { key } = compiled.calendar.spanOf(unit, day);
  compiled.spans.set(asked, key);
  return key;
}

type Counting = { per: Scope; from: number; upTo?: number | undefined };

/** Counts occurrences in each scope, and says how many of the next ones a rule takes: « from the third », « the first two ». */
export class Counter {
  readonly #compiled: Compiled;
  readonly #counting: Counting | undefined;
  readonly #seen: Counts = new Map();

  constructor(compiled: Compiled, counting: Counting | undefined) {
    this.#compiled = compiled;
    this.#counting = counting;
  }

  take(info: Placed, times: number): number {
    if (!this.#counting) return times;
    const { per, from, upTo } = this.#counting;
    const last = count(this.#seen, scopeKey(this.#compiled, per, info), times);
    const first = last - times + 1;
    return Math.max(0, Math.min(last, upTo ?? last) - Math.max(first, from) + 1);
  }
}

export function valueOn<Value>(dated: Dated<Value>, day: CivilDate): Value | undefined {
  if (dated.length === 1 && dated[0]?.since === null) return dated[0].value;
  let latest: Dated<Value>[number] | undefined;
  for (const one of dated) {
    if (one.since !== null && one.since > day) continue;
    if (!latest || (one.since ?? "") >= (latest.since ?? "")) latest = one;
  }
  return latest?.value;
}

export const NO_FACTS: Facts = {};
