/**
 * What the State fixes for all: public holidays (Code du travail L3133-1, L3134-13) and the school years of zones A, B and C
 * (arrêtés in the Journal officiel). A school year that is not published here is not foreseen. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type DayNumber, dayOfNumber, numberOf } from "@/lib/kernel/day-number";

export type Zone = "A" | "B" | "C";

/** Both days are without school. */
export type HolidaySpan = { name: string; from: CivilDate; to: CivilDate };
export type OfficialYear = { id: string; firstClass: CivilDate; holidays: readonly HolidaySpan[] };

type Spans = Record<"autumn" | "christmas" | "ascension" | "summer", readonly [CivilDate, CivilDate]>;
type ZoneSpans = Record<Zone, Record<"winter" | "spring", readonly [CivilDate, CivilDate]>>;
type Published = { firstClass: CivilDate; all: Spans; zones: ZoneSpans };

const PUBLISHED: Readonly<Record<string, Published>> = {
  "2025-2026": {
    firstClass: "2025-09-01",
    all: {
      autumn: ["2025-10-18", "2025-11-02"],
      christmas: ["2025-12-20", "2026-01-04"],
      ascension: ["2026-05-15", "2026-05-16"],
      summer: ["2026-07-04", "2026-08-31"],
    },
    zones: {
      A: { winter: ["2026-02-07", "2026-02-22"], spring: ["2026-04-04", "2026-04-19"] },
      B: { winter: ["2026-02-14", "2026-03-01"], spring: ["2026-04-11", "2026-04-26"] },
      C: { winter: ["2026-02-21", "2026-03-08"], spring: ["2026-04-18", "2026-05-03"] },
    },
  },
  "2026-2027": {
    firstClass: "2026-09-01",
    all: {
      autumn: ["2026-10-17", "2026-11-01"],
      christmas: ["2026-12-19", "2027-01-03"],
      ascension: ["2027-05-07", "2027-05-08"],
      summer: ["2027-07-03", "2027-08-31"],
    },
    zones: {
      A: { winter: ["2027-02-13", "2027-02-28"], spring: ["2027-04-10", "2027-04-25"] },
      B: { winter: ["2027-02-20", "2027-03-07"], spring: ["2027-04-17", "2027-05-02"] },
      C: { winter: ["2027-02-06", "2027-02-21"], spring: ["2027-04-03", "2027-04-18"] },
    },
  },
};

export const OFFICIAL_YEARS: readonly string[] = Object.keys(PUBLISHED);

/** Null when the year is not published here. */
export function officialYear(id: string, zone: Zone): OfficialYear | null {
  const published = PUBLISHED[id];
  if (!published) return null;
  const { autumn, christmas, ascension, summer } = published.all;
  const { winter, spring } = published.zones[zone];
  const spans = { autumn, christmas, winter, spring, ascension, summer };
  const holidays = Object.entries(spans).map(([name, [from, to]]) => ({ name, from, to }));
  return { id, firstClass: published.firstClass, holidays: holidays.sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

export type PublicHoliday = { day: CivilDate; nameFr: string; nameEn: string };

/** The days of a civil year on which all is closed, in order; two that fall together are one. */
export function publicHolidays(year: number, alsaceMoselle: boolean): PublicHoliday[] {
  const easter = easterOf(year);
  const days: [DayNumber, string, string][] = [
    [numberOf(year, 1, 1), "Jour de l’an", "New Year’s Day"],
    [easter + 1, "Lundi de Pâques", "Easter Monday"],
    [numberOf(year, 5, 1), "Fête du Travail", "Labour Day"],
    [numberOf(year, 5, 8), "Victoire de 1945", "Victory Day"],
    [easter + 39, "Ascension", "Ascension Day"],
    [easter + 50, "Lundi de Pentecôte", "Whit Monday"],
    [numberOf(year, 7, 14), "Fête nationale", "Bastille Day"],
    [numberOf(year, 8, 15), "Assomption", "Assumption Day"],
    [numberOf(year, 11, 1), "Toussaint", "All Saints’ Day"],
    [numberOf(year, 11, 11), "Armistice de 1918", "Armistice Day"],
    [numberOf(year, 12, 25), "Noël", "Christmas Day"],
  ];
  if (alsaceMoselle) {
    days.push([easter - 2, "Vendredi saint", "Good Friday"]);
    days.push([numberOf(year, 12, 26), "Saint-Étienne", "Saint Stephen’s Day"]);
  }
  const first = new Map(days.reverse().map((one) => [one[0], one]));
  return [...first.values()]
    .sort(([a], [b]) => a - b)
    .map(([number, nameFr, nameEn]) => ({ day: dayOfNumber(number), nameFr, nameEn }));
}

/** Easter Sunday of the Gregorian calendar: full moon of spring, then the Sunday after (Gauss, with Lichtenberg's corrections). */
function easterOf(year: number): DayNumber {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const moon = (19 * golden + moonShift) % 30;
  const tooLate = Math.floor((moon + Math.floor(golden / 11)) / 29);
  const fullMoon = 21 + moon - tooLate;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sunShift) % 7);
  const march = fullMoon + 7 - ((((fullMoon - firstSunday) % 7) + 7) % 7);
  return numberOf(year, 3, 1) + march - 1;
}
