/** The shapes that the régie sends: a period, a decision about a payment. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";

const day = z.string().trim().refine(isCivilDate, "date");

/** Both days are included. */
export const periodSchema = z
  .object({ regieId: z.uuid(), since: day, until: day })
  .refine(({ since, until }) => since <= until, { path: ["until"], message: "dateOrder" });

export type Period = z.output<typeof periodSchema>;

const euros = z
  .string()
  .trim()
  .max(20, "amount")
  .transform((text, context) => {
    const amount = parseEuros(text);
    if (amount !== null && amount > 0 && amount < 100_000_000) return amount;
    context.addIssue({ code: "custom", message: "amount" });
    return z.NEVER;
  });

export const askSchema = z.object({ attemptId: z.uuid() });

/** `amount` is empty when no money came. */
export const decisionSchema = z.object({
  attemptId: z.uuid(),
  decision: z.enum(["card", "debit", "none"], "choose"),
  amount: z
    .union([z.literal("").transform(() => null), euros])
    .optional()
    .default(null),
  reason: z.string().trim().min(5, "required").max(500, "tooLong"),
});

export type Decision = z.output<typeof decisionSchema>;
