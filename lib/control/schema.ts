/** What a régisseur sends about a case: who takes it, how it ended, whose money it is. Pure. */
import { z } from "zod";
import { resolutions } from "@/lib/payment/rules-case";

const caseId = z.uuid();
const reason = z.string().trim().min(5, "required").max(500, "tooLong");

export const runSchema = z.object({ regieId: z.uuid() });
export const takeCaseSchema = z.object({ caseId });
export const closeCaseSchema = z.object({ caseId, resolution: z.enum(resolutions, "choose"), reason });

/** The invoice by its number as printed, or by its reference. */
export const classifySchema = z.object({
  caseId,
  invoice: z.string().trim().min(1, "required").max(40, "tooLong"),
  reason,
});
export type ClassifyWish = z.output<typeof classifySchema>;
