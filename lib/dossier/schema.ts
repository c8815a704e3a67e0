/** What a dossier de preuve is asked for: a period, both days included; for a dispute, a household and the lines that the case needs. Pure. */
import { z } from "zod";
import { addDays, isCivilDate } from "@/lib/kernel/civil-date";

const day = z.string().trim().refine(isCivilDate, "date");
/** A year and a day: a school year and its summer fit in. */
const LONGEST_DAYS = 400;

const period = { since: day, until: day };
const inOrder = ({ since, until }: { since: string; until: string }) => since <= until;
/** Asked of a day that is none too, since each rule is asked of its own: that one has its message already. */
const shortEnough = ({ since, until }: { since: string; until: string }) =>
  !isCivilDate(since) || until <= addDays(since, LONGEST_DAYS);

export const familyDossierSchema = z
  .object(period)
  .refine(inOrder, { path: ["until"], message: "dateOrder" })
  .refine(shortEnough, { path: ["until"], message: "tooLongPeriod" });
export type FamilyDossier = z.output<typeof familyDossierSchema>;

/** `lines` are the events that the case needs; nothing else is disclosed. */
export const disputeDossierSchema = z
  .object({
    ...period,
    householdId: z.uuid(),
    purpose: z.string().trim().min(5, "required").max(300, "tooLong"),
    lines: z
      .union([z.uuid().transform((id) => [id]), z.array(z.uuid())], "choose")
      .pipe(z.array(z.uuid()).min(1, "choose").max(400, "tooLong")),
  })
  .refine(inOrder, { path: ["until"], message: "dateOrder" });
export type DisputeDossier = z.output<typeof disputeDossierSchema>;
