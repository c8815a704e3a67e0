/** Writes a calendar that other programs read (RFC 5545), with ical-generator. Instants are in UTC, so no time zone travels with it. */
import ical, { ICalCalendarMethod } from "ical-generator";

export type CalendarEvent = { id: string; start: Date; end: Date; summary: string; location: string; changed: Date };

export function writeCalendar(name: string, host: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
    prodId: `//${host}//portail famille//FR`,
  });
  for (const { id, start, end, summary, location, changed } of events) {
    calendar.createEvent({ id: `${id}@${host}`, start, end, summary, location, stamp: changed });
  }
  return calendar.toString();
}
