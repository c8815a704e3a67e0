/**
 * Valmontel's règlement as a commune file (docs/commune-file.md): the limits, prices, late pick-ups and absences that the council voted.
 * Last year's prices are kept beside this year's, each with its days of service.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import type { WeekdayName } from "@/lib/rulebook/schema-words";
import { activities, sites } from "./activities";
import type { SchoolYear } from "./calendar";
import { type Grid, prices } from "./tariffs";

/** The activity of the rules that each kind of the offer follows. */
export const ruleCodes = {
  "morning-care": "garderie-matin",
  canteen: "cantine",
  study: "etude",
  "evening-care": "garderie-soir",
  bus: "bus",
  leisure: "mercredi",
} as const;
type Kind = keyof typeof ruleCodes;

const WEEKDAYS: readonly WeekdayName[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const siteId = (code: string) => code.toLowerCase();

const priorities = [
  {
    label: "Priorités de l’étude et du mercredi",
    activities: ["etude", "mercredi"],
    order: [
      {
        when: { resident: true, parents_actifs: true },
        label: "Familles de Valmontel dont les deux parents travaillent",
      },
      { when: { resident: true }, label: "Familles de Valmontel" },
    ],
  },
];

const latePickups = [
  {
    label: "Retard après la fermeture : 5 € par quart d’heure commencé, à partir de la troisième fois dans l’année",
    activities: ["garderie-soir", "mercredi"],
    toleranceMinutes: 5,
    sliceMinutes: 15,
    price: 500,
    counter: { per: "child_year", from: 3 },
  },
];

const absences = {
  rules: [
    {
      label: "Enfant malade, certificat sous 48 h",
      reasons: ["illness"],
      evidence: { all: ["medical_certificate"], within: { days: 2, from: "first_absence" } },
    },
    {
      label: "Enseignant absent, grève, sortie scolaire ou fermeture",
      reasons: ["teacher_absent", "strike", "school_trip", "closure", "weather"],
      automatic: true,
    },
    { label: "Absence justifiée acceptée par le service", reasons: ["accepted"] },
  ],
};

export function communeRules(years: readonly SchoolYear[]): CommuneFile {
  const [previous, current] = years;
  if (!previous || !current) throw new Error("The rules tell last year and this one");
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "valmontel", name: "Valmontel", department: "06" },
    since: previous.startsOn,
    calendar: calendarOf(years),
    facts: [
      { id: "dossier_complet", of: "household", label: "Le dossier de la famille est-il complet ?", default: true },
      { id: "parents_actifs", of: "household", label: "Les deux parents travaillent-ils ?", default: false },
    ],
    sites: sites.map(({ code, name, kind }) => ({ id: siteId(code), name, kind })),
    activities: offered(),
    eligibility: [{ label: "Dossier complet exigé", actions: ["book", "enrol"], requires: { dossier_complet: true } }],
    priorities,
    deadlines: [...limits("book"), ...limits("cancel")],
    scales: [scale],
    prices: [...grids("lastYear", `..${previous.endsOn}`), ...grids("thisYear", `${current.startsOn}..`)],
    adjustments: [...unbooked("lastYear", `..${previous.endsOn}`), ...unbooked("thisYear", `${current.startsOn}..`)],
    latePickups,
    absences,
    billing: {
      timing: "after",
      issued: { day: 5, months: 1 },
      due: { days: 30, from: "issue" },
      smallest: { cents: 100, below: "carry" },
      means: ["online", "cheque", "cash", "transfer"],
      reminders: [
        { afterDays: 8, label: "Premier rappel" },
        { afterDays: 30, label: "Deuxième rappel" },
        { afterDays: 60, label: "Dernier rappel", feeCents: 500 },
      ],
      // Three invoices of two months at least: nobody of the demonstration is so late.
      suspension: { unpaidInvoices: 3, daysLate: 60 },
      split: "custody",
    },
  });
}

function calendarOf(years: readonly SchoolYear[]) {
  return {
    zone: "B",
    schoolYears: years.map(({ label, firstClass, endsOn }) => ({ id: label, from: firstClass, to: endsOn })),
    holidays: years.flatMap(({ holidays }) =>
      holidays.map(({ name, since, until }) => ({ name, from: since, to: until })),
    ),
  };
}

/** One activity of the rules for all the sites that offer it. */
function offered() {
  const kinds = [...new Set(activities.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = activities.filter((one) => one.kind === kind);
    const [first] = own;
    if (!first) throw new Error(`Nothing offers ${kind}`);
    const name = kind === "bus" ? { fr: "Bus", en: "Bus" } : { fr: first.nameFr, en: first.nameEn };
    return {
      id: ruleCodes[kind],
      name,
      kind,
      sites: own.map(({ site }) => siteId(site)),
      open: { weekdays: first.weekdays.flatMap((day) => WEEKDAYS[day - 1] ?? []), during: "school" },
      hours: { from: first.hours[0], to: first.hours[1] },
    };
  });
}

const EVE = { kind: "days", days: 1, count: "open", at: "12:00" } as const;
const LIMITS = [
  { kinds: ["morning-care", "study", "evening-care"], until: EVE, label: "La veille d’ouverture, avant 12 h" },
  { kinds: ["canteen"], until: weekBefore("thu", "23:59"), label: "Le jeudi de la semaine d’avant, avant 23 h 59" },
  { kinds: ["bus"], until: weekBefore("fri", "12:00"), label: "Le vendredi de la semaine d’avant, avant 12 h" },
  { kinds: ["leisure"], until: weekBefore("wed", "12:00"), label: "Le mercredi de la semaine d’avant, avant 12 h" },
] as const satisfies readonly { kinds: readonly Kind[]; until: unknown; label: string }[];

function weekBefore(weekday: WeekdayName, at: string) {
  return { kind: "weekday", weekday, weeks: 1, at } as const;
}

function limits(action: "book" | "cancel") {
  return LIMITS.map(({ kinds, until, label }) => ({
    label,
    actions: action === "book" ? ["book", "change"] : ["cancel"],
    activities: kinds.map((kind) => ruleCodes[kind]),
    windows: [{ until }],
    otherwise: action === "book" ? "refused" : "charged",
  }));
}

/** Brackets A to D, in whole euros: up to 400, 700, 1000, and beyond. */
const scale = {
  id: "qf",
  label: "Tranches de quotient familial",
  brackets: [
    { id: "a", label: "A", in: "[0,400]" },
    { id: "b", label: "B", in: "(400,700]" },
    { id: "c", label: "C", in: "(700,1000]" },
    { id: "d", label: "D", in: "(1000,inf)" },
  ],
  none: "highest",
};

type Year = keyof typeof prices;

function grids(year: Year, inForce: `${CivilDate}..${CivilDate}`) {
  return eachGrid(year).flatMap(([activity, grid]) => [
    ...(grid.outsider === undefined
      ? []
      : [
          {
            label: "Familles d’une autre commune",
            activities: [activity],
            inForce,
            when: { resident: false },
            price: grid.outsider,
          },
        ]),
    { label: labelOf(year), activities: [activity], inForce, price: { scale: "qf", amounts: [...grid.cents] } },
  ]);
}

/** Nobody from another town pays more for not having booked, where they have a price of their own. */
function unbooked(year: Year, inForce: `${CivilDate}..${CivilDate}`) {
  return eachGrid(year).flatMap(([activity, grid]) =>
    grid.unbooked === undefined
      ? []
      : [
          {
            label: "Présence sans réservation",
            activities: [activity],
            inForce,
            when: { booking: "none", ...(grid.outsider !== undefined && { resident: true }) },
            add: grid.unbooked,
          },
        ],
  );
}

function eachGrid(year: Year): [string, Grid][] {
  return (Object.keys(ruleCodes) as Kind[]).map((kind) => [ruleCodes[kind], prices[year][kind]]);
}

function labelOf(year: Year): string {
  return year === "thisYear" ? "Tarifs votés en juin" : "Tarifs de l’année dernière";
}
