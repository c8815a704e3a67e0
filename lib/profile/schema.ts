/** An answer to a fact that the commune's own rules ask for: « Les deux parents travaillent-ils ? » (docs/commune-file.md §2). Pure. */
import { z } from "zod";
import { day } from "@/lib/household/schema";

const fields = {
  fact: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,59}$/, "choose"),
  value: z.string().trim().min(1, "required").max(120, "tooLong"),
  since: day,
};
export const householdFactSchema = z.object({ householdId: z.uuid("generic"), ...fields });
export type HouseholdFact = z.infer<typeof householdFactSchema>;

export const childFactSchema = z.object({ childId: z.uuid("generic"), ...fields });
export type ChildFact = z.infer<typeof childFactSchema>;
