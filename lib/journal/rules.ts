/**
 * A line of the journal in plain words for the family it is about: who by role, never by name; what; about whom and when; and why.
 * Every event that families read has its words in the catalogue (a test holds it); a payload that was erased keeps its sentence. Pure.
 */
import type { EventType } from "@/lib/evidence/events";
import { events } from "@/lib/evidence/events";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDateTime } from "@/lib/kernel/civil-date";
import { fold } from "@/lib/kernel/text/fold";
import { factsOf, fill, type Line, type Names, notesOf, textOf } from "./rules-facts";

export type Entry = {
  id: string;
  moment: CivilDateTime;
  /** « Vous avez réservé ». */
  did: string;
  /** « cantine, Léa, lundi 7 décembre, 2,80 € ». */
  facts: string;
  /** Whole sentences: reason, purpose, limit. */
  notes: string[];
  reference: string | null;
  href: string | null;
  look: boolean;
  erased: boolean;
  sealed: boolean;
  childIds: string[];
  /** The lines whose receipt can be taken: those that are sealed. */
  receipts: string[];
};

export const journalGroups = ["all", "bookings", "invoices", "info", "account", "looks"] as const;
export type JournalGroup = (typeof journalGroups)[number] | "actions";

const FAMILIES: Record<Exclude<JournalGroup, "all" | "looks" | "actions">, readonly string[]> = {
  bookings: ["booking", "draw", "waiting", "enrolment", "calendar", "attendance", "bus"],
  invoices: [
    ...["invoice", "charge", "payment", "receipt", "credit", "reminder", "plan", "debt", "refund"],
    ...["mandate", "debit", "claim", "certificate"],
  ],
  info: ["household", "child", "badge", "record", "change", "quotient", "family", "access", "request", "document"],
  account: ["account", "session", "charter", "dossier"],
};

export const familyEvents = (Object.keys(events) as EventType[]).filter((type) => events[type].family);

const isLook = (type: EventType) => type.endsWith(".consulted");

/** The types of a filter. « Consultations » stand apart from what was done. */
export function typesOf(group: JournalGroup): EventType[] {
  if (group === "all") return familyEvents;
  if (group === "looks") return familyEvents.filter(isLook);
  const families =
    group === "actions" ? [...FAMILIES.bookings, ...FAMILIES.invoices, ...FAMILIES.info] : FAMILIES[group];
  return familyEvents.filter(
    (type) =>
      !isLook(type) &&
      !(group === "actions" && type === "invoice.rendered") &&
      families.includes(type.split(".")[0] ?? ""),
  );
}

/** The words of one event, "{who} …", or null when the catalogue has none. */
export function wordsOf(type: EventType, locale: Locale): string | null {
  const [family = "", name = ""] = type.split(".");
  const words = (catalogues[locale].journal.events as Record<string, Record<string, string>>)[family]?.[name];
  return words ?? null;
}

export function whoOf({ own, role }: Pick<Line, "own" | "role">, locale: Locale): string {
  const who = catalogues[locale].journal.who;
  if (own) return who.you;
  if (role === "agent" || role === "responsable") return who.office;
  return (who as Record<string, string>)[role] ?? who.system;
}

/** An invoice that a parent elsewhere pays for the household is not told, nor what became of it (domain rules 13, 52). */
export function mayRead({ body, object }: Line, names: Names): boolean {
  const id = object.kind === "invoice" ? object.id : textOf(body?.invoiceId);
  return id === null || names.invoices.has(id);
}

/** Lines of one confirmation about the same child and activity are told once, with all their days, where the first stands. */
export function gather(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = keyOf(line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

function keyOf({ id, type, role, own, body, moment }: Line): string {
  const order = textOf(body?.order);
  if (!order) return id;
  return [type, role, own, order, textOf(body?.childId), textOf(body?.activityId), textOf(body?.reason), moment].join(
    "|",
  );
}

export function entryOf(group: readonly Line[], names: Names, locale: Locale): Entry {
  const line = group[0];
  if (!line) throw new Error("An entry of no line");
  const bodies = group.map(({ body }) => body).filter((body) => body !== null);
  const reference = textOf(line.body?.order) ?? textOf(line.body?.reference);
  const children = [...bodies.flatMap((body) => textOf(body.childId) ?? []), ...group.flatMap(childSubject)];
  return {
    id: line.id,
    moment: line.moment,
    did: fill(wordsOf(line.type, locale) ?? "{who}", { who: whoOf(line, locale) }),
    facts: factsOf({ line, bodies, childIds: [...new Set(children)] }, names, locale).join(", "),
    notes: [...notesOf(line.type, line.body ?? {}, locale), ...illegibleNote(group, locale)],
    reference,
    href: hrefOf(line, reference),
    look: isLook(line.type),
    erased: group.some(({ body, illegible }) => body === null && !illegible),
    sealed: group.every(({ sealed }) => sealed),
    childIds: [...new Set(children)],
    receipts: group.filter((one) => one.sealed).map(({ id }) => id),
  };
}

/** Said of a line whose content was altered: it is not erased, and nobody should think so. */
function illegibleNote(group: readonly Pick<Line, "illegible">[], locale: Locale): string[] {
  return group.some(({ illegible }) => illegible) ? [catalogues[locale].journal.illegible] : [];
}

function childSubject({ subject }: Line): string[] {
  return subject.kind === "child" ? [subject.id] : [];
}

function hrefOf({ object, body, type }: Line, reference: string | null): string | null {
  if (object.kind === "change-request" || object.kind === "family-request") return `/demandes/${object.id}`;
  if (type.startsWith("booking.") && reference) return `/reservations/confirmation/${reference}`;
  if (object.kind === "invoice" && type !== "payment.start-failed") return `/factures/${object.id}`;
  const invoiceId = textOf(body?.invoiceId);
  return invoiceId ? `/factures/${invoiceId}` : null;
}

/** Every word must be found in the sentence; accents and capitals do not count. */
export function matches(entry: Entry, search: string): boolean {
  const sentence = fold([entry.did, entry.facts, ...entry.notes, entry.reference ?? ""].join(" ")).replace(
    /\u00a0/g,
    " ",
  );
  return fold(search)
    .split(/\s+/)
    .every((word) => sentence.includes(word));
}
