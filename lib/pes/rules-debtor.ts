/**
 * The debtor of a claim as the schema takes a person (facts: treasury §3.2): civility, name and first name, one postal address cut to 38 signs
 * a line. What is missing or cannot be written is said by name; nothing is invented. Pure.
 */
import { capitals, cut, usable } from "./rules-text";

export const civilities = ["M", "MME"] as const;
export type Civility = (typeof civilities)[number];

export type DebtorFacts = {
  id: string;
  kind: "guardian" | "organisation";
  lastName: string | null;
  firstName: string | null;
  civility: string | null;
  address: { line: string; more: string | null; postalCode: string; city: string; countryCode: string | null } | null;
};

export type Debtor = {
  reference: string;
  civility: Civility;
  name: string;
  moreName: string | null;
  firstName: string;
  address: {
    building: string | null;
    street: string;
    place: string | null;
    postalCode: string;
    city: string;
    /** Code of the country (INSEE, three digits); null in France. */
    countryCode: string | null;
  };
};

export type DebtorFinding =
  | "organisation"
  | "civility"
  | "name"
  | "name-unwritable"
  | "address"
  | "address-unwritable"
  | "address-too-long"
  | "postal-code";

const LINE = 38;
/** What the schema says instead of the postal code of another country. */
const ABROAD = "99999";

export function debtorOf(facts: DebtorFacts): Debtor | DebtorFinding[] {
  // The grid of categories and legal natures is in an annex that is not public: a body is left to the accounting software.
  if (facts.kind === "organisation") return ["organisation"];
  const [person, place] = [personOf(facts), addressOf(facts.address)];
  const faults = [person, place].flatMap((part) => (Array.isArray(part) ? part : []));
  if (Array.isArray(person) || Array.isArray(place)) return faults;
  return { reference: referenceOf(facts.id), ...person, address: place };
}

/** The last twelve signs of the payer's id: the same debtor has the same reference in every file, and it says nothing else. */
function referenceOf(id: string): string {
  return `P${id.replaceAll("-", "").slice(-12).toUpperCase()}`;
}

function personOf({ lastName, firstName, civility }: DebtorFacts) {
  const faults: DebtorFinding[] = [];
  const [last, first] = [capitals(lastName ?? ""), capitals(firstName ?? "")];
  const [name, more] = cut(last.text, LINE);
  const given = cut(first.text, LINE)[0];
  const known = civilities.find((one) => one === civility);
  if (!known) faults.push("civility");
  if (last.lost || first.lost) faults.push("name-unwritable");
  else if (!usable(name) || !usable(given)) faults.push("name");
  if (!known || faults.length > 0) return faults;
  return { civility: known, name, moreName: usable(cut(more, LINE)[0]), firstName: given };
}

function addressOf(given: DebtorFacts["address"]): Debtor["address"] | DebtorFinding[] {
  if (!given?.line.trim() || !given.city.trim()) return ["address"];
  const [line, more, town] = [capitals(given.line), capitals(given.more ?? ""), capitals(given.city)];
  const faults: DebtorFinding[] = [];
  if (line.lost || more.lost || town.lost) faults.push("address-unwritable");
  const [street, rest] = cut(line.text, LINE);
  if (rest.length > LINE || more.text.length > LINE) faults.push("address-too-long");
  if (!faults.length && !usable(street)) faults.push("address");
  const { postalCode, city } = townOf(given, town.text);
  if (!/^\d{5}$/.test(postalCode)) faults.push("postal-code");
  if (!faults.length && !usable(city)) faults.push("address");
  if (faults.length > 0) return faults;
  const countryCode = given.countryCode || null;
  return { building: usable(more.text), street, place: usable(rest), postalCode, city, countryCode };
}

function townOf({ postalCode, countryCode }: NonNullable<DebtorFacts["address"]>, town: string) {
  const code = postalCode.replaceAll(" ", "");
  if (!countryCode) return { postalCode: code, city: cut(town, LINE)[0] };
  return { postalCode: ABROAD, city: cut(`${capitals(postalCode).text} ${town}`.trim(), LINE)[0] };
}
