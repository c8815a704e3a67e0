/** The sites and what each offers: hours, days and places. Limits and prices stand in rules.ts. */
import type { ActivityKind } from "@/lib/activity/schema";
import type { Grade } from "@/lib/household/schema";
import type { Weekday } from "@/lib/kernel/civil-date";

export type SiteCode = "OLI" | "FON" | "CIG";
export const GRADES: readonly Grade[] = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];
const ELEMENTARY: readonly Grade[] = ["CP", "CE1", "CE2", "CM1", "CM2"];

export const sites = [
  {
    code: "OLI",
    name: "Les Oliviers",
    kind: "school",
    grades: GRADES,
    address: "14 avenue des Oliviers, 06999 Valmontel",
    phone: "04 99 00 12 31",
  },
  {
    code: "FON",
    name: "La Fontaine",
    kind: "school",
    grades: ELEMENTARY,
    address: "3 rue de la Fontaine, 06999 Valmontel",
    phone: "04 99 00 12 32",
  },
  {
    code: "CIG",
    name: "Les Cigales",
    kind: "leisure_centre",
    grades: GRADES,
    address: "Chemin du Stade, 06999 Valmontel",
    phone: "04 99 00 12 33",
  },
] as const;

const SCHOOL_DAYS: readonly Weekday[] = [1, 2, 4, 5];

/** Valmontel has no workshop. */
export type OfferedKind = Exclude<ActivityKind, "workshop">;

export type ActivityPlan = {
  site: SiteCode;
  kind: OfferedKind;
  code: string;
  nameFr: string;
  nameEn: string;
  productCode: string;
  hours: readonly [string, string];
  weekdays: readonly Weekday[];
  grades: readonly Grade[] | null;
  capacity: number;
};

/** Once it has ids. */
export type Activity = ActivityPlan & { id: string; siteId: string };

type Service = Omit<ActivityPlan, "site" | "code" | "capacity">;

const services = {
  morning: {
    kind: "morning-care",
    nameFr: "Garderie du matin",
    nameEn: "Morning care",
    productCode: "GM",
    hours: ["07:30", "08:20"],
    weekdays: SCHOOL_DAYS,
    grades: null,
  },
  canteen: {
    kind: "canteen",
    nameFr: "Cantine",
    nameEn: "Canteen",
    productCode: "CA",
    hours: ["11:30", "13:20"],
    weekdays: SCHOOL_DAYS,
    grades: null,
  },
  study: {
    kind: "study",
    nameFr: "Étude surveillée",
    nameEn: "Supervised study",
    productCode: "ET",
    hours: ["16:30", "17:45"],
    weekdays: SCHOOL_DAYS,
    grades: ELEMENTARY,
  },
  evening: {
    kind: "evening-care",
    nameFr: "Garderie du soir",
    nameEn: "Evening care",
    productCode: "GS",
    hours: ["16:30", "18:30"],
    weekdays: SCHOOL_DAYS,
    grades: null,
  },
  bus: {
    kind: "bus",
    nameFr: "Bus",
    nameEn: "Bus",
    productCode: "BU",
    hours: ["16:40", "17:20"],
    weekdays: SCHOOL_DAYS,
    grades: ELEMENTARY,
  },
  wednesday: {
    kind: "leisure",
    nameFr: "Accueil de loisirs du mercredi",
    nameEn: "Wednesday leisure centre",
    productCode: "AL",
    hours: ["08:00", "18:00"],
    weekdays: [3],
    grades: null,
  },
} as const satisfies Record<string, Service>;

export const activities: readonly ActivityPlan[] = [
  { ...services.morning, site: "OLI", code: "OLI-GM", capacity: 60 },
  { ...services.canteen, site: "OLI", code: "OLI-CA", capacity: 140 },
  { ...services.study, site: "OLI", code: "OLI-ET", capacity: 32 },
  { ...services.evening, site: "OLI", code: "OLI-GS", capacity: 60 },
  { ...services.bus, site: "OLI", code: "OLI-B1", capacity: 30, nameFr: "Bus, ligne 1", nameEn: "Bus, line 1" },
  { ...services.morning, site: "FON", code: "FON-GM", capacity: 40 },
  { ...services.canteen, site: "FON", code: "FON-CA", capacity: 110 },
  { ...services.study, site: "FON", code: "FON-ET", capacity: 32 },
  { ...services.evening, site: "FON", code: "FON-GS", capacity: 40 },
  { ...services.bus, site: "FON", code: "FON-B2", capacity: 30, nameFr: "Bus, ligne 2", nameEn: "Bus, line 2" },
  { ...services.wednesday, site: "CIG", code: "CIG-AL", capacity: 48 },
];
