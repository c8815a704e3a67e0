/** The household of a case as the engines take it: facts with the day they began, quotients with the day they came, children in their order. Pure. */

import type { Facts } from "@/lib/clause/rules-conditions";
import { type CivilDate, isCivilDate, parisMomentOf } from "@/lib/kernel/civil-date";
import type { Child, Dated, Household, Quotient } from "@/lib/pricing/schema";
import { factsByService, factsOf } from "./rules-facts";
import type { EventCase, HouseholdCase } from "./schema";

type DatedFacts = { since: CivilDate | null; value: Facts };

export function householdOf(household: HouseholdCase, events: readonly EventCase[]): Household {
  const changes = events.filter(({ type }) => type !== "qf_change");
  const base = factsOf(household, ["qf", "children"]);
  const [first] = quotientsOf(household, events);
  return {
    facts: accumulated(
      base,
      changes.filter((event) => childOf(event) === null),
    ),
    quotients: first ? quotientsOf(household, events) : [],
    children: childrenOf(household, changes),
  };
}

export function refOf(child: HouseholdCase["children"][number], index: number): string {
  return child.ref ?? String.fromCharCode(65 + index);
}

function childrenOf({ children }: HouseholdCase, changes: readonly EventCase[]): Child[] {
  const isOrder = [...children].every(({ rank }) => rank !== undefined && rank <= children.length);
  return children.map((child, index) => {
    const id = refOf(child, index);
    const birthDate = dayIn(child, ["birth_date", "born", "date_of_birth"]);
    const own = changes.filter((event) => childOf(event) === id);
    return {
      id,
      ...(birthDate === null ? {} : { birthDate }),
      ...(isOrder && child.rank !== undefined ? { rank: child.rank } : {}),
      facts: accumulated(factsOf(child, isOrder ? ["ref", "rank"] : ["ref"]), own),
    };
  });
}

const KEYS_OF_EVENTS = [
  "type",
  "child",
  "ref",
  "service",
  "received",
  "date",
  "on",
  "from",
  "since",
  "effective",
  "at",
];
const DAYS_OF_EVENTS = ["received", "effective", "since", "from", "on", "date", "at"];

/** An event is a fact of its name, and what it tells holds from its day on: « new_resident » is the household's « resident ». */
function accumulated(base: Facts, changes: readonly EventCase[]): Dated<Facts> {
  const dated: DatedFacts[] = [{ since: null, value: base }];
  for (const event of [...changes].sort((one, other) => compare(sinceOf(one), sinceOf(other)))) {
    const before = dated.at(-1)?.value ?? base;
    const value = { ...before, [event.type]: true, ...factsOf(renamed(event), KEYS_OF_EVENTS) };
    dated.push({ since: sinceOf(event), value });
  }
  return dated;
}

/** Whoever enrolled late is late for the whole period. */
function sinceOf(event: EventCase): CivilDate | null {
  return event.type === "late_enrolment" ? null : dayOf(event);
}

function renamed(event: EventCase): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).map(([key, value]) => [key.replace(/^new_/, ""), value]));
}

function compare(one: CivilDate | null, other: CivilDate | null): number {
  return (one ?? "") < (other ?? "") ? -1 : 1;
}

function childOf(event: EventCase): string | null {
  const child = event.child ?? event.ref;
  return typeof child === "string" ? child : null;
}

export function dayOf(event: Readonly<Record<string, unknown>>): CivilDate | null {
  return dayIn(event, DAYS_OF_EVENTS);
}

/** The first of these keys that tells a day, or an instant. */
export function dayIn(source: Readonly<Record<string, unknown>>, keys: readonly string[]): CivilDate | null {
  for (const key of keys) {
    const value = source[key];
    if (typeof value !== "string") continue;
    if (isCivilDate(value)) return value;
    const moment = value.includes("T") ? parisMomentOf(value) : null;
    if (moment !== null) return moment.slice(0, 10);
  }
  return null;
}

/** A change without quotient is a proof that no longer holds: nothing to add. */
function quotientsOf(household: HouseholdCase, events: readonly EventCase[]): Quotient[] {
  const until = dayIn(household, ["qf_until", "qf_expires", "qf_valid_until"]);
  const receivedOn = dayIn(household, ["qf_received", "qf_since"]);
  const first =
    typeof household.qf === "number" ? [{ value: household.qf, receivedOn, ...(until === null ? {} : { until }) }] : [];
  const later = events.flatMap((event) => {
    if (event.type !== "qf_change") return [];
    const value = event.new_qf ?? event.qf;
    return typeof value === "number" ? [{ value, receivedOn: dayOf(event) }] : [];
  });
  return [...first, ...later];
}

/** All that is known of one child of the household, merged, for a decision. */
export function factsOfChild(household: HouseholdCase | undefined, child: unknown, service: string): Facts {
  if (!household) return {};
  const { children } = household;
  const found = children.findIndex((one, index) => refOf(one, index) === child);
  const own = children[found] ?? children[0] ?? {};
  const qf = typeof household.qf === "number" ? { qf: household.qf } : {};
  return {
    ...factsOf(household, ["children", "qf"]),
    ...qf,
    ...factsByService(household, service),
    ...factsOf(own, ["ref"]),
  };
}
