/** The columns of a families' file, what is understood of it, and what is said about it. Pure: words and shapes. */
import type { Custody, Diet, Grade, Situation } from "@/lib/household/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { CellFault, KnownSite, PickupRead } from "./rules-cells";

export const columnNames = {
  ref: "N° dossier",
  lastName1: "Nom responsable 1",
  firstName1: "Prénom responsable 1",
  email1: "Courriel 1",
  phone1: "Téléphone 1",
  lastName2: "Nom responsable 2",
  firstName2: "Prénom responsable 2",
  email2: "Courriel 2",
  phone2: "Téléphone 2",
  address: "Adresse",
  postalCode: "Code postal",
  city: "Commune",
  situation: "Situation",
  quotient: "Quotient familial",
  quotientDay: "Date QF",
  beneficiary: "N° allocataire",
  childLastName: "Nom enfant",
  childFirstName: "Prénom enfant",
  birthDate: "Date de naissance",
  sex: "Sexe",
  school: "École",
  grade: "Classe",
  custody: "Garde",
  pai: "PAI",
  diet: "Régime alimentaire",
  image: "Droit à l’image",
  pickups: "Personnes autorisées",
} as const;
export type Column = keyof typeof columnNames;

export type FindingCode =
  | CellFault
  | "missing"
  | "differs"
  | "to-come"
  | "same-child"
  | "cell-count"
  | "no-contact"
  | "incomplete"
  | "age"
  | "not-at-school"
  | "apart"
  | "second-household"
  | "not-added";
export type Done = "household-left-out" | "line-left-out" | "left-empty" | "corrected" | "to-check";
export type Finding = { line: number; column: Column | null; code: FindingCode; value: string; done: Done };

export type PlannedGuardian = { firstName: string; lastName: string; email: string | null; phone: string | null };
export type PlannedChild = {
  line: number;
  firstName: string;
  lastName: string;
  birthDate: CivilDate;
  sex: "F" | "M" | null;
  siteId: string | null;
  grade: Grade | null;
  custody: Custody | null;
  hasPai: boolean;
  diet: Diet | null;
  image: boolean | null;
  pickups: PickupRead[];
};
export type PlannedFamily = {
  line: number;
  ref: string;
  name: string;
  situation: Situation | null;
  address: { line: string; postalCode: string; city: string } | null;
  quotient: { valueCents: Cents; since: CivilDate; beneficiary: string | null } | null;
  /** One or two. Of parents who live apart, the second is not of this household. */
  guardians: PlannedGuardian[];
  isApart: boolean;
  children: PlannedChild[];
};

export type ImportFacts = { today: CivilDate; yearStart: CivilDate; sites: readonly KnownSite[] };
export type ImportPlan = { families: PlannedFamily[]; findings: Finding[]; leftOut: string[] };
export type Row = { line: number; cell: (column: Column) => string | undefined };

export type Reading = { facts: ImportFacts; findings: Finding[] };
