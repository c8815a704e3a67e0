/** The grid of prices as the office types it: amounts in euros, by price and bracket, and an optional date of effect. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";

const euros = z.string().transform((text, issues) => {
  const cents = parseEuros(text);
  if (cents !== null) return cents;
  issues.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});
const cells = z.record(z.string().regex(/^[0-9a-f]{24}$/), z.array(euros).min(1).max(60)).default({});

export const gridSchema = z.object({
  /** What the agent typed. */
  p: cells,
  /** What the page showed. */
  o: cells,
  since: z
    .string()
    .refine((text) => text === "" || isCivilDate(text), "date")
    .default(""),
});
export type GridForm = z.infer<typeof gridSchema>;
