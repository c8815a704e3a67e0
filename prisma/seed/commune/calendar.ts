/**
 * School years, school holidays of zone B and public holidays, for any day the demonstration is started on.
 * The years 2025-26 and 2026-27 are those of the national calendar; others are foreseen by rule and say so.
 */
import { addDays, type CivilDate, weekdayOf } from "@/lib/kernel/civil-date";

export type Break = { kind: "school" | "public"; nameFr: string; nameEn: string; since: CivilDate; until: CivilDate };

export type SchoolYear = {
  label: string;
  /** The summer belongs to the year it prepares, so that every day lies in a year and the next classes can be booked. */
  startsOn: CivilDate;
  endsOn: CivilDate;
  firstClass: CivilDate;
  holidays: Break[];
};

type Dates = Record<"firstClass" | "autumn" | "christmas" | "winter" | "spring" | "summer", CivilDate>;

/** Saturdays on which the holidays begin, and the first day of class. */
const PUBLISHED: Record<number, Dates> = {
  2025: {
    firstClass: "2025-09-01",
    autumn: "2025-10-18",
    christmas: "2025-12-20",
    winter: "2026-02-14",
    spring: "2026-04-11",
    summer: "2026-07-04",
  },
  2026: {
    firstClass: "2026-09-01",
    autumn: "2026-10-17",
    christmas: "2026-12-19",
    winter: "2027-02-20",
    spring: "2027-04-17",
    summer: "2027-07-03",
  },
};

/** Holidays between two spells of class last sixteen days, from a Saturday to a Sunday. */
const LENGTH = 15;
const WINTER_TO_SPRING = 56;

const NAMES = [
  ["autumn", "Vacances d’automne", "Autumn holidays"],
  ["christmas", "Vacances de Noël", "Christmas holidays"],
  ["winter", "Vacances d’hiver", "Winter holidays"],
  ["spring", "Vacances de printemps", "Spring holidays"],
] as const;

/** The school year that begins in September of `start`. */
export function schoolYearOf(start: number): SchoolYear {
  const dates = datesOf(start);
  const isForeseen = !PUBLISHED[start];
  const short = NAMES.map(([key, fr, en]) =>
    holiday([fr, en], { since: dates[key], until: addDays(dates[key], LENGTH) }, isForeseen),
  );
  const summer = { since: dates.summer, until: addDays(datesOf(start + 1).firstClass, -1) };
  return {
    label: `${start}-${start + 1}`,
    startsOn: datesOf(start - 1).summer,
    endsOn: addDays(dates.summer, -1),
    firstClass: dates.firstClass,
    holidays: [...short, holiday(["Vacances d’été", "Summer holidays"], summer, isForeseen)],
  };
}

function holiday([fr, en]: readonly [string, string], span: { since: CivilDate; until: CivilDate }, foreseen: boolean) {
  const label = foreseen ? [`${fr} (dates prévues)`, `${en} (expected dates)`] : [fr, en];
  return { kind: "school", nameFr: label[0] ?? fr, nameEn: label[1] ?? en, ...span } as const;
}

/** The school year in which `day` lies. */
export function schoolYearOn(day: CivilDate): SchoolYear {
  const year = Number(day.slice(0, 4));
  const found = [year - 1, year].map(schoolYearOf).find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
  if (!found) throw new Error(`No school year holds ${day}`);
  return found;
}

export function startOf(year: SchoolYear): number {
  return Number(year.label.slice(0, 4));
}

function datesOf(start: number): Dates {
  const published = PUBLISHED[start];
  if (published) return published;
  const winter = saturdayFrom(`${start + 1}-02-14`);
  return {
    firstClass: firstClassOf(start),
    autumn: saturdayFrom(`${start}-10-17`),
    christmas: saturdayFrom(`${start}-12-19`),
    winter,
    spring: addDays(winter, WINTER_TO_SPRING),
    summer: saturdayFrom(`${start + 1}-07-03`),
  };
}

function saturdayFrom(day: CivilDate): CivilDate {
  return addDays(day, (13 - weekdayOf(day)) % 7);
}

/** 1 September, or the Monday after when it falls from Friday to Sunday. */
function firstClassOf(start: number): CivilDate {
  const first = `${start}-09-01`;
  const weekday = weekdayOf(first);
  return weekday >= 5 ? addDays(first, 8 - weekday) : first;
}

export function publicHolidaysOf(year: number): Break[] {
  const easter = easterOf(year);
  const days: [CivilDate, string, string][] = [
    [`${year}-01-01`, "Jour de l’an", "New Year’s Day"],
    [addDays(easter, 1), "Lundi de Pâques", "Easter Monday"],
    [`${year}-05-01`, "Fête du Travail", "Labour Day"],
    [`${year}-05-08`, "Victoire de 1945", "Victory Day"],
    [addDays(easter, 39), "Ascension", "Ascension Day"],
    [addDays(easter, 50), "Lundi de Pentecôte", "Whit Monday"],
    [`${year}-07-14`, "Fête nationale", "Bastille Day"],
    [`${year}-08-15`, "Assomption", "Assumption Day"],
    [`${year}-11-01`, "Toussaint", "All Saints’ Day"],
    [`${year}-11-11`, "Armistice de 1918", "Armistice Day"],
    [`${year}-12-25`, "Noël", "Christmas Day"],
  ];
  return days.map(([day, nameFr, nameEn]) => ({ kind: "public", nameFr, nameEn, since: day, until: day }));
}

/** Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher). */
function easterOf(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moon + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const day = epact + sunday - 7 * late + 114;
  return `${year}-${String(Math.floor(day / 31)).padStart(2, "0")}-${String((day % 31) + 1).padStart(2, "0")}`;
}
