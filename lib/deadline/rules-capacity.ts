/**
 * Places of the commune file: a number, by weekday, or what the staff may look after by age (docs/commune-file.md §4; facts: domain-rules 23).
 * Every rule that fits must leave a place. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, holds, type Range, rangeOf, type Test, testOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { isWithin } from "./rules-limits";
import { labelled } from "./rules-verdict";

export type Taken = {
  /** Places taken in the activity, or in each by its id: an activity that shares its places needs the others too. */
  taken: number | Readonly<Record<string, number>>;
  /** Children already there, by age in years. */
  ageCounts?: Readonly<Record<number, number>>;
  /** Children already there who meet each `reserved` condition, in the order of the file. */
  reservedTaken?: readonly number[];
};
export type CapacityAsked = Taken & { activity: string; day: CivilDate; facts: Facts };
/** Null when no rule limits the activity that day. */
export type Capacity = { places: number | null; left: number | null; why: readonly Why[] };

type Rule = {
  rule: CommuneFile["capacity"][number];
  when: Test;
  reserved: readonly { when: Test; places: number }[];
  bands: readonly { range: Range | null; children: number }[];
};
type Room = { places: number; left: number };

const compiled = new WeakMap<CommuneFile, readonly Rule[]>();
const UNLIMITED: Capacity = { places: null, left: null, why: [] };

export function capacityOn(file: CommuneFile, asked: CapacityAsked): Capacity {
  if (file.capacity.length === 0) return UNLIMITED;
  const known = calendarOf(file).knowing(asked.facts, asked.day);
  let tightest: (Room & { label: string | undefined }) | null = null;
  for (const one of rulesOf(file)) {
    const { rule } = one;
    if (!concerns(file, rule.activities, asked.activity) || !isWithin(rule.inForce, asked.day)) continue;
    if (!one.when(known)) continue;
    const room = roomOf(file, one, { ...asked, facts: known });
    if (room && (!tightest || room.left < tightest.left)) tightest = { ...room, label: rule.label };
  }
  if (!tightest) return UNLIMITED;
  const left = Math.max(0, tightest.left);
  const why = labelled(left > 0 ? "placesLeft" : "full", tightest.label, { places: tightest.places, left });
  return { places: tightest.places, left, why: [why] };
}

/** The activities whose taken places a rule counts together with this one, itself included. */
export function sharingOf(file: CommuneFile, activity: string): string[] {
  const rules = file.capacity.filter((rule) => rule.together && concerns(file, rule.activities, activity));
  const sharing = file.activities.filter(({ id }) => rules.some((rule) => concerns(file, rule.activities, id)));
  return [...new Set([activity, ...sharing.map(({ id }) => id)])];
}

function rulesOf(file: CommuneFile): readonly Rule[] {
  const known = compiled.get(file);
  if (known) return known;
  const defaults = defaultsOf(file);
  const rules = file.capacity.map((rule) => ({
    rule,
    when: testOf(rule.when, defaults),
    reserved: rule.reserved.map(({ when, places }) => ({ when: testOf(when, defaults), places })),
    bands: (rule.staff?.ratios ?? []).map(({ age, children }) => ({ range: rangeOf(age), children })),
  }));
  compiled.set(file, rules);
  return rules;
}

function roomOf(file: CommuneFile, one: Rule, asked: CapacityAsked): Room | null {
  const weekday = calendarOf(file).weekday(asked.day);
  const taken = takenOf(file, one, asked);
  const byNumber = one.rule.byWeekday?.[weekday] ?? one.rule.places;
  const rooms = [
    byNumber === undefined ? null : { places: byNumber, left: byNumber - taken },
    staffRoom(one, taken, asked),
  ].filter((room) => room !== null);
  if (rooms.length === 0) return null;
  const room = rooms.reduce((least, other) => (other.left < least.left ? other : least));
  return { ...room, left: room.left - keptFor(one, asked) };
}

function takenOf(file: CommuneFile, { rule }: Rule, { taken, activity }: CapacityAsked): number {
  if (typeof taken === "number") return taken;
  if (!rule.together) return taken[activity] ?? 0;
  const shared = file.activities.filter(({ id }) => concerns(file, rule.activities, id));
  return shared.reduce((sum, { id }) => sum + (taken[id] ?? 0), 0);
}

/** Places that stay kept for others: a child who meets the condition may take them. */
function keptFor({ reserved }: Rule, { facts, reservedTaken }: CapacityAsked): number {
  return reserved.reduce(
    (sum, { when, places }, index) => sum + (when(facts) ? 0 : Math.max(0, places - (reservedTaken?.[index] ?? 0))),
    0,
  );
}

/** A person looks after children of one age only, unless the rule says that ages mix. Without ages, all are taken to be the child's. */
function staffRoom({ rule, bands }: Rule, taken: number, { facts, ageCounts }: CapacityAsked): Room | null {
  if (!rule.staff) return null;
  const own = bandOf(bands, facts.age);
  const mine = bands[own];
  if (!mine) return null;
  const counts = bands.map((_, index) => (index === own && !ageCounts ? taken : 0));
  for (const [age, count] of Object.entries(ageCounts ?? {})) {
    const band = bands.findIndex(({ range }) => range && holds(range, Number(age)));
    if (band >= 0) counts[band] = (counts[band] ?? 0) + count;
  }
  const left = rule.staff.mixed ? mixedLeft(rule.staff.people, bands, { counts, own }) : 0;
  if (rule.staff.mixed) return { places: taken + left, left };
  const elsewhere = bands.reduce(
    (sum, { children }, index) => sum + (index === own ? 0 : Math.ceil((counts[index] ?? 0) / children)),
    0,
  );
  const apart = (rule.staff.people - elsewhere) * mine.children - (counts[own] ?? 0);
  return { places: taken + Math.max(0, apart), left: apart };
}

/** The strictest ratio for a child whose age nobody said. */
function bandOf(bands: Rule["bands"], age: Facts[string]): number {
  if (typeof age === "number") return bands.findIndex(({ range }) => range !== null && holds(range, age));
  const strictest = Math.min(...bands.map(({ children }) => children));
  return bands.findIndex(({ children }) => children === strictest);
}

/** In whole numbers: each child weighs the product of the ratios divided by its own. */
function mixedLeft(people: number, bands: Rule["bands"], { counts, own }: { counts: number[]; own: number }): number {
  const whole = bands.reduce((product, { children }) => product * children, 1);
  const weight = (index: number) => whole / (bands[index]?.children ?? 1);
  const used = counts.reduce((sum, count, index) => sum + count * weight(index), 0);
  return Math.floor((people * whole - used) / weight(own));
}
