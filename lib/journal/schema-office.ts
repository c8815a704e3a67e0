/** The address of the office's journal. Anything unclear is as if it were not there. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { officeActors, officeGroups } from "./rules-office";

const day = z.string().refine(isCivilDate).catch("");

const choiceSchema = z.object({
  foyer: z.uuid().catch(""),
  enfant: z.uuid().catch(""),
  /** A role, oneself, or for the head an account. */
  par: z.union([z.uuid(), z.enum([...officeActors, "moi"])]).catch(""),
  sujet: z.enum(officeGroups).catch("all"),
  du: day,
  au: day,
  /** The line after which older ones begin: a page keeps its place while new lines arrive. */
  apres: z.uuid().catch(""),
});

export type OfficeChoice = z.output<typeof choiceSchema>;

export function readOfficeChoice(query: Record<string, string | string[] | undefined>): OfficeChoice {
  return choiceSchema.parse(query);
}

export function officeAddress(choice: OfficeChoice, path = "/gestion/journal"): string {
  const query = new URLSearchParams();
  for (const key of ["foyer", "enfant", "par", "du", "au"] as const) if (choice[key]) query.set(key, choice[key]);
  if (choice.sujet !== "all") query.set("sujet", choice.sujet);
  if (choice.apres) query.set("apres", choice.apres);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Whether it says at least by whom, when or of what: the whole journal is never read for nothing. */
export function isNarrowed({ par, du, au, sujet }: OfficeChoice): boolean {
  return Boolean(par || du || au) || sujet !== "all";
}
