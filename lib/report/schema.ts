/** What the office may ask of the machine's work, and what a visitor may ask of the prices. Pure. */
import { z } from "zod";
import { grades, quotientCents } from "@/lib/household/schema";

export const retrySchema = z.object({ id: z.uuid() });

const typedQuotient = z
  .string()
  .trim()
  .default("")
  .transform((typed, issues) => {
    if (typed === "") return null;
    const parsed = quotientCents.safeParse(typed);
    if (parsed.success) return parsed.data;
    issues.addIssue({ code: "custom", message: "number" });
    return z.NEVER;
  });

/** « Combien pour nous ? »: read, answered and forgotten. */
export const estimateSchema = z.object({
  /** In cents of the number; null when the family does not know it. */
  quotient: typedQuotient,
  children: z.coerce.number("number").int("number").min(1, "number").max(8, "number"),
  resident: z.enum(["oui", "non"], "choose").transform((answer) => answer === "oui"),
  grade: z.enum(grades, "choose"),
});
export type EstimateWish = z.infer<typeof estimateSchema>;
