/** The words of a case as facts: each scalar under its own name, and under the portal's name when it has one. Pure. */
import type { Facts, FactValue } from "@/lib/clause/rules-conditions";
import { knownFacts } from "@/lib/rulebook/schema-words";

type Loose = Readonly<Record<string, unknown>>;

/** Other words for facts that the portal knows. */
const ALIASES: Readonly<Record<string, string>> = {
  seats_left: "placesLeft",
  places_available: "placesLeft",
  child_rank: "rank",
  children_using: "familyChildren",
  number_of_children: "familyChildren",
  children_in_family: "familyChildren",
  tax_household_children: "dependentChildren",
  siblings_present: "childrenPresent",
};

/** Every word but those read in another way; a list makes each of its words true, a table is « key=value; key=value ». */
export function factsOf(source: Loose, except: readonly string[] = []): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [key, value] of Object.entries(source)) {
    if (except.includes(key)) continue;
    for (const [name, one] of readFact(key, value)) {
      facts[name] = one;
      const known = knownName(name);
      if (known !== name && !(known in source)) facts[known] = one;
    }
  }
  return facts;
}

function readFact(key: string, value: unknown): [string, FactValue][] {
  if (isScalar(value)) return [[key, value]];
  if (Array.isArray(value)) {
    const words = value.filter((one) => typeof one === "string");
    return [
      ...words.map((word): [string, FactValue] => [word, true]),
      [key, words.length === 1 ? words[0] : words.join(", ")],
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  const rows = Object.entries(value).filter((row): row is [string, string | number | boolean] => isScalar(row[1]));
  return [
    [key, rows.map(([name, one]) => `${name}=${one}`).join("; ")],
    ...rows.map(([name, one]): [string, FactValue] => [`${key}_${name}`, one]),
  ];
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** « family_children » is what the portal calls familyChildren. */
export function knownName(name: string): string {
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return (
    (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined) ?? (Object.hasOwn(knownFacts, camel) ? camel : name)
  );
}

/** Amounts by service: « unit_price_cents » of the service asked. */
export function factsByService(source: Loose, service: string): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [key, value] of Object.entries(source)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const own = (value as Loose)[service];
    if (isScalar(own)) facts[key] = own;
  }
  return facts;
}
