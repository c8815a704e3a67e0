/**
 * The official school calendar as the ministry publishes it (.ics, RFC 5545): events of whole days, the zone in the place or the description,
 * an end that is not included. Anything else in the file is passed over; what is not a calendar is refused. Pure.
 */

import type { Zone } from "@/lib/calendar/rules-official";
import { addDays, type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";

/** Both days are without school. */
export type IcsHoliday = { name: string; from: CivilDate; to: CivilDate };
type Event = { summary: string; place: string; start: CivilDate; end: CivilDate | null };

const MOST_EVENTS = 2000;

/** Null when the text is no calendar. */
export function holidaysIn(text: string, zone: Zone): IcsHoliday[] | null {
  const lines = unfolded(text);
  if (lines[0]?.toUpperCase() !== "BEGIN:VCALENDAR") return null;
  const found = eventsIn(lines).filter((event) => isOfZone(event, zone));
  const spans = found.flatMap(holidayOf);
  const unique = new Map(spans.map((span) => [`${span.name} ${span.from}`, span]));
  return [...unique.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** A long line goes on in the next one, which begins with a space. */
function unfolded(text: string): string[] {
  return text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .split("\n")
    .filter(Boolean);
}

function eventsIn(lines: readonly string[]): Event[] {
  const events: Event[] = [];
  let current = new Map<string, string>();
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") current = new Map();
    const event = line === "END:VEVENT" ? eventOf(current) : null;
    if (event && events.length < MOST_EVENTS) events.push(event);
    const cut = line.indexOf(":");
    current.set(line.slice(0, cut).split(";")[0]?.toUpperCase() ?? "", line.slice(cut + 1));
  }
  return events;
}

function eventOf(parts: ReadonlyMap<string, string>): Event | null {
  const start = dayOf(parts.get("DTSTART"));
  const summary = plain(parts.get("SUMMARY"));
  if (start === null || summary === "") return null;
  const place = `${plain(parts.get("LOCATION"))} ${plain(parts.get("DESCRIPTION"))}`;
  return { summary, place, start, end: dayOf(parts.get("DTEND")) };
}

/** « 20261017 »; an event with an hour is no holiday. */
function dayOf(value: string | undefined): CivilDate | null {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(value?.trim() ?? "");
  const day = found ? `${found[1]}-${found[2]}-${found[3]}` : "";
  return isCivilDate(day) ? day : null;
}

function plain(value: string | undefined): string {
  return (value ?? "")
    .replace(/\\n/gi, " ")
    .replace(/\\([,;\\])/g, "$1")
    .trim();
}

/** An event that names no zone is for all of them. */
function isOfZone({ summary, place }: Event, zone: Zone): boolean {
  const text = `${summary} ${place}`;
  const named = [...text.matchAll(/zones?\s+([ABC](?:\s*(?:,|et|\/|-)\s*[ABC])*)/gi)].flatMap((match) =>
    (match[1] ?? "").toUpperCase().match(/[ABC]/g),
  );
  return named.length === 0 || named.includes(zone);
}

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/toussaint|automne/i, "autumn"],
  [/no[eë]l/i, "christmas"],
  [/hiver/i, "winter"],
  [/printemps/i, "spring"],
  [/ascension/i, "ascension"],
  [/[ée]t[ée]/i, "summer"],
];

/** The day school goes back, or the first day of a summer without an end, is no holiday to write. */
function holidayOf({ summary, start, end }: Event): IcsHoliday[] {
  const name = NAMES.find(([pattern]) => pattern.test(summary))?.[1];
  if (!name || end === null || /rentr[ée]e|d[ée]but/i.test(summary)) return [];
  const to = addDays(end, -1);
  return to < start ? [] : [{ name, from: start, to }];
}
