/** The journal as the office reads it: the family's own words where the family reads the line, words of its own for internal work. Pure. */
import { type EventType, events } from "@/lib/evidence/events";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { type Entry, entryOf, type JournalGroup, typesOf } from "./rules";
import { fill, type Line, type Names } from "./rules-facts";

export const officeGroups = ["all", "bookings", "invoices", "info", "account", "looks", "inside"] as const;
export type OfficeGroup = (typeof officeGroups)[number];

const insideEvents = (Object.keys(events) as EventType[]).filter((type) => !events[type].family);

export function officeTypes(group: OfficeGroup): EventType[] {
  if (group === "all") return Object.keys(events) as EventType[];
  return group === "inside" ? insideEvents : typesOf(group as JournalGroup);
}

const MONEY = "ledger invoicing treasury case statement control claim debit refund receipt".split(" ");
const isMoney = (type: EventType) => MONEY.includes(type.split(".")[0] ?? "");

/** Bills are the head's and the régie's: an agent reads of bookings, records and looks. */
export function typesFor({ everySite }: { everySite: boolean }, group: OfficeGroup): EventType[] {
  const money = new Set(officeTypes("invoices"));
  return officeTypes(group).filter((type) => everySite || (!money.has(type) && !isMoney(type)));
}

/** Who did it, as an agent may ask: by role, never by name. */
const ROLES_OF = {
  famille: ["parent"],
  bureau: ["agent", "responsable"],
  accueil: ["animateur"],
  regie: ["regie"],
  administration: ["admin", "pilotage"],
  portail: ["system"],
} as const;

export const officeActors = Object.keys(ROLES_OF) as (keyof typeof ROLES_OF)[];

/** The roles that a word of the address stands for, or null when it stands for one person or for nobody in particular. */
export function rolesOf(par: string): readonly string[] | null {
  return par in ROLES_OF ? ROLES_OF[par as keyof typeof ROLES_OF] : null;
}

/** The sentence of an event, "{who} …": of internal work in the office's words, else in those that the family reads. */
export function officeWords(type: EventType, locale: Locale): string | null {
  const [family = "", name = ""] = type.split(".");
  const { trace, journal } = catalogues[locale];
  const wordsIn = (events: object) => (events as Record<string, Record<string, string>>)[family]?.[name];
  return wordsIn(trace.events) ?? wordsIn(journal.events) ?? null;
}

export type OfficeEntry = Entry & {
  by: string | null;
  /** Whose file it is, and the query that opens its journal; null where the file is known or there is none. */
  family: { name: string; query: string } | null;
};

/** `by` is the name of who did it, where the reader may know it. */
export function officeEntryOf(line: Line, names: Names, told: { locale: Locale; by: string | null }): OfficeEntry {
  const { locale, by } = told;
  const entry = entryOf([line], names, locale);
  const did = fill(officeWords(line.type, locale) ?? "{who}", { who: whoOf(line.role, locale) });
  return { ...entry, did, href: null, by, family: null };
}

function whoOf(role: string, locale: Locale): string {
  const who = catalogues[locale].trace.who;
  if (role === "agent" || role === "responsable") return who.office;
  return (who as Record<string, string>)[role] ?? who.system;
}
