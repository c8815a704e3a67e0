import { describe, expect, it } from "vitest";
import { holidaysIn } from "./rules-ics";

const event = (lines: string) => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT`;
const calendar = (...events: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR"].join("\r\n");

const autumn = event("DTSTART;VALUE=DATE:20261017\r\nDTEND;VALUE=DATE:20261102\r\nSUMMARY:Vacances de la Toussaint");
const winterB = event(
  "DTSTART;VALUE=DATE:20270220\r\nDTEND;VALUE=DATE:20270308\r\nSUMMARY:Vacances d'Hiver\r\nLOCATION:Aix-Marseille\\, Amiens\\, Zone B",
);
const winterC = event(
  "DTSTART;VALUE=DATE:20270206\r\nDTEND;VALUE=DATE:20270222\r\nSUMMARY:Vacances d'Hiver - Zo\r\n ne C",
);

describe("the official school calendar", () => {
  it("gives the holidays of the zone, the end not included", () => {
    expect(holidaysIn(calendar(winterB, winterC, autumn), "B")).toEqual([
      { name: "autumn", from: "2026-10-17", to: "2026-11-01" },
      { name: "winter", from: "2027-02-20", to: "2027-03-07" },
    ]);
  });

  it("reads a line that goes on in the next", () => {
    expect(holidaysIn(calendar(winterC), "C")).toHaveLength(1);
    expect(holidaysIn(calendar(winterC), "A")).toEqual([]);
  });

  it.each([
    ["the return to school", "DTSTART;VALUE=DATE:20260901\r\nDTEND;VALUE=DATE:20260902\r\nSUMMARY:Rentrée après l'été"],
    ["an event with an hour", "DTSTART:20261017T080000Z\r\nDTEND:20261102T080000Z\r\nSUMMARY:Vacances de Noël"],
    [
      "a day that does not exist",
      "DTSTART;VALUE=DATE:20260231\r\nDTEND;VALUE=DATE:20260302\r\nSUMMARY:Vacances d'hiver",
    ],
    ["an end before its start", "DTSTART;VALUE=DATE:20261017\r\nDTEND;VALUE=DATE:20261010\r\nSUMMARY:Vacances de Noël"],
    ["what is no holiday", "DTSTART;VALUE=DATE:20261017\r\nDTEND;VALUE=DATE:20261018\r\nSUMMARY:Fête de la musique"],
  ])("passes over %s", (_, lines) => expect(holidaysIn(calendar(event(lines)), "A")).toEqual([]));

  it.each(["", "BEGIN:VCARD", '{"a": 1}'])("refuses what is no calendar: %j", (text) => {
    expect(holidaysIn(text, "A")).toBeNull();
  });
});
