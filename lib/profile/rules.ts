/**
 * A household as the rules price it: where it lives, its quotients, its children's classes and schools, each from its date (domain rules 7, 12, 29, 48).
 * The facts are those of the day of the service, never of today. Pure.
 */

import type { Facts, FactValue } from "@/lib/clause/rules-conditions";
import { addressOn, type DatedQuotient } from "@/lib/household/rules";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { foldWords } from "@/lib/kernel/text/fold";
import type { Dated, Child as PricedChild, Household as PricedHousehold } from "@/lib/pricing/schema";

type Span = { since: CivilDate; until: CivilDate | null };
/** An answer to a fact of the commune's own. */
export type Declared = Span & { fact: string; value: FactValue };

export type ChildFile = {
  id: string;
  birthDate: CivilDate;
  /** `school` is the code of the site. */
  schoolings: readonly (Span & { grade: string; school: string })[];
  /** A PAI in force, until its day when it has one. */
  pai: { until: CivilDate | null } | null;
  declared: readonly Declared[];
};

export type HouseholdFile = {
  quotients: readonly (DatedQuotient & { valueCents: number })[];
  addresses: readonly { city: string; since: CivilDate }[];
  declared: readonly Declared[];
};

export function pricedHousehold(
  commune: string,
  household: HouseholdFile,
  children: readonly ChildFile[],
): PricedHousehold {
  const changes = [...household.addresses.map(({ since }) => since), ...household.declared.flatMap(boundsOf)];
  return {
    facts: timeline(changes, (day) => ({
      resident: isResident(addressOn(household.addresses, day)?.city ?? null, commune),
      ...declaredOn(household.declared, day),
    })),
    quotients: [...household.quotients]
      .sort((one, other) => one.recordedAt.getTime() - other.recordedAt.getTime())
      .map(({ valueCents, since, until }) => ({ value: valueCents / 100, receivedOn: since, until })),
    children: children.map(pricedChild),
  };
}

function pricedChild({ id, birthDate, schoolings, pai, declared }: ChildFile): PricedChild {
  const changes = [...schoolings, ...declared].flatMap(boundsOf);
  if (pai?.until) changes.push(addDays(pai.until, 1));
  return {
    id,
    birthDate,
    facts: timeline(changes, (day) => {
      const schooling = schoolings.findLast((one) => covers(one, day));
      return {
        grade: schooling?.grade,
        school: schooling?.school.toLowerCase(),
        pai: pai !== null && (pai.until === null || day <= pai.until),
        ...declaredOn(declared, day),
      };
    }),
  };
}

const EVER = "0001-01-01";

/** The facts from each day on which one of them may change. */
function timeline(changes: readonly CivilDate[], factsOn: (day: CivilDate) => Facts): Dated<Facts> {
  const days = [...new Set(changes)].sort();
  return [{ since: null, value: factsOn(EVER) }, ...days.map((since) => ({ since, value: factsOn(since) }))];
}

function boundsOf({ since, until }: Span): CivilDate[] {
  return until === null ? [since] : [since, addDays(until, 1)];
}

function covers({ since, until }: Span, day: CivilDate): boolean {
  return since <= day && (until === null || day <= until);
}

/** Of two answers in force the one that began last holds. */
function declaredOn(declared: readonly Declared[], day: CivilDate): Facts {
  const inForce = declared.filter((one) => covers(one, day)).sort((one, other) => (one.since < other.since ? -1 : 1));
  return Object.fromEntries(inForce.map(({ fact, value }) => [fact, value]));
}

/** By the name of the town, whatever its accents and capitals. An address nobody gave is not held against the family. */
export function isResident(city: string | null, commune: string): boolean {
  return city === null || townOf(city) === townOf(commune);
}

const townOf = (name: string): string =>
  foldWords(name)
    .replace(/\bcedex\b.*$/, "")
    .trim();
