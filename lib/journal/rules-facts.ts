/** The particulars of a journal line, read from a payload that may lack any of them: child, activity, days, what changed, amount, reasons. Pure. */
import type { EventType } from "@/lib/evidence/events";
import { wordAmount } from "@/lib/i18n/amounts";
import { monthName, ofMonth, wordDate, wordDay, wordDays, wordLimit, wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { type CivilDate, type CivilDateTime, isCivilDate } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";

export type Body = { readonly [key: string]: unknown };

export type Line = {
  id: string;
  moment: CivilDateTime;
  type: EventType;
  role: string;
  own: boolean;
  subject: { kind: string; id: string };
  object: { kind: string; id: string };
  body: Body | null;
  /** Its content is there and does not open. */
  illegible?: boolean;
  sealed: boolean;
};

/** What ids stand for, as far as the reader may know. */
export type Names = {
  children: ReadonlyMap<string, string>;
  activities: ReadonlyMap<string, { nameFr: string; nameEn: string }>;
  sites: ReadonlyMap<string, string>;
  /** Months of the invoices that the reader may open, "2026-10". */
  invoices: ReadonlyMap<string, string>;
  hidesAddress: boolean;
};

type Told = { line: Line; bodies: readonly Body[]; childIds: readonly string[] };
type Words = Readonly<Record<string, string>>;

/** From this many days on, a count and the span say more than a list. */
const MOST_DAYS = 6;

export function fill(template: string, values: Words): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A word of the catalogue for a code, or null when it is not a code of ours. */
function coded(words: object, value: unknown): string | null {
  const code = textOf(value);
  return code === null ? null : ((words as Words)[code] ?? null);
}

export function factsOf({ line, bodies, childIds }: Told, names: Names, locale: Locale): string[] {
  const { journal, payment, household } = catalogues[locale];
  const body = line.body ?? {};
  const isConsent = line.type.startsWith("child.consent");
  return [
    coded(journal.changeKinds, body.changeKind),
    textOf(body.document),
    activityName(body, names, locale),
    isConsent ? coded(household.consentKinds, body.kind) : null,
    childIds.length > 0 ? childIds.map((id) => names.children.get(id) ?? journal.facts.child).join(", ") : null,
    line.type.startsWith("payment.") || line.type.startsWith("receipt.") ? null : dayWords(bodies, locale),
    invoiceMonth(line, names, locale),
    coded(journal.statuses, body.status),
    ...changeWords(body, names, locale),
    typeof body.valueCents === "number" ? wordAmount(locale, body.valueCents) : null,
    isCivilDate(textOf(body.since) ?? "")
      ? fill(journal.facts.since, { day: wordDate(locale, String(body.since)) })
      : null,
    coded(payment.means, body.means),
    amountWords(bodies, locale),
  ].flatMap((fact) => fact ?? []);
}

function activityName(body: Body, names: Names, locale: Locale): string | null {
  const known = names.activities.get(textOf(body.activityId) ?? "");
  const name = known ? (locale === "fr" ? known.nameFr : known.nameEn) : textOf(body.activity);
  return name && name.charAt(0).toLocaleLowerCase(locale) + name.slice(1);
}

/** The day of each line; a line of several days lists them in `bookings`, `marks` or `days`. */
function daysOf(body: Body): CivilDate[] {
  const lists = [body.bookings, body.marks].filter(Array.isArray) as Body[][];
  const plain = Array.isArray(body.days) ? body.days.map(textOf) : [textOf(body.day)];
  const days = lists.length > 0 ? lists.flat().map((one) => textOf(one.day)) : plain;
  return days.flatMap((day) => (day && isCivilDate(day) ? [day] : []));
}

function dayWords(bodies: readonly Body[], locale: Locale): string | null {
  const days = [...new Set(bodies.flatMap(daysOf))].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  if (first === last) return wordDay(locale, first);
  if (days.length <= MOST_DAYS && first.slice(0, 7) === last.slice(0, 7)) {
    return `${wordDays(locale, days)}\u00a0${monthName(locale, first)}`;
  }
  const count = String(days.length);
  return fill(catalogues[locale].journal.facts.days, { count, span: wordSpan(locale, { from: first, to: last }) });
}

function invoiceMonth({ body, object }: Line, names: Names, locale: Locale): string | null {
  const id = textOf(body?.invoiceId) ?? (object.kind === "invoice" ? object.id : "");
  const month = textOf(body?.month) ?? names.invoices.get(id);
  if (!month || !/^\d{4}-\d{2}$/.test(month)) return null;
  return fill(catalogues[locale].journal.facts.invoice, { month: ofMonth(locale, month) });
}

function amountWords(bodies: readonly Body[], locale: Locale): string | null {
  const amounts = bodies.flatMap(({ cents }) => (typeof cents === "number" ? [cents] : []));
  return amounts.length > 0 ? wordAmount(locale, sum(amounts)) : null;
}

const isRecord = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Each field that changed, with its value before and after. A list of people names those it now holds, never one whom a decision forbids. */
function changeWords(body: Body, names: Names, locale: Locale): string[] {
  const { before, after } = body;
  if (Array.isArray(after)) return listWords(after);
  if (!isRecord(after)) return [];
  const old = isRecord(before) ? before : {};
  const now = joinAddress(after);
  const then = joinAddress(old);
  return Object.keys(now).flatMap((key) => {
    const label = coded(catalogues[locale].journal.fields, key);
    if (label === null || JSON.stringify(now[key]) === JSON.stringify(then[key])) return [];
    if (key === "address" && names.hidesAddress) return [catalogues[locale].journal.facts.hidden];
    return [changed(label, shown(key, then[key], names, locale), shown(key, now[key], names, locale), locale)];
  });
}

function changed(label: string, before: string | null, after: string | null, locale: Locale): string {
  const { facts } = catalogues[locale].journal;
  if (before !== null && after !== null) return fill(facts.change, { label, before, after });
  if (after !== null) return fill(facts.set, { label, after });
  return before === null ? label : fill(facts.unset, { label, before });
}

function listWords(after: readonly unknown[]): string[] {
  return after.flatMap((one) => (isRecord(one) && one.kind !== "forbidden" ? (textOf(one.name) ?? []) : []));
}

/** Street, complement, postcode and town are one thing to a reader. */
function joinAddress({ line, more, postalCode, city, ...rest }: Body): Body {
  if (line === undefined && city === undefined) return rest;
  const place = [textOf(postalCode), textOf(city)].filter(Boolean).join(" ");
  return { ...rest, address: [textOf(line), textOf(more), place].filter(Boolean).join(", ") };
}

function shown(key: string, value: unknown, names: Names, locale: Locale): string | null {
  const { journal, household } = catalogues[locale];
  if (typeof value === "boolean") return value ? journal.facts.yes : journal.facts.no;
  const text = textOf(value);
  if (text === null) return null;
  if (key === "siteId") return names.sites.get(text) ?? null;
  if (key === "diet") return coded(household.diets, text) ?? text;
  if (key === "situation") return coded(household.situations, text) ?? text;
  return isCivilDate(text) ? wordDate(locale, text) : text;
}

const NOTHING_TAKEN: readonly EventType[] = ["payment.refused", "payment.cancelled", "payment.expired"];

/** Why: the reason of a refusal, the office's motive, the purpose of a look, the limit that had passed. */
export function notesOf(type: EventType, body: Body, locale: Locale): string[] {
  const { notes, reasons, purposes, ways } = catalogues[locale].journal;
  const reason = coded(reasons, body.reason);
  const purpose = coded(purposes, body.purpose) ?? textOf(body.purpose);
  const motive = textOf(body.motive);
  const via = coded(ways, body.via);
  const minutes = type === "access.opened" && typeof body.minutes === "number" ? String(body.minutes) : null;
  const limit = body.reason === "too-late" ? momentOf(body.closesAt) : null;
  const until = momentOf(body.until);
  return [
    NOTHING_TAKEN.includes(type) ? notes.nothingTaken : null,
    reason && fill(notes.reason, { text: reason }),
    limit && fill(notes.closed, { moment: wordLimit(locale, limit) }),
    purpose && fill(notes.purpose, { text: purpose }),
    via && fill(notes.via, { text: via }),
    minutes && fill(notes.minutes, { text: minutes }),
    motive && fill(notes.motive, { text: motive }),
    until && fill(notes.until, { moment: wordLimit(locale, until) }),
  ].flatMap((note) => note || []);
}

function momentOf(value: unknown): string | null {
  const text = textOf(value);
  return text && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? text : null;
}
