/** The address of the office's journal. Anything unclear is as if it were not there. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { officeGroups } from "./rules-office";

const day = z.string().refine(isCivilDate).catch("");

const choiceSchema = z.object({
  foyer: z.uuid().catch(""),
  enfant: z.uuid().catch(""),
  par: z.uuid().catch(""),
  sujet: z.enum(officeGroups).catch("all"),
  du: day,
  au: day,
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export type OfficeChoice = z.output<typeof choiceSchema>;

export function readOfficeChoice(query: Record<string, string | string[] | undefined>): OfficeChoice {
  return choiceSchema.parse(query);
}

export function officeAddress(choice: OfficeChoice, path = "/gestion/journal"): string {
  const query = new URLSearchParams();
  for (const key of ["foyer", "enfant", "par", "du", "au"] as const) if (choice[key]) query.set(key, choice[key]);
  if (choice.sujet !== "all") query.set("sujet", choice.sujet);
  if (choice.page > 1) query.set("page", String(choice.page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
