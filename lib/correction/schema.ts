/** What the office accepts of the proposed corrections of a month. Pure. */
import { z } from "zod";
import { isCivilMonth } from "@/lib/kernel/civil-date";

const id = z.uuid("generic");

/** All proposals of a month, those of a household, or one line; with the sum that the page showed, so that nothing else is accepted. */
export const correctSchema = z.object({
  month: z.string().refine(isCivilMonth, "choose"),
  regieId: id,
  householdId: id.optional(),
  line: z.string().max(500).optional(),
  cents: z.coerce.number().int(),
});
export type Correct = z.infer<typeof correctSchema>;
