/** How a family's story is written down: short words here, rows elsewhere. Days are counted from today, so that stories never age. */

import type { ConsentKind, Custody, Diet, Grade, Situation } from "@/lib/household/schema";
import type { OfferedKind, SiteCode } from "../commune/activities";

/** For each activity, the weekdays of the week as digits: "1245" is every school day. */
export type Plan = Partial<Record<OfferedKind, string>>;

export type Adult = {
  firstName: string;
  lastName: string;
  /** With an address comes an account, unless `hasAccount` says no. */
  email: string | null;
  hasAccount: boolean;
  phone: string | null;
  phoneWork: string | null;
  locale: "fr" | "en";
  authority: "joint" | "sole" | "none";
  isBarred: boolean;
  /** Does not live here and reads nothing here, yet is a guardian. */
  livesElsewhere: boolean;
  diedDaysAgo: number | null;
  /** Has not yet read the charter published last week. */
  hasCharterToRead: boolean;
};

export type Pickup = { name: string; relation: string; kind: "authorised" | "emergency_only" | "forbidden" };

export type Child = {
  firstName: string;
  lastName: string | null;
  /** Null before school. */
  grade: Grade | null;
  site: SiteCode;
  /** Month and day; the year follows from the grade. */
  birthday: string;
  sex: "F" | "M";
  plan: Plan;
  diet: Diet;
  allergies: string | null;
  /** Days until the health protocol ends; null without one. */
  paiEndsIn: number | null;
  custody: Custody | null;
  pickups: Pickup[];
  refusedConsents: ConsentKind[];
  /** The child's days here, when they did not begin or will not last with the school year. */
  arrivedDaysAgo: number | null;
  leftDaysAgo: number | null;
  cameFrom: { site: SiteCode; daysAgo: number } | null;
  /** Usual activities that nobody has booked yet from the week after this one. */
  notYetBooked: OfferedKind[];
  /** Enrolments still waiting for the office, and one it refused. */
  asks: OfferedKind[];
  refused: { kind: OfferedKind; motive: string } | null;
  /** Exact number of charged days of the last invoice, where the calendar allows it. */
  exactly: Partial<Record<OfferedKind, number>> | null;
};

/** A child written in another story who also lives here. */
export type SharedChild = { story: string; firstName: string; custody: Custody; plan: Plan };

export type PayerShare = {
  name: string;
  kind: "guardian" | "organisation";
  sharePercent: number;
  address: string;
  firstName?: string;
};

export type Quotient = {
  value: number;
  before: number | null;
  source: "caf" | "msa" | "tax" | "declared";
  endedDaysAgo: number | null;
};

/** How the household pays: `late` leaves the last two invoices unpaid, `owes` the last one. */
export type Paying = "card" | "debit" | "cheque" | "cash" | "transfer" | "owes" | "late";

export type Story = {
  key: string;
  name: string;
  situation: Situation;
  address: { line: string; more?: string; postalCode: string; city: string; isProtected: boolean };
  movedIn: { daysAgo: number; from: { line: string; postalCode: string; city: string } } | null;
  adults: Adult[];
  children: Child[];
  shares: SharedChild[];
  quotient: Quotient | null;
  payers: PayerShare[];
  pays: Paying;
  /** How many days from today are booked already. */
  bookedAhead: number;
  closedDaysAgo: number | null;
};

const NOBODY: Omit<Adult, "firstName" | "lastName"> = {
  email: null,
  hasAccount: false,
  phone: null,
  phoneWork: null,
  locale: "fr",
  authority: "joint",
  isBarred: false,
  livesElsewhere: false,
  diedDaysAgo: null,
  hasCharterToRead: false,
};

/** "Camille Durand": the first word is the first name. `email` is the part before the reserved domain. */
export function adult(name: string, more: Partial<Adult> = {}): Adult {
  const [firstName = "", ...rest] = name.split(" ");
  const email = more.email ? `${more.email}@example.org` : null;
  return { ...NOBODY, hasAccount: email !== null, ...more, firstName, lastName: rest.join(" "), email };
}

const PLAIN_CHILD = {
  lastName: null,
  diet: "standard",
  allergies: null,
  paiEndsIn: null,
  custody: null,
  pickups: [],
  refusedConsents: [],
  arrivedDaysAgo: null,
  leftDaysAgo: null,
  cameFrom: null,
  notYetBooked: [],
  asks: [],
  refused: null,
  exactly: null,
} satisfies Partial<Child>;

type Basics = Pick<Child, "firstName" | "grade" | "site" | "birthday" | "sex">;

/** "Léa F GS OLI 05-17": first name, sex, grade ("-" before school), school, birthday. */
export function child(basics: string, plan: Plan = {}, more: Partial<Child> = {}): Child {
  const [firstName = "", sex, grade, site, birthday = ""] = basics.split(" ");
  const known: Basics = {
    firstName,
    sex: sex === "F" ? "F" : "M",
    grade: grade === "-" ? null : (grade as Grade),
    site: site as SiteCode,
    birthday,
  };
  return { ...PLAIN_CHILD, plan, ...more, ...known };
}

export const TOWN = { postalCode: "06999", city: "Valmontel" };

type Told = Pick<Story, "key" | "name" | "adults"> & { address: string } & Partial<
    Omit<Story, "address" | "quotient">
  > & { at?: Partial<Story["address"]>; quotient?: number | (Partial<Quotient> & { value: number }) | null };

export function story({ address, at, quotient, ...told }: Told): Story {
  return {
    situation: "married",
    movedIn: null,
    children: [],
    shares: [],
    payers: [],
    pays: "card",
    bookedAhead: 26,
    closedDaysAgo: null,
    ...told,
    address: { line: address, ...TOWN, isProtected: false, ...at },
    quotient: quotientOf(quotient ?? null),
  };
}

function quotientOf(given: number | (Partial<Quotient> & { value: number }) | null): Quotient | null {
  if (given === null) return null;
  const told = typeof given === "number" ? { value: given } : given;
  return { before: null, source: "caf", endedDaysAgo: null, ...told };
}
