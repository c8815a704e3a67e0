/** The parts of a commune file as the office edits them: each list of rules is a page, each rule a form (docs/commune-file.md §1). Pure. */
import type { z } from "zod";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import { absencesSchema } from "@/lib/rulebook/schema-absences";
import { calendarSchema } from "@/lib/rulebook/schema-calendar";
import { type Shape, shapeOf } from "./rules-shape";

export type Section = {
  /** Its word in the address of the page. */
  slug: string;
  /** Where it stands in the file. */
  path: readonly string[];
  /** A list of rules, or one sheet of answers. */
  isList: boolean;
  /** Keys of the sheet that are pages of their own. */
  without?: readonly string[];
};

/** The order of the page, from who we are to when one pays; in `deadlines`, `prices` and `absences` the order of rules matters. */
export const sections: readonly Section[] = [
  { slug: "commune", path: ["commune"], isList: false },
  { slug: "sources", path: ["sources"], isList: true },
  { slug: "lectures", path: ["notes"], isList: true },
  {
    slug: "annees",
    path: ["calendar"],
    isList: false,
    without: ["holidays", "closures", "openings"],
  },
  { slug: "vacances", path: ["calendar", "holidays"], isList: true },
  { slug: "fermetures", path: ["calendar", "closures"], isList: true },
  { slug: "ouvertures", path: ["calendar", "openings"], isList: true },
  { slug: "donnees", path: ["facts"], isList: true },
  { slug: "sites", path: ["sites"], isList: true },
  { slug: "activites", path: ["activities"], isList: true },
  { slug: "groupes", path: ["groups"], isList: true },
  { slug: "acces", path: ["eligibility"], isList: true },
  { slug: "places", path: ["capacity"], isList: true },
  { slug: "priorites", path: ["priorities"], isList: true },
  { slug: "delais", path: ["deadlines"], isList: true },
  { slug: "fratries", path: ["siblings"], isList: false },
  { slug: "quotient", path: ["quotient"], isList: false },
  { slug: "tranches", path: ["scales"], isList: true },
  { slug: "categories", path: ["categories"], isList: true },
  { slug: "prix", path: ["prices"], isList: true },
  { slug: "majorations", path: ["adjustments"], isList: true },
  { slug: "retards", path: ["latePickups"], isList: true },
  { slug: "forfaits", path: ["combinations"], isList: true },
  { slug: "droits-annuels", path: ["fees"], isList: true },
  { slug: "aides", path: ["aids"], isList: true },
  { slug: "absences", path: ["absences", "rules"], isList: true },
  { slug: "absences-autres", path: ["absences", "otherwise"], isList: true },
  { slug: "facturation", path: ["billing"], isList: false },
];

export function sectionOf(slug: string): Section | null {
  return sections.find((section) => section.slug === slug) ?? null;
}

/** The section that holds a place of the file, and the rule's index in it. */
export function placeOf(path: readonly (string | number)[]): { section: Section; index: number } | null {
  const found = sections
    .filter((section) => section.path.every((step, at) => path[at] === step))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!found) return null;
  const index = path[found.path.length];
  return { section: found, index: found.isList && typeof index === "number" ? index : 0 };
}

const SCHEMAS: Readonly<Record<string, z.ZodObject>> = {
  "": communeFileSchema,
  calendar: calendarSchema,
  absences: absencesSchema,
};

/** The shape of one rule of the section, or of its sheet. */
export function shapeOfSection({ path, isList, without = [] }: Section): Shape {
  const key = path.at(-1) ?? "";
  const schema = SCHEMAS[path.length === 1 ? "" : (path[0] ?? "")]?.shape[key];
  if (!schema) throw new Error(`The schema has no ${path.join(".")}`);
  const whole = shapeOf(schema, key);
  if (isList) {
    if (whole.kind !== "list") throw new Error(`${key} is no list`);
    return whole.item;
  }
  if (whole.kind !== "group") throw new Error(`${key} is no sheet`);
  return without.length === 0
    ? whole
    : { kind: "group", props: whole.props.filter((prop) => !without.includes(prop.key)) };
}

/** The rules of the section, each with its usual answers: what a sentence needs. */
export function rulesOf(file: CommuneFile, { path, isList, without = [] }: Section): readonly unknown[] {
  const value = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], file);
  if (isList) return value as unknown[];
  return [Object.fromEntries(Object.entries(value as object).filter(([key]) => !without.includes(key)))];
}
