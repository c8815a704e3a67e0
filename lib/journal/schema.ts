/** The address of a journal page: filters in words that people read. Anything unclear is as if it were not there. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { journalGroups } from "./rules";

const day = z.string().refine(isCivilDate).catch("");

const choiceSchema = z.object({
  type: z.enum(journalGroups).catch("all"),
  enfant: z.uuid().catch(""),
  du: day,
  au: day,
  mots: z.string().trim().max(80).catch(""),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export type JournalChoice = z.output<typeof choiceSchema>;

export function readChoice(query: Record<string, string | string[] | undefined>): JournalChoice {
  return choiceSchema.parse(query);
}

export function addressOf(choice: JournalChoice): string {
  const query = new URLSearchParams();
  if (choice.type !== "all") query.set("type", choice.type);
  for (const key of ["enfant", "du", "au", "mots"] as const) if (choice[key]) query.set(key, choice[key]);
  if (choice.page > 1) query.set("page", String(choice.page));
  const text = query.toString();
  return text ? `/journal?${text}` : "/journal";
}
