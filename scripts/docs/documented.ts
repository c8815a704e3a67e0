/** The examples of docs/commune-file.md as whole files, so that tests may hold the page to its word. */
import { readFileSync } from "node:fs";
import { type CommuneFile, communeFileSchema, FORMAT } from "@/lib/rulebook/schema";

export type Example = { heading: string; line: number; text: string };

export function pageText(page: string): string {
  return readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
}

/** Every block of JSON, with the heading that it stands under. */
export function examplesOf(page: string): Example[] {
  const markdown = pageText(page);
  return [...markdown.matchAll(/^```json\n(.*?)^```$/gms)].map((found) => {
    const before = markdown.slice(0, found.index);
    const headings = [...before.matchAll(/^#{2,3} (.*)$/gm)];
    return { heading: headings.at(-1)?.[1] ?? "", line: before.split("\n").length, text: found[1] ?? "" };
  });
}

const WEEK = ["mon", "tue", "thu", "fri"];
const ACTIVITIES = [
  { id: "cantine", name: "Cantine", kind: "canteen", open: { weekdays: WEEK } },
  { id: "garderie_matin", name: "Matin", kind: "morning-care", group: "garderie", open: { weekdays: WEEK } },
  {
    id: "garderie_soir",
    name: "Soir",
    kind: "evening-care",
    group: "garderie",
    hours: { from: "16:30", to: "18:30" },
    open: { weekdays: WEEK },
  },
  { id: "etude", name: "Étude", kind: "study", open: { weekdays: WEEK } },
  { id: "dessin", name: "Dessin", kind: "workshop", open: { weekdays: WEEK } },
  { id: "car", name: "Car", kind: "bus", unit: "trip" },
  { id: "alsh_vacances", name: "Vacances", kind: "leisure", group: "alsh", unit: "day", open: { during: "holidays" } },
];

/** The nth example under a heading, completed with the activities that the page speaks of. */
export function documented(heading: string, place = 0): CommuneFile {
  const example = examplesOf("commune-file.md").filter((one) => one.heading === heading)[place];
  if (!example) throw new Error(`No example ${place + 1} under “${heading}”`);
  const piece = JSON.parse(example.text) as Partial<Record<keyof CommuneFile, unknown>>;
  const own = (piece.activities ?? []) as { id: string; group?: string }[];
  const taken = new Set(own.flatMap(({ id, group }) => [id, group]));
  return communeFileSchema.parse({
    format: FORMAT,
    commune: { id: "exempleville", name: "Exempleville" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    ...piece,
    activities: [...own, ...ACTIVITIES.filter(({ id, group }) => !taken.has(id) && !(group && taken.has(group)))],
  });
}
